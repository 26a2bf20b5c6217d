"""Permission lists that know files by their title, joined with files as they were downloaded."""

from datetime import UTC, datetime
from itertools import permutations

import pytest
from derive_units import rows_of
from from_files import evidence

from amanat.audit.names import Screener
from amanat.sample.writing import write_xlsx

WHEN = datetime(2026, 11, 20, tzinfo=UTC)
SHEETS = [
    ("Pune", [["Name", "Mail ID", "Remarks"], ["Rao", "a@example.in", "called"]]),
    ("Delhi", [["Name", "Mail ID", "Quarter"], ["Iyer", "b@example.in", "Q2"]]),
    ("Goa", [["Firm", "Mail ID", "Score"], ["Firm", "c@example.in", "7"]]),
]
HEADER = (
    "Owner,id,name,mimeType,size,permissions.0.type,permissions.0.role,"
    "permissions.0.emailAddress,permissions.0.domain,permissions.0.allowFileDiscovery"
)
OWNER = "asha@firm.example.in"
NATIVE = "application/vnd.google-apps.spreadsheet"


def listed(folder, *rows):
    """Write a permission list: rows of (id, title, mime, size, type, who, domain)."""
    lines = [HEADER]
    for key, title, mime, size, kind, who, domain in rows:
        lines.append(f"{OWNER},{key},{title},{mime},{size},{kind},reader,{who},{domain},False")
    (folder / "permissions.csv").write_text("\n".join(lines) + "\n")
    return folder


def link(title, *, key="f1", mime=NATIVE, size=""):
    return (key, title, mime, size, "anyone", "", "")


def opened(tables):
    """Return the access of each place of loose files, by title."""
    rows = rows_of(tables, "places", "title", "access", "dataset_id")
    return {title: access for title, access, dataset in rows if dataset.startswith("files/")}


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "exports"
    made.mkdir()
    return made


def test_a_title_opens_all_sheets_of_the_workbook(folder):
    write_xlsx(folder / "QBR notes.xlsx", WHEN, SHEETS)
    size = (folder / "QBR notes.xlsx").stat().st_size
    every = dict.fromkeys((f"QBR notes / {name}" for name, _ in SHEETS), "public")
    assert opened(evidence(listed(folder, link("QBR notes")))) == every
    # Google's own size of a sheet is not that of its download; that of a stored file is.
    assert opened(evidence(listed(folder, link("QBR notes", size=5)))) == every
    stored = link("QBR notes.xlsx", mime="application/xlsx", size=size)
    assert opened(evidence(listed(folder, stored))) == every
    other = link("QBR notes.xlsx", mime="application/xlsx", size=size + 1)
    assert opened(evidence(listed(folder, other))) == dict.fromkeys(every)


def test_a_title_opens_a_table_and_a_page_that_calls_itself_something_else(folder):
    (folder / "Champions list.csv").write_text("Name,Mail ID\nRao,a@example.in\n")
    (folder / "Handover.html").write_text(
        "<html><head><title>Notes of May</title></head><body><p>Asha left.</p></body></html>"
    )
    tables = evidence(listed(folder, link("Champions list"), link("Handover", key="f2")))
    assert opened(tables) == {"Champions list": "public", "Notes of May": "public"}


def test_a_renamed_file_is_one_that_nobody_can_tell_of(folder):
    write_xlsx(folder / "Copy of notes.xlsx", WHEN, SHEETS[:1])
    assert opened(evidence(listed(folder, link("QBR notes")))) == {"Copy of notes / Pune": None}


def test_two_files_of_one_title_are_told_apart_by_size_or_not_at_all(folder):
    rows = "Name,Mail ID,Remarks\nRao,{}@example.in,\n"
    for place, column in (("north", "Remarks"), ("south", "Comments")):
        (folder / place).mkdir()
        text = rows.format(place).replace("Remarks", column)
        (folder / place / "Plan.csv").write_text(text)
    tables = evidence(listed(folder, link("Plan")))
    assert [a for t, a in rows_of(tables, "places", "title", "access") if t == "Plan"] == [
        None,
        None,
    ]
    sizes = [(folder / place / "Plan.csv").stat().st_size for place in ("north", "south")]
    assert sizes[0] != sizes[1]
    stored = {"mime": "text/csv"}
    two = [link("Plan.csv", key=f"f{n}", size=size, **stored) for n, size in enumerate(sizes)]
    tables = evidence(listed(folder, *two))
    assert [a for t, a in rows_of(tables, "places", "title", "access") if t == "Plan"] == [
        "public",
        "public",
    ]


def test_two_things_of_one_title_leave_one_file_unknown(folder):
    (folder / "Plan.csv").write_text("Name,Mail ID\nRao,a@example.in\n")
    two = [link("Plan"), ("f2", "Plan", NATIVE, "", "user", OWNER, "")]
    assert opened(evidence(listed(folder, *two))) == {"Plan": None}


def grants(folder, kind, who="", domain="", own=()):
    (folder / "Plan.csv").write_text("Name,Mail ID\nRao,a@example.in\n")
    row = ("f1", "Plan", NATIVE, "", kind, who, domain)
    return opened(evidence(listed(folder, row), own_domains=own))["Plan"]


@pytest.mark.parametrize(
    ("who", "own", "access"),
    [
        ("ravi@firm.example.in", (), "restricted"),
        ("ravi@sister.example.in", (), "guests"),
        ("ravi@sister.example.in", ("firm.example.in", "@Sister.example.in "), "restricted"),
        ("ravi@pune.firm.example.in", ("firm.example.in",), "restricted"),
        ("ravi@otherfirm.example.in", ("firm.example.in",), "guests"),
        ("asha@firm.example.in", ("sister.example.in",), "guests"),
    ],
)
def test_users_of_other_domains_than_ours_are_guests(folder, who, own, access):
    assert grants(folder, "user", who, own=own) == access


