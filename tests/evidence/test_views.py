"""The derived views, all but `consent_asof`."""


def test_only_units_of_the_current_snapshot_are_current(view):
    rows = view(
        "current_rows",
        datasets="dataset_id | current_snapshot_id\nd | s-2\ne | -",
        snapshots="""
            snapshot_id | dataset_id | relation | taken_at
            s-1         | d          | history  | 10
            s-2         | d          | current  | 20
            s-3         | e          | asked    | 10
            s-4         | e          | asked    | 30
        """,
        units="""
            unit_id | dataset_id | snapshot_id | status
            u-1     | d          | s-1         | read
            u-2     | d          | s-2         | partly
            u-3     | d          | s-2         | skipped
            u-4     | e          | s-3         | read
            u-5     | e          | s-4         | read
            u-6     | -          | -           | read
        """,
    )
    assert [row["unit_id"] for row in rows] == ["u-2", "u-5"]


def test_a_register_is_complete_for_what_it_says_and_on_the_day_it_says(view):
    assert view("complete")[0]["systems"] == 0
    (row,) = view("complete", register_complete="subject | on_day\nsystems | 2026-11-20")
    assert (row["systems"], str(row["systems_on"])) == (1, "2026-11-20")
    assert (row["contracts"], row["contracts_on"]) == (0, None)


PLACES = """
    place_id | parent_place_id | access     | access_from
    file     | -               | -          | -
    page     | file            | -          | -
    sub      | page            | -          | -
    deep     | sub             | -          | -
    own      | file            | -          | -
    channel  | -               | group      | members
    odd      | -               | -          | -
    oddopen  | -               | -          | -
    told     | -               | -          | -
    needed   | -               | -          | -
    nothing  | -               | -          | -
    orphan   | lost            | -          | -
    loop     | loop            | -          | -
"""
GRANTS = """
    place_id | seq | opened_to
    file     | 0   | domain
    file     | 1   | user
    own      | 0   | user
    odd      | 0   | user
    odd      | 1   | -
    oddopen  | 0   | link
    oddopen  | 1   | -
"""


def test_access_is_the_widest_grant_and_parents_answer_where_a_place_has_none(view):
    rows = view(
        "place_access",
        places=PLACES,
        grants=GRANTS,
        register_access="""
            place_id | access
            told     | guests
            needed   | need_confirmed
            own      | public
        """,
    )
    access = {row["place_id"]: (row["access"], row["access_from"]) for row in rows}
    assert access == {
        "file": ("organisation", "drive_permissions"),
        "page": ("organisation", "parent"),
        "sub": ("organisation", "parent"),
        "deep": ("organisation", "parent"),
        "own": ("restricted", "drive_permissions"),  # a source speaks, so the register does not
        "channel": ("group", "members"),
        "odd": (None, None),  # a grant that nobody understands may be wider
        "oddopen": ("public", "drive_permissions"),  # nothing is wider
        "told": ("guests", "register"),
        "needed": ("group", "register"),
        "nothing": (None, None),
        "orphan": (None, None),
        "loop": (None, None),
    }
    assert [row["place_id"] for row in rows if row["need_confirmed"] == 1] == ["needed"]


def test_grounds_are_of_the_register_and_every_purpose_in_use_has_a_row(view):
    rows = view(
        "purpose_grounds",
        register_purposes="""
            purpose_id | class     | ground      | fact
            news       | newsletter| consent     | false
            care       | support   | s7a         | true
            court      | other     | s7d         | true
            vague      | support   | s7a         | false
            words      | scoring   | other_words | false
            empty      | sales     | -           | false
        """,
        flows="""
            flow_id | basis    | refuted
            f       | list     | false
            gone    | list     | true
            asked   | question | false
        """,
        flow_purposes="""
            flow_id | purpose_id      | how
            f       | class-marketing | kind
            gone    | class-sales     | kind
            asked   | class-research  | kind
        """,
        register_lists="list_id | purpose_id\nl | winback\nm | -",
    )
    assert {row["purpose_id"]: (row["ground_class"], row["objection_ends"]) for row in rows} == {
        "news": ("consent", 1),
        "care": ("s7", 1),
        "court": ("s7", 0),
        "vague": ("s7_no_fact", 1),
        "words": ("other_words", 1),
        "empty": ("none", 1),
        "class-marketing": ("none", 1),
        "winback": ("none", 1),
    }


