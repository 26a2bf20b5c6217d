"""The evidence tables: columns, classes, keys. No string column stands outside the classes.

Classes (after a column's name): `T:list` a word of that closed list of `terms.words`; `O` opaque
id; `J` JSON list of such words and ids; `F` keyed fingerprint of 16 bytes; `S` screened text; `C`
count; `N` per mille; `D` day in Asia/Kolkata; `M` moment in UTC; `B` yes or no. `?`: may be null;
`*`: part of the key.
"""

from dataclasses import dataclass
from typing import Final

import pyarrow as pa

from amanat.terms.words import TERMS

SCHEMA_VERSION: Final = 1

_ARROW: Final[dict[str, pa.DataType]] = {
    "T": pa.string(),
    "O": pa.string(),
    "J": pa.string(),
    "S": pa.string(),
    "F": pa.binary(16),
    "C": pa.int64(),
    "N": pa.int32(),
    "D": pa.date32(),
    "M": pa.timestamp("us", tz="UTC"),
    "B": pa.bool_(),
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column of evidence: `kind` is the class, `terms` the closed list of a T column."""

    name: str
    kind: str
    terms: str | None
    nullable: bool
    key: bool


@dataclass(frozen=True, slots=True)
class Table:
    """One evidence table; rows are sorted by key and no key comes twice."""

    name: str
    columns: tuple[Column, ...]

    @property
    def key(self) -> tuple[str, ...]:
        """Names of the key columns, in order."""
        return tuple(column.name for column in self.columns if column.key)

    @property
    def arrow(self) -> pa.Schema:
        """The Arrow schema; column classes are kept in the field metadata."""
        return pa.schema(
            [
                pa.field(
                    column.name,
                    _ARROW[column.kind],
                    nullable=column.nullable,
                    metadata={"class": column.kind, "terms": column.terms or ""},
                )
                for column in self.columns
            ]
        )


def _column(text: str) -> Column:
    name, kind = text.split()
    key, nullable = "*" in kind, "?" in kind
    letter, _, terms = kind.replace("*", "").replace("?", "").partition(":")
    if letter not in _ARROW or (letter == "T" and terms not in TERMS):
        raise ValueError(f"column {text!r}: no such class or closed list")
    return Column(name, letter, terms or None, nullable, key)


def _table(name: str, text: str) -> Table:
    return Table(name, tuple(_column(part.strip()) for part in text.split(",") if part.strip()))


_EVIDENCE: Final = {
    "as_of": "on_day D*, as_of_at M",
    # what was read
    "units": """unit_id O*, dataset_id O?, snapshot_id O?, parent_unit_id O?, format T:format,
        layout T:layout, status T:unit_status, reason O?, records C?, bad_records C?, row_from C,
        row_to C, name S, looks_like_agreement_of O?""",
    "systems": """system_id O*, product O?, kind T:system_kind, instance_how T:instance_how,
        vendor_id O?, own B?, found_by T:found_by, in_register B, owner_known B?, approved B?,
        holds_personal T:yes_no, people C?, status T:system_status""",
    "datasets": """dataset_id O*, system_id O, object O, kind T:dataset_kind, team T?:team,
        role T?:role, records C, people C, staff C, oldest_on D?, newest_on D?,
        current_snapshot_id O?, layout T:layout, status T:unit_status, reason O?""",
    "snapshots": """snapshot_id O*, dataset_id O, taken_at M?, taken_to M, taken_how T:taken_how,
        relation T:snapshot_relation, units C, records C""",
    "copies": """snapshot_id O*, dataset_id O, system_id O, original_id O,
        relation T:snapshot_relation, share N, taken_on D?, months_least C, months_most C?,
        people C, people_new C, gone C, gone_new C, erased C, erased_undated C, erased_months C?,
        layout T:layout""",
    "places": """place_id O*, dataset_id O, parent_place_id O?, kind T:place_kind, title S?,
        records C, text_records C, key_how T:key_how, access T?:access, access_from T?:access_from,
        access_layout T?:layout, people C?, status T:unit_status""",
    "fields": """dataset_id O*, field_id O*, title S, personal T:yes_no, category O?, tier T?:tier,
        spdi_class T:spdi_class, free_text B, records C, filled C, distinct_values C, hits C,
        contaminated B, score T:score, person_level B?, people C, shape S?,
        layout T:layout""",
    "field_columns": "unit_id O*, column_ordinal C*, dataset_id O, field_id O",
    # people and what is written about them
    "people": "person F*, kind T:person_kind, identifiers C, under_18 B?",
    "identifiers": """identifier F*, kind T*:identifier_kind, person F?, shared B, names C,
        records C""",
    "presence": """person F*, dataset_id O*, in_current B, records C, first_seen_at M?,
        last_seen_at M?, state T:record_state""",
    "mentions": """unit_id O*, row_ordinal C*, column_ordinal C*, text_offset C*, text_length C*,
        category O*, dataset_id O, place_id O, field_id O, kind T:mention_kind, tier T:tier,
        masked B, about T:about, person F?, account F?, seen_on D?""",
    "mention_people": "place_id O*, category O*, people C?, records C",
    "set_aside": "seq C*, hits C, fields C",
    # journeys, consent, papers
    "flows": """flow_id O*, source_system_id O?, recipient_kind T:recipient_kind, recipient_id O,
        recipient_system_kind T:system_kind, vendor_id O?, same_entity B?, basis T:basis,
        declared_id O?, list_id O?, uses_cs_data B?, layout T:layout, first_seen_on D?,
        last_seen_on D?, people C?, refuted B""",
    "flow_proofs": "flow_id O*, basis T*:basis, unit_id O*, records C",
    "flow_purposes": "flow_id O*, purpose_id O*, how T:purpose_how",
    "lists": """list_id O*, dataset_id O, place_id O, label_id O, title S?, team T?:team,
        uses_cs_data B?, active B?, people C""",
    "memberships": """list_id O*, person F?, unit_id O*, row_ordinal C*, since_from M?, since_to M?,
        active B?, seen_at M""",
    "disclosures": """flow_id O*, unit_id O*, row_ordinal C*, person F?, at_from M?, at_to M?,
        on_day D?, zone T:zone, channel T?:channel, continuing B""",
    "consents": """unit_id O*, row_ordinal C*, seq C*, person F?, system_id O, label_id O,
        purpose_id O?, scope T:consent_scope, act T:act, at_from M?, at_to M?, zone T:zone,
        seen_at M, channel T?:channel, method T?:method, notice_id O?, ground_word T?:ground_word,
        legacy B, source_rank N, layout T:layout""",
    "notices": "notice_id O*, valid_from D?, valid_to D?, read B",
    "notice_terms": "notice_id O*, kind T*:notice_kind, term O*",
    "grants": """place_id O*, seq C*, opened_to T?:opened_to, who F?, user_id O?, may T:may,
        seen_on D, layout T:layout""",
    "accounts": """system_id O*, user_id O*, dataset_id O, active B?, last_seen_on D?,
        layout T:layout""",
    "staff_listed": "user_id O*, left_on D?",
    "integrations": """system_id O*, app_id O*, app_product O?, vendor_id O?, first_seen_on D?,
        last_seen_on D?, active B?, layout T:layout""",
    "deletions": """unit_id O*, row_ordinal C*, dataset_id O, person F?, how T:deletion_how,
        on_day D?, layout T:layout""",
    "contracts": """contract_id O*, vendor_id O?, party T?:party, proof T?:proof,
        term T:contract_term, valid_from D?, valid_to D?, read B, reason O?""",
    "contract_services": "contract_id O*, system_id O*",
    "clauses": "contract_id O*, clause_id O*, verdict T:verdict, page C?",
}

_REGISTER: Final = {
    "register_company": "company_id O*, role T:role",
    "register_complete": "subject T*:complete_subject, on_day D, by O",
    "register_entities": "entity_id O*, ours B",
    "register_vendors": "vendor_id O*, role T?:role, receives_personal B?, ended_on D?, country O?",
    "register_systems": """system_id O*, vendor_id O?, owner_id O?, approved B?,
        kind T?:system_kind, team T?:team, purpose_id O?""",
    "register_purposes": """purpose_id O*, class T:purpose_class, ground T?:ground, fact B,
        notice_id O?""",
    "register_purpose_labels": "system_id O*, label_id O*, purpose_id O?",
    "register_flows": """declared_id O*, source_system_id O, recipient_id O, purpose_id O?,
        since D?""",
    "register_lists": "list_id O*, purpose_id O?, team T?:team",
    "register_contracts": """contract_id O*, vendor_id O, proof T?:proof, party T?:party,
        term T:contract_term, valid_from D?, valid_to D?, says_none B, contract_file_id O?""",
    "register_contract_services": "contract_id O*, system_id O*",
    "register_reviews": """vendor_id O*, seq C*, kind T:review_kind, valid_to D?, reviewed_on D?,
        scope_ok B?""",
    "register_notices": "notice_id O*, valid_from D?, valid_to D?, read B",
    "register_notice_terms": "notice_id O*, kind T*:notice_kind, term O*",
    "register_field_uses": """dataset_id O*, field_id O*, purpose_id O?, last_read_on D?,
        reads_known B""",
    "register_retention": """rule_id O*, system_id O?, dataset_id O?, covers T:retention_covers,
        category O?, trigger T?:retention_trigger, min_months C?, max_months C?,
        hold B, hold_cites_law B?""",
    "register_scores": "dataset_id O*, field_id O*, person_level B?, computed B?, purpose_id O?",
    "register_access": "place_id O*, access T:register_access, on_day D",
    "register_written_consents": """dataset_id O*, spdi_class T*:spdi_class, proven B,
        officer_named B?, policy B?""",
    "register_staff": "user_id O*, left_on D?",
    "register_answers": "question_id O*, subject_id O*, answer T:answer, on_day D",
    "register_objections": """seq C*, kind T:objection_kind, place_id O?, dataset_id O?,
        field_id O?, shape S?, category O?, right_category O?,
        by O, on_day D""",
    "register_not_applicable": "control_id O*, on_day D, by O",
}

_JUDGED: Final = {
    "judged": """rule_id O*, row_key O*, identity J, verdict T:verdict, reason O?, event_on D?,
        continuing B, person F?, unit_id O?, row_ordinal C?, column_ordinal C?, text_offset C?,
        text_length C?, place_id O?, dataset_id O?, field_id O?""",
}


def _tables(texts: dict[str, str]) -> dict[str, Table]:
    # "T?:list" and "T*:list" read better than "T:list?"; both spellings mean the same.
    return {name: _table(name, text) for name, text in texts.items()}


EVIDENCE: Final = _tables(_EVIDENCE)
REGISTER: Final = _tables(_REGISTER)
JUDGED: Final = _tables(_JUDGED)
TABLES: Final[dict[str, Table]] = {**EVIDENCE, **REGISTER, **JUDGED}