def owned(folder, who, *owners, own=()):
    """Return the access of a sheet that one more user can open, and whether she is one of us."""
    (folder / "Plan.csv").write_text("Name,Mail ID\nRao,a@example.in\n")
    files = [
        f"{owner},f{at},{'Plan' if at == 1 else f'Other {at}'},{NATIVE},,user,reader,{who},,"
        for at, owner in enumerate(owners, start=1)
    ]
    (folder / "permissions.csv").write_text("\n".join([HEADER, *files]) + "\n")
    tables = evidence(folder, own_domains=own)
    return opened(tables)["Plan"], rows_of(tables, "accounts", "user_id") != []


ONE, TWO, THREE = "asha@firm.example.in", "zoe@agency.example.in", "yan@third.example.in"


@pytest.mark.parametrize(
    ("who", "owners", "told"),
    [
        ("bob@agency.example.in", (ONE, ONE, TWO), (None, False)),
        ("ravi@firm.example.in", (ONE, ONE, TWO), ("restricted", True)),
        ("eve@other.example.in", (ONE, ONE, TWO), ("guests", False)),
        ("ravi@firm.example.in", (ONE, TWO), (None, False)),
        ("bob@third.example.in", (ONE, ONE, TWO, THREE), (None, False)),
        ("eve@other.example.in", (ONE, TWO, THREE), (None, False)),
        ("eve@other.example.in", (ONE, "meera@gmail.com"), (None, False)),
    ],
)
def test_the_one_domain_of_most_files_is_ours_and_of_other_owners_nobody_can_tell(
    folder, who, owners, told
):
    assert owned(folder, who, *owners) == told


@pytest.mark.parametrize("who", ["bob@agency.example.in", "eve@other.example.in"])
def test_whose_domain_is_ours_hangs_on_no_order_of_rows(folder, who):
    told = {owned(folder, who, ONE, *rest) for rest in permutations([ONE, TWO, THREE, ONE])}
    assert len(told) == 1


def test_a_file_with_many_grants_counts_once_for_its_owner(folder):
    (folder / "Plan.csv").write_text("Name,Mail ID\nRao,a@example.in\n")
    bob = "bob@agency.example.in"
    rows = [f"{TWO},f1,Other,{NATIVE},,user,reader,{bob},," for _ in range(9)]
    rows += [f"{ONE},f{at},Plan {at},{NATIVE},,user,reader,{ONE},," for at in (2, 3)]
    rows.append(f"{ONE},f4,Plan,{NATIVE},,user,reader,ravi@firm.example.in,,")
    (folder / "permissions.csv").write_text("\n".join([HEADER, *rows]) + "\n")
    assert opened(evidence(folder))["Plan"] == "restricted"


def test_where_settings_name_ours_another_owner_s_user_is_a_guest(folder):
    own = ("firm.example.in",)
    assert owned(folder, "bob@agency.example.in", ONE, TWO, own=own) == ("guests", False)


@pytest.mark.parametrize(
    ("domain", "own", "access"),
    [
        ("sister.example.in", (), "organisation"),
        ("sister.example.in", ("firm.example.in",), "guests"),
        ("firm.example.in", ("firm.example.in",), "organisation"),
    ],
)
def test_another_firm_s_domain_is_outside_where_ours_are_told(folder, domain, own, access):
    assert grants(folder, "domain", domain=domain, own=own) == access


def test_the_name_of_a_file_that_was_not_read_is_screened(folder):
    (folder / "people.csv").write_text(
        "Full name,Mail ID\nMeena Iyer,a@example.in\nRavi Rao,b@example.in\n"
    )
    (folder / "Meena Iyer 98765 43210.zip").write_bytes(b"PK\x03\x04 broken")
    tables = evidence(folder, screen=Screener())
    ((status, name),) = [
        each for each in rows_of(tables, "units", "status", "name") if each[0] == "skipped"
    ]
    assert status == "skipped"
    assert "98765" not in name
    assert "Meena" not in name


def test_two_files_of_one_title_and_one_size_are_still_two(folder):
    for place, column in (("north", "Remarks"), ("south", "Reviews")):
        (folder / place).mkdir()
        (folder / place / "Plan.csv").write_text(
            f"Name,Mail ID,{column}\nRao,{place}@x.example.in,\n"
        )
    tables = evidence(listed(folder, link("Plan")))
    assert [a for t, a in rows_of(tables, "places", "title", "access") if t == "Plan"] == [
        None,
        None,
    ]


def test_two_files_of_one_name_in_two_folders_of_a_list_of_paths_are_two_things(folder):
    (folder / "Plan.csv").write_text("Name,Mail ID\nRao,a@example.in\n")
    header = "Resource Path,Item Type,Permission,User E-mail,User Or Group Type,Link ID,Link Type"
    open_one = "sites/sales/Plan.csv,File,Read,,,l1,Anonymous"
    closed = f"sites/care/Plan.csv,File,Read,{OWNER},Internal,,"
    path = folder / "sharing.csv"
    path.write_text(f"{header}\n{open_one}\n")
    assert opened(evidence(folder)) == {"Plan": "public"}
    path.write_text(f"{header}\n{open_one}\n{closed}\n")
    assert opened(evidence(folder)) == {"Plan": None}
