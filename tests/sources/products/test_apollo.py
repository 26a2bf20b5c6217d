import pytest
from cases_apollo import PEOPLE
from checks import finds_aadhaar, ids, is_recognised
from exported import consents_of, extracted, plain


def test_people_are_known_by_profile_and_by_apollos_own_ids(tmp_path):
    is_recognised(
        PEOPLE,
        tmp_path,
        **{
            "Apollo Contact Id": "record_id",
            "Primary Email Source": "source",
            "Mobile Phone": "phone",
            "Contact Owner": "staff",
            "Last Contacted": "sent_at",
        },
    )


def test_the_phone_of_a_firm_joins_nobody(tmp_path):
    own = [(row, kind) for row, kind, who in ids(PEOPLE, tmp_path) if who == "own"]
    assert own == [(n, kind) for n in (0, 1) for kind in ("customer_id", "email", "phone")]


def test_it_tells_lists_and_whom_was_written_to_and_no_consent(tmp_path):
    tables = extracted(PEOPLE, tmp_path / "a")
    assert [row["slug"] for row in tables["lists"].to_pylist()] == ["diwali-targets"]
    assert tables["lists"].column("mark").to_pylist() == ["M"]
    sent = tables["rows"].column("sent_from").to_pylist()
    assert [moment and f"{moment:%Y-%m-%d %H:%M}" for moment in sent] == ["2025-05-04 04:45", None]
    assert consents_of(PEOPLE, tmp_path / "b") == []


def test_a_column_of_our_own_is_searched(tmp_path):
    finds_aadhaar(PEOPLE, tmp_path)


@pytest.mark.parametrize(
    "columns",
    [
        "First Name,Last Name,Email,Person Linkedin Url",
        "Company Name for Emails,Email,Company Linkedin Url",
        "Vorname,Nachname,E-Mail,LinkedIn-Profil",
    ],
)
def test_a_list_with_profiles_alone_is_of_no_product(tmp_path, columns):
    assert plain(columns, tmp_path).layout.product is None
