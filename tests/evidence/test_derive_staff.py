"""Our own people: accounts that exports show, and who is on the staff list."""

from datetime import date

import pyarrow as pa
import pytest
from derive_units import derived, fp, register, rows_of, unit
from from_files import evidence
from made_units import KEYS

from amanat.evidence.carry import carry_over, with_carried
from amanat.evidence.extract import extract_found
from amanat.evidence.extract_staff import employee_hash
from amanat.evidence.keys import Keys
from amanat.sources.discover import discover

LEFT = date(2026, 8, 31)


def colleague(mail, employee=None, **said):
    """Build a row of a staff list, and what its table `staff` says of it."""
    return {"ids": [("email", mail)] if mail else []}, {"employee": employee} | said


def staff_list(*colleagues, product=None, **values):
    rows = [row for row, _ in colleagues]
    staff = [{"row_ordinal": n} | said for n, (_, said) in enumerate(colleagues)]
    name = "user" if product else "staff-1"
    return unit(
        values.pop("unit_id", f"u-{product}"),
        product=product,
        object=name,
        people="staff",
        rows=rows,
        staff=staff,
        **values,
    )


def permissions(*who):
    grants = [
        {"place_key": fp("file"), "opened_to": "user", "who": fp(("email", each)), "ours": ours}
        for each, ours in who
    ]
    return unit("u-drive", product="google-drive", object="permissions", people=None, grants=grants)


def left(day):
    return {"left_said": True, "left_from": day}


def user(mail):
    return f"user-{fp(('email', mail)).hex()[:16]}"


def said_of(*units, **said):
    return rows_of(derived(*units, said=register(**said)), "staff_listed", "user_id", "left_on")


def test_a_colleague_goes_by_the_register_s_id_where_it_is_the_employee_id():
    hr = staff_list(colleague("a@example.in", "e-7"), colleague("b@example.in", "e-8"))
    assert said_of(hr, staff=[{"user_id": "e-7"}, {"user_id": "e-9"}]) == sorted(
        [("e-7", None), (user("b@example.in"), None)]
    )


def test_an_address_or_an_employee_id_ties_accounts_to_the_list():
    hr = staff_list(colleague("a@example.in", "e-7"), colleague("b@example.in"))
    tool = staff_list(
        colleague("alias@example.in", "e-7", active=True),
        colleague("b@example.in", "e-8", active=False),
        colleague(None, "e-9", active=True),
        product="salesforce",
        layout="looks_like",
    )
    drive = permissions(("a@example.in", False), ("new@example.in", True), ("who@other.in", False))
    tables = derived(hr, tool, drive, said=register(staff=[{"user_id": "e-7"}]))
    assert rows_of(tables, "accounts", "system_id", "user_id", "active", "layout") == sorted(
        [
            ("google-drive", "e-7", None, "seen"),
            ("google-drive", user("new@example.in"), None, "seen"),
            ("salesforce", "e-7", True, "looks_like"),
            ("salesforce", user("b@example.in"), False, "looks_like"),
            ("salesforce", f"user-{fp(('employee', 'e-9')).hex()[:16]}", True, "looks_like"),
        ],
        key=str,
    )


def test_a_number_that_a_list_gives_to_several_people_is_nobody_s():
    tool = staff_list(
        colleague("a@example.in", "none-1"), colleague("b@example.in", "none-1"), product="zendesk"
    )
    tables = derived(tool, said=register(staff=[{"user_id": "none-1"}]))
    assert rows_of(tables, "accounts", "user_id") == sorted(
        [user("a@example.in"), user("b@example.in")]
    )


def test_two_colleagues_of_the_register_never_become_one():
    hr = staff_list(colleague("a@example.in", "e-7"), colleague("a@example.in", "e-8"))
    ids = {row[0] for row in said_of(hr, staff=[{"user_id": "e-7"}, {"user_id": "e-8"}])}
    assert not ids & {"e-7", "e-8"}


def test_who_came_back_is_here_and_a_day_that_cannot_be_read_lists_nobody():
    gone = left(pa.scalar(LEFT).cast(pa.timestamp("us", tz="UTC")).as_py())
    hr = staff_list(
        colleague("gone@example.in", **gone),
        colleague("back@example.in", **gone),
        colleague("back@example.in"),
        colleague("odd@example.in", left_said=True),
    )
    assert said_of(hr) == sorted([(user("gone@example.in"), LEFT), (user("back@example.in"), None)])


@pytest.mark.parametrize("code", ["EMP 1007", "emp-1007", "Emp/1007", " emp_1007 "])
def test_an_employee_id_is_one_however_it_is_spelled(code):
    same, other, none = employee_hash([code, "EMP 10 07", "N/A"], KEYS)
    assert employee_hash(["emp-1007"], KEYS) == [same]
    assert other != same
    assert none is None


