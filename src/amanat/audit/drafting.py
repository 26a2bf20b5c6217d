"""What an audit found, as `amanat init` drafts the register from it."""

from amanat.engine.base import Engine
from amanat.findings.naming import system_title
from amanat.register.draft import Found, FoundAgreement, FoundField, FoundList, FoundSystem
from amanat.terms.products import PRODUCTS

#: The subject of the register whose completeness a rule waits for.
_SUBJECT = """case rule_id
    when 'processor-without-contract' then 'contracts'
    when 'processor-not-verified' then 'reviews'
    when 'purpose-without-ground' then 'purposes'
    when 'retention-rule-missing' then 'retention'
    when 'system-outside-inventory' then 'systems'
    when 'field-beyond-purpose' then 'field_uses'
    when 'score-not-declared' then 'notices'
    when 'shared-without-consent' then 'consents'
    when 'access-beyond-need' then 'staff'
end"""


def found_in(engine: Engine) -> Found:
    """Return ids and screened titles of what could go into the register.

    Args:
        engine: holds the tables of a finished audit.
    """
    systems = tuple(
        FoundSystem(
            row["system_id"],
            row["kind"],
            row["vendor_id"] or _vendor(row["product"]),
            system_title(row["system_id"]),
        )
        for row in engine.query("select * from systems order by system_id").to_pylist()
    )
    scores: list[FoundField] = []
    fields: list[FoundField] = []
    for row in engine.query(
        "select * from fields where personal = 'yes' or score <> 'none'"
        " order by dataset_id, field_id"
    ).to_pylist():
        each = FoundField(row["dataset_id"], row["field_id"], row["category"], row["title"])
        (fields if row["score"] == "none" else scores).append(each)
    return Found(
        systems=systems,
        vendors={
            system.vendor_id: system.title for system in systems if system.vendor_id is not None
        },
        lists=tuple(
            FoundList(row["list_id"], row["title"] or "")
            for row in engine.query("select * from lists order by list_id").to_pylist()
        ),
        labels=tuple(
            (row["system_id"], row["label_id"])
            for row in engine.query(
                "select distinct system_id, label_id from consents where purpose_id is null"
                " and scope = 'purpose' order by system_id, label_id"
            ).to_pylist()
        ),
        scores=tuple(scores),
        fields=tuple(fields),
        agreements=tuple(
            FoundAgreement(row["contract_id"], row["vendor_id"])
            for row in engine.query(
                "select * from contracts where not read order by contract_id"
            ).to_pylist()
        ),
        classes=tuple(
            (row["dataset_id"], row["spdi_class"])
            for row in engine.query(
                "select distinct dataset_id, spdi_class from fields"
                " where spdi_class not in ('none', 'unclear') order by dataset_id, spdi_class"
            ).to_pylist()
        ),
        waiting={
            row["subject"]: row["count"]
            for row in engine.query(
                f"select {_SUBJECT} as subject, count(*) as count from judged"
                f" where verdict = 'cannot_tell' and {_SUBJECT} is not null"
                f" group by {_SUBJECT} order by {_SUBJECT}"
            ).to_pylist()
        },
    )


def _vendor(product: str | None) -> str | None:
    return PRODUCTS[product].vendor if product in PRODUCTS else None
