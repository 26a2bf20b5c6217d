import tomllib
from datetime import date

import pyarrow as pa
import pytest
from full_register import FULL, mobiles, never
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amanat.evidence.schema import REGISTER
from amanat.register.faults import RegisterError
from amanat.register.files import read_register, tables
from amanat.register.model import Register
from amanat.terms.errors import UserError


def _faults(folder, refuse=never) -> list[str]:
    with pytest.raises(RegisterError) as caught:
        read_register(folder, refuse=refuse)
    assert isinstance(caught.value, UserError)
    text = str(caught.value)
    assert all(str(fault) in text for fault in caught.value.faults)
    return [str(fault) for fault in caught.value.faults]


def test_a_missing_folder_is_an_empty_register_of_unknown_role(tmp_path):
    register = read_register(tmp_path / "none", refuse=never)
    assert register == Register()
    rows = tables(register)
    assert rows.pop("register_company") == [{"company_id": "company", "role": "unknown"}]
    assert not any(rows.values())


def test_a_full_register_gives_the_rows_of_every_table(folder):
    rows = tables(read_register(folder(FULL), refuse=mobiles))
    assert set(rows) == set(REGISTER)
    assert all(rows.values())
    for name, table in REGISTER.items():
        found = pa.Table.from_pylist(rows[name], schema=table.arrow)
        names = [column.name for column in table.columns]
        assert all(set(row) == set(names) for row in rows[name]), name
        for column in table.columns:
            if not column.nullable:
                assert found[column.name].null_count == 0, (name, column.name)
        keys = [tuple(row[key] for key in table.key) for row in rows[name]]
        assert len(set(keys)) == len(keys)


def test_what_files_say_comes_out_as_columns(folder):
    rows = tables(read_register(folder(FULL), refuse=never))
    assert rows["register_complete"] == [
        {"subject": "consents", "on_day": date(2026, 11, 19), "by": "user-2"},
        {"subject": "contracts", "on_day": date(2026, 11, 20), "by": "user-2"},
    ]
    assert rows["register_contract_services"] == [
        {"contract_id": "rc-4", "system_id": "mail-a"},
        {"contract_id": "rc-4", "system_id": "mail-b"},
    ]
    assert [(row["seq"], row["kind"]) for row in rows["register_reviews"]] == [
        (0, "soc2_type2"),
        (1, "iso27001"),
    ]
    assert [(row["kind"], row["term"]) for row in rows["register_notice_terms"]] == [
        ("category", "birth_date"),
        ("purpose", "newsletter"),
        ("use", "scoring"),
    ]
    # Nobody said when the first was read; of the second a day is told.
    assert [row["reads_known"] for row in rows["register_field_uses"]] == [False, True]


def test_a_ground_outside_the_act_is_other_words_and_an_empty_one_is_null(folder):
    rows = tables(read_register(folder(FULL), refuse=never))["register_purposes"]
    grounds = {row["purpose_id"]: (row["ground"], row["fact"]) for row in rows}
    assert grounds == {
        "newsletter": ("consent", False),
        "scoring": ("other_words", False),
        "helping": ("s7a", True),
        "silent": (None, False),
    }


def test_free_words_stay_in_the_files(folder):
    text = str(tables(read_register(folder(FULL), refuse=never)))
    for words in ("Neela", "Legitimate", "themselves", "firms only", "mailer", "ravi"):
        assert words not in text


def test_guesses_are_counted_and_enter_no_table(folder):
    place = folder(
        {
            "vendors.toml": '[[vendor]]\nvendor_id = "vendor-1"\nguess = true\n'
            '[[vendor]]\nvendor_id = "vendor-2"\nguess = false\n',
            "systems.toml": '[[system]]\nsystem_id = "a"\npurpose_id = "unlisted"\nguess = true\n',
            "company.toml": 'role = "data-fiduciary"\nguess = true\n',
        }
    )
    register = read_register(place, refuse=never)
    assert register.guesses == 3
    assert [vendor.vendor_id for vendor in register.vendors] == ["vendor-2"]
    assert register.systems == ()
    assert register.company.role == "unknown"


