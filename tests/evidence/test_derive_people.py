"""People: components over shared identifiers, and identifiers that never merge."""

import numpy as np
from derive_units import at, derived, fp, name, person, register, rows_of, unit
from hypothesis import given, settings
from hypothesis import strategies as st

from amanat.evidence.derive.components import components

EDGES = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=60)


def oracle(nodes, edges):
    label = list(range(nodes))
    changed = True
    while changed:
        changed = False
        for a, b in edges:
            low = min(label[a], label[b])
            changed |= label[a] != low or label[b] != low
            label[a] = label[b] = low
    return label


@given(EDGES)
def test_components_are_those_of_plain_propagation(edges):
    left = np.array([a for a, _ in edges], dtype=np.int32)
    right = np.array([b for _, b in edges], dtype=np.int32)
    assert components(31, left, right).tolist() == oracle(31, edges)


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=20)
def test_a_long_chain_is_one_component_in_any_order_of_its_links(seed):
    left = np.random.default_rng(seed).permutation(2000).astype(np.int32)
    assert set(components(2001, left, left + 1).tolist()) == {0}


def ids(*pairs, **row):
    return {"ids": list(pairs)} | row


def test_people_are_joined_over_units_by_any_identifier_that_links():
    tables = derived(
        unit("u-1", product="salesforce", rows=[ids(("email", "a@example.in"), ("phone", "1"))]),
        unit(
            "u-2",
            product="mixpanel",
            object="people",
            people="user",
            rows=[ids(("phone", "1"), ("customer_id", "c7"))],
        ),
        unit("u-3", product="clevertap", object="profile", rows=[ids(("customer_id", "c7"))]),
        unit("u-4", product="notion", object="page", rows=[ids(("email", "b@example.in"))]),
    )
    assert rows_of(tables, "people", "kind", "identifiers") == [("contact", 1), ("contact", 3)]
    joined = {fp(("email", "a@example.in")), fp(("phone", "1")), fp(("customer_id", "c7"))}
    assert min(joined) in rows_of(tables, "people", "person")


def test_a_shared_mailbox_merges_nobody_and_is_nobody():
    tables = derived(
        unit(
            "u-1",
            rows=[
                ids(("role_mailbox", "info@example.in"), ("email", "a@example.in")),
                ids(("role_mailbox", "info@example.in"), ("email", "b@example.in")),
                ids(("role_mailbox", "info@example.in")),
            ],
        )
    )
    assert tables["people"].num_rows == 2
    assert rows_of(tables, "identifiers", "kind", "shared", "records") == [
        ("email", False, 1),
        ("email", False, 1),
        ("email", True, 3),
    ]


def numbers(names):
    return [ids(("phone", "1"), ("email", f"{n}@example.in"), name=name(n)) for n in names]


def test_a_number_with_four_names_is_shared_and_one_with_three_is_not():
    three = derived(unit("u-1", rows=numbers(["asha", "bala", "chitra", "chitra"])))
    four = derived(unit("u-1", rows=numbers(["asha", "bala", "chitra", "deepa"])))
    assert three["people"].num_rows == 1
    assert four["people"].num_rows == 4
    assert ("phone", 4, True) in rows_of(four, "identifiers", "kind", "names", "shared")


def contacts(count):
    return [
        ids(("customer_id", "c"), ("email", f"{n}@example.in"), record=fp(n)) for n in range(count)
    ]


def test_an_id_in_six_crm_contacts_is_shared_and_one_in_five_is_not():
    assert derived(unit("u-1", product="salesforce", rows=contacts(5)))["people"].num_rows == 1
    assert derived(unit("u-1", product="salesforce", rows=contacts(6)))["people"].num_rows == 6


def test_a_person_on_many_tickets_or_in_two_exports_is_not_shared():
    mine = [ids(("email", "a@example.in"), record=fp(n)) for n in range(9)]
    tickets = unit("u-1", product="freshdesk", object="ticket", rows=mine)
    cases = unit("u-2", product="salesforce", object="case", rows=mine)
    old = unit("u-3", product="salesforce", rows=contacts(4), taken_at=at(2026, 10))
    new = unit("u-4", product="salesforce", rows=contacts(4))
    tables = derived(tickets, cases, old, new)
    assert True not in rows_of(tables, "identifiers", "shared")