def test_an_hr_list_a_permission_list_and_a_tool_s_users_speak_of_one_person(tmp_path):
    (tmp_path / "people.csv").write_text(
        "Emp ID,Name,Official Email,DOJ,Last working day,Status\n"
        "EMP-7,Asha Iyer,asha@firm.example.in,2020-01-05,31-08-2026,Left\n"
        "EMP-8,Ravi Nair,ravi@firm.example.in,2020-02-05,,Active\n"
        "EMP-9,Mira Das,mira@firm.example.in,2020-03-05,NA,Resigned\n"
    )
    slots = "permissions.0.type,permissions.0.role,permissions.0.emailAddress"
    (tmp_path / "drive.csv").write_text(
        f"Owner,id,name,{slots}\n"
        "ravi@firm.example.in,1ab,Plan,user,writer,Asha@firm.example.in\n"
        "ravi@firm.example.in,1ac,Notes,user,writer,support@firm.example.in\n"
    )
    tables = evidence(tmp_path, said=register(staff=[{"user_id": "emp-7", "left_on": LEFT}]))
    assert rows_of(tables, "accounts", "system_id", "user_id") == [("google-drive", "emp-7")]
    assert ("emp-7", LEFT) in rows_of(tables, "staff_listed", "user_id", "left_on")
    # Who resigned without a day that is told is on no list: nothing is known of them.
    assert tables["staff_listed"].num_rows == 2
    assert rows_of(tables, "systems", "system_id", "vendor_id", "people") == [
        ("files", None, 0),
        ("google-drive", "google", 0),
    ]
    assert "EMP-7" not in str([table.to_pylist() for table in tables.values()])


def rotated(byte):
    new = Keys.of(byte * 32)
    return with_carried(new, carry_over(KEYS, new))


def written(folder):
    """Write lists that name colleagues by several identifiers each, and a guest."""
    (folder / "people.csv").write_text(
        "Emp ID,Name,Official Email,Mobile,Last working day,Status\n"
        "EMP-7,Asha Iyer,asha@firm.example.in,9820010001,31-08-2026,Left\n"
        "EMP-8,Ravi Nair,ravi@firm.example.in,9820010002,,Active\n"
        "EMP-9,Mira Das,,9820010003,,Active\n"
        "EMP-10,Kabir Rao,,,,Active\n"
    )
    slots = "permissions.0.type,permissions.0.role,permissions.0.emailAddress"
    (folder / "drive.csv").write_text(
        f"Owner,id,name,{slots}\n"
        "ravi@firm.example.in,1ab,Plan,user,writer,Asha@firm.example.in\n"
        "ravi@firm.example.in,1ac,Notes,user,writer,new@firm.example.in\n"
        "ravi@firm.example.in,1ad,Notes,user,writer,guest@other.example.in\n"
    )
    return folder


@pytest.mark.parametrize("byte", [b"a", b"b", b"c", b"d"])
def test_with_another_key_colleagues_keep_their_ids_and_everybody_s_fingerprints_change(
    tmp_path, byte
):
    before = evidence(written(tmp_path), keys=KEYS)
    after = evidence(tmp_path, keys=rotated(byte))
    for table, columns in (("accounts", ("system_id", "user_id")), ("staff_listed", ("user_id",))):
        ids = rows_of(before, table, *columns)
        assert ids == rows_of(after, table, *columns)
        assert len(ids) == {"accounts": 2, "staff_listed": 4}[table]
    mine, other = (set(rows_of(each, "people", "person")) for each in (before, after))
    assert len(mine) == len(other) == 3
    assert not mine & other


def test_an_id_that_names_a_colleague_tells_no_fingerprint(tmp_path):
    tables = evidence(written(tmp_path))
    users = {each.removeprefix("user-") for each in rows_of(tables, "accounts", "user_id")}
    marks = rows_of(tables, "identifiers", "identifier") + rows_of(tables, "people", "person")
    assert not users & {mark.hex()[:16] for mark in marks}


def test_a_colleague_goes_by_an_address_before_a_number_whatever_their_hashes():
    for at in range(8):
        row, said = colleague(f"a{at}@example.in")
        row["ids"] = [("phone", f"982001000{at}"), *row["ids"], ("customer_id", f"c{at}")]
        assert said_of(staff_list((row, said))) == [(user(f"a{at}@example.in"), None)]


def test_records_of_two_accounts_with_one_number_are_two_colleagues():
    def tool(account, at):
        row = {"ids": [("customer_id", "zendesk 7")], "record": fp(("customer_id", "zendesk 7"))}
        return staff_list(
            (row, {"active": True}),
            product="zendesk",
            unit_id=f"u-{at}",
            account=fp(account),
        )

    tables = derived(tool("one", 1), tool("two", 2))
    accounts = rows_of(tables, "accounts", "system_id", "user_id")
    assert [system for system, _ in accounts] == ["zendesk", "zendesk~2"]
    first, second = (user_id for _, user_id in accounts)
    assert second == f"{first}~2"


def test_only_our_own_people_get_an_id_and_beside_a_fingerprint_it_is_sealed(tmp_path):
    (written(tmp_path) / "customers.csv").write_text(
        "Customer,Email,Owner\nMeena Rao,meena@other.example.in,ravi@firm.example.in\n"
    )
    named = {
        row["fp"]: row["user"]
        for found in discover([tmp_path], workspace=None)
        for row in extract_found(found, keys=KEYS)["colleagues"].to_pylist()
    }
    for name, ours in (("asha", True), ("ravi", True), ("new", True), ("guest", False)):
        host = "firm" if ours else "other"
        assert (KEYS.hash_text(f"{name}@{host}.example.in", "email") in named) is ours, name
    assert KEYS.hash_text("meena@other.example.in", "email") not in named
    users = {
        each.removeprefix("user-") for each in rows_of(evidence(tmp_path), "accounts", "user_id")
    }
    assert users
    assert not [one for one in users for sealed in named.values() if one.encode() in sealed]
