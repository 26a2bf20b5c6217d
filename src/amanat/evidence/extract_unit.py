"""The row of a unit itself, and one row for each of its columns."""

from datetime import UTC, datetime
from pathlib import PurePath
from typing import Final

from amanat.detect.columns import ColumnKind
from amanat.evidence.extract_cells import Tally
from amanat.evidence.extract_grants import place_key
from amanat.evidence.extract_plan import Plan
from amanat.evidence.extract_tables import Tables
from amanat.evidence.extract_titles import label_of, product_in, signature, title_key, undated_key
from amanat.evidence.keys import Keys
from amanat.evidence.seal import Seal
from amanat.sources.model import Found, Head, Locator, ReadNotes
from amanat.terms.categories import CATEGORIES

_ROLE_CATEGORY: Final = {
    "email": "email", "other_email": "email",
    "phone": "phone", "other_phone": "phone",
    "name": "name", "first_name": "name", "last_name": "name", "other_name": "name",
    "customer_id": "customer_id", "device_id": "device_id",
}  # fmt: skip


def unit_row(
    head: Head,
    plan: Plan | None,
    notes: ReadNotes,
    keys: Keys,
    *,
    records: int,
    newest: datetime | None,
    undecided: bool,
) -> dict[str, object]:
    """Describe a unit that was read.

    Args:
        head: the unit.
        plan: what its columns are for; None: it has no rows.
        notes: what its reader noted.
        keys: the workspace's key.
        records: how many rows it has.
        newest: the newest moment in its content.
        undecided: a column of times that is judged or shown could not be read.
    """
    reason = notes.partly or head.partly or ("times_undecidable" if undecided else None)
    people = head.layout.people
    if people is None and plan is not None and plan.generic and plan.about_people:
        people = "unknown"
    content = _content(head.found, notes, keys)
    taken_at, taken_how = head.taken_at, head.taken_how
    if taken_how != "content" and newest is not None:
        taken_at, taken_how = newest, "content"
    sign = signature(head)
    return {
        # A page is called what it says; a file is known to permission lists by its own name.
        **_place(
            head.found,
            keys,
            title=head.title,
            known_as=head.title if head.place_key else _name(head.found.where),
        ),
        "unit_id": unit_id(head.found.where, content, keys),
        "content": content,
        "signature": sign,
        "product": head.layout.product,
        "object": _object(head, sign),
        "kind": head.layout.kind,
        "layout": head.how,
        "status": "partly" if reason else "read",
        "reason": reason,
        "records": records,
        "bad_records": notes.bad_records,
        "row_from": 0,
        "row_to": records,
        "account": None if head.account is None else keys.hash_text(head.account, "account"),
        "people": people,
        "team": head.layout.team,
        "taken_at": _utc(taken_at),
        "taken_how": taken_how,
        "written_at": _utc(head.found.modified_at),
        "place_key": place_key(head.place_key, keys),
        "place_kind": _place_kind(head),
        "agreement_of": None,
    }


def skipped_row(found: Found, reason: str, keys: Keys) -> dict[str, object]:
    """Describe a unit that was not read, and why."""
    name = _name(found.where)
    return {
        **_place(found, keys, title=name, known_as=name),
        "unit_id": f"u-{keys.opaque(_path_text(found.where), 'path')}",
        "layout": "generic",
        "status": "skipped",
        "reason": reason,
        "row_from": 0,
        "row_to": 0,
        "taken_at": _utc(found.modified_at),
        "taken_how": found.modified_how,
        "written_at": _utc(found.modified_at),
        "agreement_of": product_in(PurePath(name).stem) if found.agreement else None,
    }


def unit_id(where: Locator, content: bytes, keys: Keys) -> str:
    """Return `u-` and 16 hex digits: keyed hash of content and member path.

    Two files of equal content have equal ids: the second is a duplicate.
    """
    inner = "\0".join([*where.members, where.part or ""])
    place = inner.encode("utf-8", "surrogatepass")
    return f"u-{keys.hash_bytes(content + place, 'content').hex()[:16]}"


