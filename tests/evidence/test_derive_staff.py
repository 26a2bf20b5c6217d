"""Our own people: accounts that exports show, and who is on the staff list."""

from datetime import date

import pyarrow as pa
import pytest
from derive_units import derived, fp, register, rows_of, unit
from from_files import evidence
from made_units import KEYS

from amanat.evidence.extract_staff import employee_hash

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
