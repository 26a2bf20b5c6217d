"""Small builders of extracted tables; invented values, hashed as the extraction would hash them."""

from datetime import UTC, date, datetime
from hashlib import blake2b

import pyarrow as pa

from amanat.evidence.derive.run import derive
from amanat.evidence.extracted import EXTRACTED
from amanat.evidence.schema import REGISTER

AS_OF = date(2026, 11, 23)
TAKEN = datetime(2026, 11, 18, 4, tzinfo=UTC)


def fp(value, size=16):
    return blake2b(str(value).encode(), digest_size=size).digest()


def name(value):
    return fp(value.lower(), 8)


def at(year, month=1, day=1, hour=0, minute=0):
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


def unit(
    unit_id,
    *,
    product=None,
    object="contact",  # noqa: A002
    kind="table",
    rows=(),
    columns=None,
    signature=None,
    taken_at=TAKEN,
    mentions=(),
    consents=(),
    lists=(),
    labels=(),
    grants=(),
    staff=(),
    stamps=(),
    deletions=(),
    title=None,
    **values,
):
    """Build one unit; each row is a dict with `ids` [(kind, value[, who])] and columns of `rows`.

    A row's `lists` is a list of (list_key, active); `mentions` etc. are dicts of their tables.
    """
    rows = list(rows)
    columns = (
        columns if columns is not None else {"email": {"category": "email", "personal": "yes"}}
    )
    sealed = title.encode() if title else None
    head = {
        "unit_id": unit_id,
        "content": fp(("content", unit_id)),
        "signature": signature or f"sig-{object}",
        "product": product,
        "object": object,
        "kind": kind,
        "layout": "seen",
        "format": "csv",
        "status": "read",
        "records": len(rows),
        "bad_records": 0,
        "row_from": 0,
        "row_to": len(rows),
        "people": "contact",
        "taken_at": taken_at,
        "taken_how": "container",
        "name": sealed or b"export.csv",
        "title": sealed,
        "title_key": fp(title.lower()) if title else None,
    } | values
    row_ids, row_rows, members = [], [], []
    for ordinal, row in enumerate(rows):
        kept = {k: v for k, v in row.items() if k not in ("ids", "lists")}
        row_rows.append(
            {"row_ordinal": ordinal, "zone": "known", "state": "active", "has_text": False} | kept
        )
        for each in row.get("ids", ()):
            id_kind, value, *rest = each
            who = rest[0] if rest else "own"
            row_ids.append(
                {
                    "row_ordinal": ordinal,
                    "kind": id_kind,
                    "who": who,
                    "fp": fp((id_kind.replace("role_mailbox", "email"), value)),
                }
            )
        for key, active in row.get("lists", ()):
            members.append({"row_ordinal": ordinal, "list_key": key, "active": active})
    every = (1 << len(rows)) - 1
    described = [
        {
            "column_ordinal": ordinal,
            "title": slug.encode(),
            "slug": slug,
            "personal": "no",
            "spdi_class": "none",
            "free_text": False,
            "contaminated": False,
            "score": "none",
            "tier": "confirmed" if "category" in each else None,
            "filled": len(rows),
            "distinct_values": len(rows),
            "hits": len(rows),
            "filled_rows": every.to_bytes((len(rows) + 7) // 8, "little"),
        }
        | each
        for ordinal, (slug, each) in enumerate(columns.items())
    ]
    found_mentions, candidates = [], []
    for number, each in enumerate(mentions):
        candidates += [{"mention": number, "name": n, "fp": None} for n in each.get("names", ())]
        candidates += [{"mention": number, "name": None, "fp": f} for f in each.get("marks", ())]
        found_mentions.append(
            {
                "mention": number,
                "column_ordinal": 0,
                "text_offset": 5,
                "text_length": 6,
                "tier": "confirmed",
                "masked": False,
                "about": "unclear",
            }
            | {k: v for k, v in each.items() if k not in ("names", "marks")}
        )
    tables = {
        "unit": [head],
        "columns": described,
        "rows": row_rows,
        "row_ids": row_ids,
        "mentions": found_mentions,
        "mention_names": candidates,
        "consents": [
            {"seq": 0, "scope": "purpose", "zone": "known", "source_rank": 0, "mark": "C"} | each
            for each in consents
        ],
        "labels": [{"label": label, "slug": slug} for label, slug in labels],
        "lists": [{"mark": "C"} | each for each in lists],
        "memberships": members,
        "grants": [
            {"row_ordinal": n, "seq": 0, "may": "read"} | each for n, each in enumerate(grants)
        ],
        "staff": [
            {"left_said": False} | each | {"employee": employee and fp(("employee", employee))}
            for each in staff
            for employee in [each.get("employee")]
        ],
        "colleagues": _colleagues(
            [(e["fp"], e["kind"]) for e in row_ids if "staff" in (e["who"], head["people"])]
            + [(each["who"], "email") for each in grants if each.get("ours")]
            + [(fp(("employee", e["employee"])), "employee") for e in staff if e.get("employee")]
        ),
        "integrations": list(stamps),
        "deletions": list(deletions),
    }
    return {
        table: pa.Table.from_pylist(content, schema=EXTRACTED[table])
        for table, content in tables.items()
    }


def _colleagues(marks):
    kinds = ("email", "role_mailbox", "phone", "customer_id", "device_id", "employee")
    found = {mark: f"{kinds.index(kind)}{mark.hex()[:16]}" for mark, kind in marks}
    return [{"fp": mark, "user": text.encode()} for mark, text in sorted(found.items())]


def person(mail, **row):
    """Build a row of one person with an e-mail address."""
    return {"ids": [("email", mail)], "record": fp(("record", mail))} | row


def register(**tables):
    return {
        f"register_{table}": pa.Table.from_pylist(rows, schema=REGISTER[f"register_{table}"].arrow)
        for table, rows in tables.items()
    }


def derived(*units, said=None, screen=None):
    return derive(
        units,
        said or {},
        as_of=AS_OF,
        unseal=lambda sealed: [
            None if each is None else each.decode() for each in sealed.to_pylist()
        ],
        screen=screen or (lambda texts, _known: texts),
        name_hash=lambda names: [name(each) for each in names],
        employee_hash=lambda ids: [fp(("employee", each)) for each in ids],
    )


def rows_of(tables, table, *columns):
    """Return the rows of a table as sorted tuples of some columns, or one column's values."""
    found = tables[table].select(list(columns)).to_pylist()
    plain = [
        tuple(row[c] for c in columns) if len(columns) > 1 else row[columns[0]] for row in found
    ]
    return sorted(plain, key=str)
