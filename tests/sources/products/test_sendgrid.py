import pytest
from cases_sendgrid import BOUNCES, CASES, GLOBAL, GROUPS, INVALID, SPAM
from checks import OWN_TITLE, ids, is_recognised, moments
from exported import AADHAAR, consents_of, extracted, head_of, table, told, with_column


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.object)
def test_each_list_is_known_by_all_of_its_columns_and_seconds(tmp_path, case):
    is_recognised(case, tmp_path, email="email")


def test_who_unsubscribed_or_complained_withdrew_on_a_day(tmp_path):
    assert (
        consents_of(GLOBAL, tmp_path / "a")
        == [("all-email", "withdraw", "email", "2024-05-01")] * 3
    )
    assert [act for _, act, _, _ in consents_of(SPAM, tmp_path / "b")] == ["withdraw"]
    ((label, act, _, _),) = consents_of(GROUPS, tmp_path / "c")
    assert (label, act) == ("offers", "withdraw")
    marks = extracted(GLOBAL, tmp_path / "a")["consents"].column("mark").to_pylist()
    assert set(marks) == {"M"}


def test_a_bounce_is_no_act_of_a_person(tmp_path):
    assert consents_of(BOUNCES, tmp_path / "a") == []
    assert consents_of(INVALID, tmp_path / "b") == []


def test_addresses_and_seconds_of_utc_are_read(tmp_path):
    assert ids(BOUNCES, tmp_path / "a") == [(0, "email", "own"), (1, "email", "own")]
    assert moments(BOUNCES, tmp_path / "b")[0] == ("2024-05-01 09:50", "known")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.object)
def test_with_a_column_more_it_is_a_list_that_somebody_made_and_all_of_it_is_searched(
    tmp_path, case
):
    rows = type(case)(
        case.product, case.object, case.file, case.columns, case.rows * 12, how=case.how
    )
    more = with_column(rows, OWN_TITLE, AADHAAR)
    assert told(head_of(more, tmp_path))[0] is None
    categories = extracted(more, tmp_path)["columns"].column("category").to_pylist()
    assert categories[-1] == "aadhaar"


@pytest.mark.parametrize(
    "text",
    [
        "email,created\nmeena.iyer@example.in,2024-05-01\n",
        "email,created\nmeena.iyer@example.in,\n",
        "email,erstellt\nmeena.iyer@example.in,1714557000\n",
        "status,reason,email,created\n5,full,meena.iyer@example.in,04/05/2024\n",
    ],
)
def test_a_list_of_addresses_with_dates_is_nobodys(tmp_path, text):
    assert told(head_of(table(None, "", "unsubscribes.csv", text), tmp_path))[0] is None