def test_a_vendor_gets_data_by_a_flow_or_because_its_system_holds_people(view):
    rows = view(
        "flows_latest",
        systems="""
            system_id | product   | kind      | vendor_id | own   | holds_personal | people
            crm       | hubspot   | crm       | hubspot   | -     | yes            | 5
            mail      | mailchimp | newsletter| mailchimp | -     | unknown        | -
            reseller  | -         | partner   | reseller  | -     | yes            | 2
            house     | -         | storage   | -         | true  | yes            | 9
            who       | -         | unknown   | -         | -     | unknown        | -
            empty     | mixpanel  | analytics | mixpanel  | -     | no             | 0
        """,
        datasets="""
            dataset_id | system_id | people | newest_on  | status
            crm/c      | crm       | 5      | 2026-11-01 | read
            reseller/c | reseller  | 2      | 2030-01-01 | read
            empty/e    | empty     | 0      | -          | read
        """,
        flows="""
            flow_id   | recipient_kind | recipient_id | recipient_system_kind | basis       | last_seen_on | refuted
            crm>mail  | system         | mail         | newsletter            | integration | 2026-10-01   | false
            crm>team  | team           | sales        | unknown               | list        | 2026-10-01   | false
            crm>gone  | system         | gone         | unknown               | list        | 2026-10-01   | true
        """,
        register_vendors="""
            vendor_id | role           | receives_personal | ended_on
            mailchimp | data-processor | -                 | -
            quiet     | data-processor | true              | 2026-06-01
        """,
    )
    found = {
        row["system_id"]: (
            row["vendor_id"], row["how"], row["receives"], row["recipient_role"], row["role_how"],
            str(row["last_seen_on"]), row["ended"],
        )
        for row in rows
    }  # fmt: skip
    assert found == {
        "crm": ("hubspot", "holds", "yes", "data-processor", "presumed", "2026-11-01", 0),
        "mail": ("mailchimp", "sent", "yes", "data-processor", "register", "2026-10-01", 0),
        # a partner is no processor of ours only because we hold a file of its people
        "reseller": ("reseller", "holds", "yes", None, None, "2026-11-23", 0),
        "who": (None, "said", "unknown", None, None, "None", 0),
        "empty": ("mixpanel", "said", "no", "data-processor", "presumed", "None", 0),
        "quiet": ("quiet", "said", "yes", "data-processor", "register", "2026-06-01", 1),
    }


def test_what_an_export_holds_was_there_on_its_day_in_india(view):
    rows = view(
        "flows_latest",
        systems="""
            system_id | product | kind | vendor_id | holds_personal
            late      | hubspot | crm  | hubspot   | yes
            touched   | notion  | docs | notion    | yes
            undated   | zendesk | crm  | zendesk   | yes
            copied    | kapture | crm  | kapture   | yes
        """,
        datasets="""
            dataset_id | system_id | people | newest_on  | current_snapshot_id | status
            late/c     | late      | 5      | 2024-02-15 | s-1                 | read
            touched/c  | touched   | 5      | 2026-11-21 | s-2                 | read
            undated/c  | undated   | 5      | 2026-11-02 | s-3                 | read
            copied/c   | copied    | 5      | 2026-11-02 | s-4                 | read
        """,
        snapshots="""
            snapshot_id | dataset_id | taken_at               | taken_how
            s-1         | late/c     | 2026-11-19T20:00+00:00 | content
            s-2         | touched/c  | 2026-11-18T20:00+00:00 | content
            s-3         | undated/c  | -                      | content
            s-4         | copied/c   | 2026-11-19T20:00+00:00 | mtime
        """,
    )
    assert {row["system_id"]: str(row["last_seen_on"]) for row in rows} == {
        "late": "2026-11-20",
        "touched": "2026-11-21",
        "undated": "2026-11-02",
        "copied": "2026-11-02",  # when the file was last changed says nothing of its content
    }


def test_a_paper_that_was_read_goes_before_what_the_register_says_of_it(view):
    rows = view(
        "contract_cover",
        contracts="""
            contract_id | vendor_id | proof  | party | read
            k-1         | mailer    | draft  | ours  | true
            k-2         | -         | -      | -     | false
        """,
        register_contracts="""
            contract_id | vendor_id | proof  | party | term  | contract_file_id
            r-1         | mailer    | signed | ours  | fixed | k-1
            r-2         | caller    | signed | ours  | fixed | k-2
            r-3         | desk      | signed | ours  | fixed | k-9
            r-4         | ads       | signed | ours  | fixed | -
        """,
        contract_services="contract_id | system_id\nk-1 | mail-a\nk-1 | mail-b",
        register_contract_services="contract_id | system_id\nr-1 | mail-a\nr-4 | ads-a",
    )
    assert [
        (row["contract_id"], row["vendor_id"], row["system_id"], row["proof"], row["file_state"])
        for row in rows
    ] == [
        ("k-1", "mailer", "mail-a", "draft", "read"),
        ("k-1", "mailer", "mail-b", "draft", "read"),
        ("k-2", "caller", None, None, "unread"),
        ("r-2", "caller", None, "signed", "unread"),
        ("r-3", "desk", None, "signed", "missing"),
        ("r-4", "ads", "ads-a", "signed", "none"),
    ]