def test_all_faults_of_all_files_come_at_once_and_say_where(folder):
    place = folder(
        {
            "company.toml": 'role = "processor"\n',
            "complete.toml": "[complete]\ncontracts = 2026-11-20\nrecipes = 2026-11-20\n",
            "vendors.toml": "[[vendor]]\nvendor_id = 7\nrole = true\n\n[[vendor]]\nrolle = 1\n",
            "contracts.toml": '[[contract]]\ncontract_id = "c"\nvendor_id = "nobody"\n'
            'valid_from = "2026-01-01"\n',
            "staff.toml": '[[staff]]\nuser_id = "user-1"\n[[staff]]\nuser_id = "user-1"\n',
            "flows.toml": "[[flow]\n",
            "access.toml": 'access = "public"\n',
            "vendor.toml": "",
        }
    )
    faults = _faults(place)
    wanted = [
        "a file name: found a .toml file of another name (near vendors.toml)",
        "company.toml, key role: found a word outside the list (near data-processor)",
        "complete.toml, [complete], key number 2: found a key that is not known",
        "complete.toml, [complete]: found no key by",
        "vendors.toml, line 1, entry 1, key vendor_id: found a number, wanted an id",
        "vendors.toml, line 1, entry 1, key role: found true or false, wanted one of: data-fid",
        "vendors.toml, line 5, entry 2, key number 1: found a key that is not known (near role)",
        "vendors.toml, line 5, entry 2: found no key vendor_id",
        "contracts.toml, line 1, entry 1, key valid_from: found a text, wanted a day without",
        "staff.toml, line 3, entry 2: found the same as line 1, entry 1",
        "flows.toml, line 1: found text that is not TOML",
        "access.toml, key access: found a text, wanted tables [[access]]",
        "contracts.toml, line 1, entry 1, key vendor_id: found an id that is listed nowhere",
    ]
    for part in wanted:
        assert sum(part in fault for fault in faults) == 1, part
    assert len(faults) == len(wanted)
    assert all("\n     do: " in fault for fault in faults)


@pytest.mark.parametrize(
    ("file", "text", "part"),
    [
        ("staff.toml", '[[staff]]\nuser_id = "a"\nleft_on = 2026-01-01T10:00:00\n', "with a time"),
        ("staff.toml", '[[staff]]\nuser_id = "A b"\n', "a text with spaces"),
        ("staff.toml", '[[staff]]\nuser_id = "Ab"\n', "capital letters"),
        ("staff.toml", "[staff]\n", "found a table"),
        ("staff.toml", "staff = [1]\n", "found a list"),
        ("staff.toml", "schema_version = 2\n", "another schema_version"),
        ("staff.toml", "schema_version = true\n", "another schema_version"),
        ("retention.toml", '[[retention]]\nrule_id = "a"\nmax_months = -1\n', "out of range"),
        ("retention.toml", '[[retention]]\nrule_id = "a"\nmin_months = true\n', "true or false"),
        (
            "retention.toml",
            '[[retention]]\nrule_id = "a"\nmin_months = 9\nmax_months = 3\n',
            "min_months over",
        ),
        ("retention.toml", '[[retention]]\nrule_id = "a"\ncovers = "category"\n', "without the"),
        (
            "notices.toml",
            '[[notice]]\nnotice_id = "a"\nvalid_from = 2026-01-02\nvalid_to = 2026-01-01\n',
            "end before the beginning",
        ),
        ("notices.toml", '[[notice]]\nnotice_id = "a"\nuses = "scoring"\n', "wanted a list"),
        ("notices.toml", '[[notice]]\nnotice_id = "a"\nuses = [1]\n', "found a number"),
        ("vendors.toml", '[[vendor]]\nvendor_id = "a"\nguess = "yes"\n', "key guess"),
        ("vendors.toml", '[[vendor]]\nvendor_id = "a"\nname = " "\n', "an empty text"),
        ("complete.toml", "complete = 3\n", "begin the table with the line [complete]"),
        (
            "not_applicable.toml",
            '[[not_applicable]]\ncontrol_id = "made"\nreason = "x"\non_day = 2026-01-01\nby = "u"',
            "amanat law show",
        ),
        (
            "not_applicable.toml",
            '[[not_applicable]]\ncontrol_id = "sdf-status-watched"\n',
            "reason",
        ),
    ],
)
def test_each_kind_of_fault_has_its_words(folder, file, text, part):
    assert any(part in fault for fault in _faults(folder({file: text})))


