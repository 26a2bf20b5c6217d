RULE = "system-outside-inventory"
SYSTEMS = """
    system_id | holds_personal | in_register | owner_known | approved
    good      | yes            | true        | true        | true
    ownerless | yes            | true        | false       | true
    refused   | yes            | true        | true        | false
    unsaid    | yes            | true        | true        | -
    stray     | yes            | false       | -           | -
    unread    | unknown        | false       | -           | -
    empty     | no             | false       | -           | -
    listed    | unknown        | true        | true        | true
    emptycell | yes            | true        | -           | true
"""
ENTRIES = "system_id | owner_id | approved\ngood | user-1 | true\nemptycell | - | true"


def test_a_system_needs_an_entry_an_owner_and_an_approval(judge_rows):
    rows = judge_rows(
        RULE,
        systems=SYSTEMS,
        register_systems=ENTRIES,
        register_complete="subject | on_day\nsystems | 2026-11-20",
    )
    assert {key[0]: (row.verdict, row.reason) for key, row in rows.items()} == {
        "good": ("passes", None),
        "ownerless": ("fails", None),
        "refused": ("fails", None),
        "unsaid": ("cannot_tell", "register_not_complete"),
        "stray": ("fails", None),
        "unread": ("cannot_tell", "content_unknown"),
        "listed": ("passes", None),
        "emptycell": ("fails", None),  # an entry whose owner is empty is no absent entry
    }
    assert all(row.continuing for row in rows.values())


def test_a_system_that_is_not_listed_is_no_fault_of_a_register_that_is_not_complete(judge_rows):
    rows = judge_rows(RULE, systems=SYSTEMS)
    assert rows[("stray",)].reason == "register_not_complete"


def test_an_account_that_is_only_assumed_is_asked_about(judge_rows):
    rows = judge_rows(
        RULE,
        systems="""
            system_id | holds_personal | in_register | instance_how | found_by
            crm~2     | yes            | false       | assumed      | scan
            crm~3     | yes            | false       | records      | scan
            paper     | yes            | false       | assumed      | contract
        """,
        register_complete="subject | on_day\nsystems | 2026-11-20",
    )
    assert {key[0]: (row.verdict, row.reason) for key, row in rows.items()} == {
        "crm~2": ("cannot_tell", "instance_assumed"),
        "crm~3": ("fails", None),
        "paper": ("fails", None),
    }
