"""From what all units yielded to the evidence: one readable page."""

from collections.abc import Iterable, Mapping
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from amanat.evidence.derive import access, consents, fields, flows, inventory, lists, papers, places
from amanat.evidence.derive.apart import tell_apart
from amanat.evidence.derive.build import from_rows
from amanat.evidence.derive.copies import copies_table
from amanat.evidence.derive.datasets import catalogue, snapshots_table, status
from amanat.evidence.derive.dates import DAY, midnight
from amanat.evidence.derive.flow_rows import World
from amanat.evidence.derive.instances import systems as find_systems
from amanat.evidence.derive.joined import Joined
from amanat.evidence.derive.loaded import UnitTables, load
from amanat.evidence.derive.mentions import find_mentions
from amanat.evidence.derive.objected import heard
from amanat.evidence.derive.people import identifiers_table, people, people_table
from amanat.evidence.derive.presence import current_people, presence_table
from amanat.evidence.derive.register import read_register
from amanat.evidence.derive.staff import (
    EmployeeHash,
    accounts_table,
    find_staff,
    staff_listed_table,
)
from amanat.evidence.derive.titles import (
    NameHash,
    Names,
    Screen,
    Titles,
    Unseal,
    sealed_titles,
)
from amanat.evidence.memory import let_go
from amanat.evidence.schema import EVIDENCE
from amanat.evidence.store import empty


def derive(
    units: Iterable[UnitTables],
    register: Mapping[str, pa.Table],
    *,
    as_of: date,
    unseal: Unseal,
    screen: Screen,
    name_hash: NameHash,
    employee_hash: EmployeeHash,
) -> dict[str, pa.Table]:
    """Join what all units yielded into the tables of `schema.EVIDENCE` and `schema.REGISTER`.

    Args:
        units: for each unit its tables of `extracted.EXTRACTED` by name; may be read lazily, and
            is read more than once. The order does not matter.
        register: the register's tables by name; those that are missing are empty.
        as_of: the day of the audit, in India. Its end is the moment `as_of_at`.
        unseal: opens sealed titles, n in n out.
        screen: replaces detector hits in texts, and names for which its second argument (names in,
            booleans out) says that a known person is called so.
        name_hash: hashes names as the unit tables do, 8 bytes each.
        employee_hash: hashes employee ids as the unit tables do, 16 bytes each.

    Returns:
        Every table, empty ones too. Rows are in no promised order: the store sorts them by key.
    """
    loaded = load(units)
    said = read_register(register)
    now = midnight(as_of) + DAY
    instances = find_systems(loaded)
    loaded = tell_apart(loaded, instances.of)
    found = catalogue(loaded, instances)
    let_go()
    who = people(loaded, found)
    let_go()
    held = current_people(loaded, found, who)
    systems = inventory.systems_of(loaded, found, who, held, said)
    named = inventory.named_systems(systems)
    names = Names(loaded, who)
    counted = {
        "datasets": inventory.datasets_table(loaded, found, who, held, said),
        "snapshots": snapshots_table(loaded, found, now),
    }
    loaded = loaded.without_hashes()
    joined = Joined(loaded, found, who)
    titles = Titles(unseal, screen, names.known(name_hash))
    titles.texts(sealed_titles(loaded))

    where = places.find_places(loaded, found)
    columns = fields.find_fields(loaded, found)
    objections = heard(said.tables["register_objections"])
    spoken = find_mentions(joined, where, columns, names, objections)
    granted = access.find_grants(loaded, found, where.units)
    registered = said.tables["register_staff"].column("user_id").to_pylist()
    staff = find_staff(joined, registered, employee_hash, unseal)
    opened = access.find_access(granted, where.parent, where.units, said.tables["register_access"])
    listed = lists.find_lists(loaded, found, where, who, said)
    sent = flows.find_flows(World(joined, listed, said, systems, named))
    apps = papers.integrations_table(loaded, found, said)
    held_in = objections.of_fields(fields.fields_table(loaded, columns, who, titles))

    let_go()
    tables = {name: empty(name) for name in EVIDENCE}
    tables |= said.tables
    tables |= {
        "as_of": from_rows("as_of", [{"on_day": as_of, "as_of_at": now}]),
        "units": inventory.units_table(loaded, found, said, titles),
        **counted,
        "places": places.places_table(joined, where, titles, opened, spoken.spoken_of),
        "fields": held_in,
        "field_columns": fields.field_columns_table(loaded, columns),
        "presence": presence_table(loaded, found, who, held),
        "mentions": spoken.table,
        "mention_people": spoken.people,
        "set_aside": objections.counted(),
        "flows": flows.flows_table(sent),
        "flow_proofs": flows.flow_proofs_table(sent),
        "flow_purposes": flows.flow_purposes_table(sent, said),
        "lists": lists.lists_table(listed, who, titles),
        "memberships": lists.memberships_table(loaded, listed, who, now),
        "disclosures": flows.disclosures_table(sent),
        "consents": consents.consents_table(loaded, found, who, said, now),
        "grants": access.grants_table(granted, joined, staff, now),
        "accounts": accounts_table(joined, staff),
        "staff_listed": staff_listed_table(joined, staff),
        "integrations": apps,
        "deletions": consents.deletions_table(loaded, found, who),
        "contracts": papers.contracts_table(loaded, said),
        **papers.notices_tables(said),
    }
    tables["copies"] = copies_table(joined, held, tables["snapshots"], tables["deletions"], as_of)
    tables["systems"] = inventory.systems_table(
        found,
        instances,
        systems,
        said,
        statuses={key: status(loaded, each)[0] for key, each in found.datasets.items()},
        personal=_personal(tables),
        unclear=_unclear(tables),
        trail=papers.trail_products(apps, named),
        papers=papers.agreement_products(loaded, named),
    )
    # The largest table comes last, when nothing needs the rows any more.
    del joined, held, names, spoken, staff, granted, listed, sent, held_in
    loaded = loaded.without_rows()
    let_go()
    tables["people"] = people_table(who)
    tables["identifiers"] = identifiers_table(loaded, found, who)
    return tables


def _personal(tables: Mapping[str, pa.Table]) -> frozenset[str]:
    """Datasets with people or staff, a filled field of personal data, or a hit in their text."""
    fields_ = tables["fields"].filter((pc.field("personal") == "yes") & (pc.field("filled") > 0))
    hits = tables["mentions"].filter(
        (pc.field("tier") != "possible")
        & ((pc.field("kind") != "topic") | (pc.field("about") == "person"))
    )
    datasets = tables["datasets"].filter((pc.field("people") > 0) | (pc.field("staff") > 0))
    return frozenset(
        each
        for table in (fields_, hits, datasets)
        for each in pc.unique(table.column("dataset_id")).to_pylist()
    )


def _unclear(tables: Mapping[str, pa.Table]) -> frozenset[str]:
    """Datasets with a filled field of which nobody can tell what it holds."""
    fields_ = tables["fields"].filter(
        (pc.field("personal") == "unknown") & (pc.field("filled") > 0)
    )
    return frozenset(pc.unique(fields_.column("dataset_id")).to_pylist())