def test_staff_is_the_strongest_kind_and_a_third_person_is_supplied():
    tables = derived(
        unit(
            "u-1",
            product="salesforce",
            rows=[
                ids(
                    ("email", "a@example.in"),
                    ("email", "agent@example.com", "staff"),
                    ("phone", "9", "other"),
                ),
                ids(("email", "agent@example.com")),
            ],
        )
    )
    assert rows_of(tables, "people", "kind") == ["contact", "staff", "supplied"]
    assert rows_of(tables, "datasets", "people", "staff") == [(2, 1)]


def test_a_list_of_colleagues_joins_their_identifiers():
    # Whoever made the record of a colleague is another one.
    rows = [
        ids(("email", who), ("customer_id", number), ("customer_id", "7", "staff"))
        for who, number in (("agent@example.com", "7"), ("desk@example.com", "8"))
    ]
    tables = derived(unit("u-1", product="salesforce", object="user", people="staff", rows=rows))
    assert rows_of(tables, "people", "kind", "identifiers") == [("staff", 2), ("staff", 2)]


def test_presence_keeps_history_apart_and_never_adds_people():
    both = [person(f"{n}@example.in", created_at=at(2025)) for n in range(4)]
    tables = derived(
        unit(
            "u-1",
            product="salesforce",
            rows=[*both, person("gone@example.in")],
            taken_at=at(2026, 10),
        ),
        unit("u-2", product="salesforce", rows=both),
        said=register(),
    )
    assert rows_of(tables, "presence", "in_current", "records") == [(False, 1)] + [(True, 1)] * 4
    assert rows_of(tables, "datasets", "people", "records") == [(4, 4)]


def signups(kind, count, **more):
    return [ids((kind, "shared"), ("email", f"{n}@example.in"), **more) for n in range(count)]


def persons(rows):
    return derived(unit("u-1", rows=rows))["people"].num_rows


def test_a_nameless_number_beside_four_addresses_is_shared_and_beside_three_is_not():
    assert persons(signups("phone", 3)) == 1
    assert persons(signups("phone", 4)) == 4


def test_an_id_beside_six_addresses_is_shared_in_any_table_and_beside_five_is_not():
    assert persons(signups("customer_id", 5)) == 1
    assert persons(signups("customer_id", 6)) == 6


def test_an_address_on_many_rows_of_a_number_counts_once():
    assert persons(signups("phone", 3) * 4) == 1


def test_a_device_joins_no_two_addresses_and_stays_with_the_only_one():
    assert persons(signups("device_id", 1)) == 1
    kiosk = derived(unit("u-1", rows=signups("device_id", 2)))
    assert rows_of(kiosk, "people", "identifiers") == [1, 1]
    assert ("device_id", True) in rows_of(kiosk, "identifiers", "kind", "shared")


def test_a_device_of_one_person_with_two_addresses_is_hers():
    same = ids(("email", "0@example.in"), ("email", "1@example.in"))
    assert persons([*signups("device_id", 2), same]) == 1


def test_a_device_joins_no_two_addresses_by_way_of_ids_either():
    near = [
        ids(("customer_id", f"c{n}"), ("email", f"{n}@example.in"), ("phone", f"{n}"))
        for n in range(2)
    ]
    visits = [ids(("customer_id", f"c{n}"), ("device_id", "kiosk")) for n in range(2)]
    assert persons([*near, *visits]) == 2
    assert persons([*near, visits[0]]) == 2
    chain = [
        ids(("email", "0@example.in"), ("device_id", "d0")),
        ids(("device_id", "d0"), ("customer_id", "between")),
        ids(("device_id", "d1"), ("customer_id", "between")),
    ]
    assert persons(chain) == 1
    tables = derived(
        unit("u-1", rows=[*chain, ids(("email", "1@example.in"), ("device_id", "d1"))])
    )
    assert rows_of(tables, "people", "identifiers") == [1, 1, 1]