def test_near_misses_are_no_faults(folder):
    register = read_register(
        folder(
            {
                "staff.toml": "\ufeffschema_version = 1\r\n[[staff]]\r\nuser_id = 'a/b~2'\r\n",
                "retention.toml": '[[retention]]\nrule_id = "a"\nmin_months = 12\nmax_months = 12\n',
                "notices.toml": '[[notice]]\nnotice_id = "a"\nvalid_from = 2026-01-01\n'
                'valid_to = 2026-01-01\nuses = ["scoring", "scoring"]\n',
                "complete.toml": "# nothing said\n",
                "README.md": "not ours",
            }
        ),
        refuse=mobiles,
    )
    assert register.staff[0].user_id == "a/b~2"
    assert register.notices[0].uses == ("scoring",)


def test_an_id_in_which_a_detector_hits_is_refused_and_not_shown(folder):
    place = folder(
        {
            "staff.toml": '[[staff]]\nuser_id = "9876543210"\n[[staff]]\nuser_id = "user-3"\n',
            "vendors.toml": '[[vendor]]\nvendor_id = "ravi-kumar"\naliases = ["sita-kumar"]\n',
            "contracts.toml": '[[contract]]\ncontract_id = "c"\nvendor_id = "anil-kumar"\n',
        }
    )
    asked = []

    def refuse(ids):
        asked.append(list(ids))
        return mobiles(ids)

    text = "\n".join(_faults(place, refuse))
    assert asked == [sorted(asked[0])]
    assert text.count("found what looks like personal data") == 4
    for value in ("9876543210", "ravi", "sita", "anil"):
        assert value not in text


def test_a_planted_mail_never_shows_in_an_error(folder):
    mail = "asha.rao@example.in"
    place = folder(
        {
            "vendors.toml": f'[[vendor]]\nvendor_id = "{mail}"\n"{mail}" = 1\nrole = "{mail}"\n',
            "staff.toml": f"[[staff]]\nuser_id = {mail}\n",
            "systems.toml": f'"{mail}" = 1\n',
            "lists.toml": f'[[list]]\nlist_id = "a"\npurpose_id = "{mail}"\n',
            "complete.toml": f'[complete]\ncontracts = "{mail}"\nby = "{mail}"\n',
            f"{mail}.toml": "",
            "answers.toml": f'["{mail}"]\na = 1\n["{mail}"]\n',
        }
    )
    text = "\n".join(_faults(place))
    assert text.count("found") >= 9
    assert "asha" not in text
    assert "example.in" not in text


def test_files_that_cannot_be_text_are_faults(folder):
    place = folder({})
    (place / "staff.toml").write_bytes(b"[[staff]]\nuser_id = '\xff'\n")
    (place / "lists.toml").mkdir()
    (place / "scores.toml").write_text("a = " + "[" * 100_000)
    text = "\n".join(_faults(place))
    assert "staff.toml: found text that is not UTF-8" in text
    assert "lists.toml: found a file that cannot be opened" in text
    assert "scores.toml: found text that is not TOML" in text


MAIL = "asha.rao@example.in"
PIECES = [
    "[[", "]]", "[", "=", '"', "'''", "\n", "true", "1e9", "9" * 30, "2026-13-45", "2026-01-01",
    "guess = true\n", "[[vendor]]\n", f'"{MAIL}"', "\x00", "é", "a.b = 1\n", "{}", "role = 3\n",
    "services = [[]]\n", "nan", "12:00:00", "note = 1\n",
]  # fmt: skip


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.sampled_from(sorted(FULL)),
    st.lists(
        st.tuples(st.integers(0, 2000), st.integers(0, 30), st.sampled_from(PIECES)),
        min_size=1,
        max_size=4,
    ),
)
def test_any_change_of_a_file_gives_a_register_or_an_error_and_leaks_nothing(folder, file, edits):
    text = FULL[file]
    for start, length, piece in edits:
        at = start % (len(text) + 1)
        text = text[:at] + piece + text[at + length :]
    place = folder({**FULL, file: text})
    said, register = _read(place)
    assert "asha" not in said
    assert "Traceback" not in said
    if register is not None:
        rows = tables(register)
        for name, table in REGISTER.items():
            pa.Table.from_pylist(rows[name], schema=table.arrow)
        assert MAIL not in str(rows)


def _read(place):
    try:
        return "", read_register(place, refuse=mobiles)
    except RegisterError as error:
        return str(error), None


def test_the_example_files_are_toml():
    for text in FULL.values():
        assert tomllib.loads(text)
