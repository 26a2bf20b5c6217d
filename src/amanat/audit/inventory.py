"""The inventory: systems, their datasets, their fields, with shapes in place of values."""

from collections import defaultdict
from typing import Any

from amanat.engine.base import Engine
from amanat.findings.model import DatasetLine, FieldLine, SystemInventory
from amanat.findings.naming import system_title
from amanat.terms.categories import CATEGORIES
from amanat.terms.numbers import grouped

_ACCESS = {
    "public": "anyone with the link",
    "guests": "guests from outside",
    "organisation": "everyone in the organisation",
    "group": "a group",
    "restricted": "named people",
    None: "who can open it is not told",
}


def inventory(engine: Engine) -> tuple[SystemInventory, ...]:
    """Return what each read system holds; titles are screened, for the inside copy only."""
    fields: dict[str, list[FieldLine]] = defaultdict(list)
    holds: dict[str, dict[str, None]] = defaultdict(dict)
    for row in engine.query(
        "select * from fields where personal <> 'no' or free_text order by dataset_id, field_id"
    ).to_pylist():
        fields[row["dataset_id"]].append(_field(row))
        if row["category"]:
            holds[row["dataset_id"].split("/")[0]][CATEGORIES[row["category"]].title] = None
    widest = {
        row["dataset_id"]: row["access"]
        for row in engine.query(
            """select dataset_id, case min(case access when 'public' then 1 when 'guests' then 2
                when 'organisation' then 3 when 'group' then 4 when 'restricted' then 5 end)
                when 1 then 'public' when 2 then 'guests' when 3 then 'organisation'
                when 4 then 'group' when 5 then 'restricted' end as access
            from places group by dataset_id order by dataset_id"""
        ).to_pylist()
    }
    titles = {
        row["dataset_id"]: row["title"]
        for row in engine.query(
            "select dataset_id, min(title) as title from places where kind in ('sheet', 'file')"
            " group by dataset_id having count(*) = 1"
        ).to_pylist()
    }
    datasets: dict[str, list[DatasetLine]] = defaultdict(list)
    for row in engine.query("select * from datasets order by dataset_id").to_pylist():
        datasets[row["system_id"]].append(
            DatasetLine(
                title=titles.get(row["dataset_id"]) or row["object"],
                records=row["records"],
                people=row["people"],
                fields=tuple(fields[row["dataset_id"]]),
                access=_ACCESS[widest.get(row["dataset_id"])],
                status=row["status"],
            )
        )
    return tuple(
        SystemInventory(
            system=row["system_id"],
            title=system_title(row["system_id"]),
            kind=row["kind"],
            people=row["people"],
            holds=tuple(holds[row["system_id"]]),
            datasets=tuple(datasets[row["system_id"]]),
        )
        for row in engine.query(
            "select * from systems where status <> 'none' order by system_id"
        ).to_pylist()
    )


def _field(row: dict[str, Any]) -> FieldLine:
    category = CATEGORIES[row["category"]].title if row["category"] else "not known"
    note = ""
    if row["contaminated"]:
        note = f"{grouped(row['hits'])} cells hold something else than the column is for"
    elif row["score"] not in {"none", "unclear"}:
        note = f"score, {row['score'].replace('_', ' ')}"
    return FieldLine(
        title=row["title"],
        category="free text" if row["free_text"] and not row["category"] else category,
        tier=row["tier"] or "not sure",
        filled_pm=row["filled"] * 1000 // row["records"] if row["records"] else 0,
        shape=row["shape"] or "",
        note=note,
    )