def add_columns(
    tables: Tables,
    plan: Plan,
    kinds: tuple[ColumnKind, ...],
    tallies: list[Tally],
    *,
    keys: Keys,
    seal: Seal,
) -> None:
    """Write `columns`: what each holds, counted over the whole unit."""
    rows = []
    for column, kind, tally in zip(plan.columns, kinds, tallies, strict=True):
        category, tier, personal = kind.category, kind.tier, kind.personal
        if category is None and column.role in _ROLE_CATEGORY:
            category, tier = _ROLE_CATEGORY[column.role], "likely"
        if column.role in _ROLE_CATEGORY and tally.filled and category != "role_mailbox":
            personal = "yes"
        rows.append(
            {
                "column_ordinal": column.ordinal,
                "title": seal.seal(column.title),
                "slug": label_of(column.title, keys),
                "role": column.role,
                "category": category,
                "tier": tier,
                "personal": personal,
                "spdi_class": CATEGORIES[category].spdi_class if category else kind.spdi_class,
                "free_text": kind.free_text or column.sure,
                "contaminated": kind.contaminated,
                "damaged": kind.damaged,
                "score": kind.score,
                "person_level": kind.person_level,
                "filled": tally.filled,
                "distinct_values": tally.distinct_values,
                "hits": kind.hits,
                "shape": kind.shape,
                "mark": column.mark,
                "filled_rows": tally.bitmap()
                if personal == "yes" or kind.score != "none"
                else None,
            }
        )
    if rows:
        names = rows[0].keys()
        tables.add("columns", len(rows), {name: [row[name] for row in rows] for name in names})


def add_unit(tables: Tables, row: dict[str, object], seal: Seal) -> None:
    """Write `unit`: one row, its names sealed."""
    sealed = {name: seal.seal(str(row[name])) for name in ("name", "title")}
    tables.add("unit", 1, {name: [value] for name, value in {**row, **sealed}.items()})


def _place(found: Found, keys: Keys, *, title: str, known_as: str) -> dict[str, object]:
    where = found.where
    parent = Locator(where.file, where.members[:-1]) if where.members else None
    known_as = known_as.removesuffix(".gz")
    return {
        "parent_unit_id": parent and f"u-{keys.opaque(_path_text(parent), 'path')}",
        "format": found.format,
        "name": _name(where),
        "title": title,
        "title_key": title_key(known_as, keys),
        "undated_key": undated_key(known_as, keys),
        "size": found.size if where.members else found.stat.size,
        "file": keys.hash_text(_path_text(Locator(where.file, where.members)), "path"),
    }


def _content(found: Found, notes: ReadNotes, keys: Keys) -> bytes:
    if notes.content_hash is not None:
        return keys.hash_bytes(notes.content_hash, "content")
    # The reader did not say: then nothing counts as its duplicate.
    return keys.hash_text(f"{_path_text(found.where)}\0{found.stat.size}", "path")


def _object(head: Head, sign: str) -> str:
    if head.layout.kind == "documents" and head.layout.product is None:
        return "documents"
    if head.layout.own_columns or (head.layout.product is None and head.how != "generic"):
        # Tables of a kind that no product makes alike: each list is a dataset of its own.
        return f"{head.layout.object}-{sign}"
    return (
        f"t-{sign}" if head.how == "generic" and head.layout.product is None else head.layout.object
    )


def _place_kind(head: Head) -> str:
    if head.layout.kind == "documents":
        return "page" if head.layout.product is not None else "file"
    if head.layout.kind == "messages":
        return "channel"
    if head.layout.product is not None and head.how != "generic":
        return "object"
    return "sheet" if head.found.where.part is not None else "file"


def _name(where: Locator) -> str:
    if where.members:
        return where.members[-1].replace("\\", "/").rsplit("/", 1)[-1]
    return PurePath(where.file).name


def _path_text(where: Locator) -> str:
    return "\0".join([where.file, *where.members, where.part or ""])


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
