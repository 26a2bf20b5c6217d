import pytest
from cases_google_workspace import CASES, CONTROL, LOG, TOKENS
from checks import finds_aadhaar, ids, is_recognised
from exported import extracted, plain, renamed


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.file)
def test_each_report_is_known_in_any_order(tmp_path, case):
    title = "displayText" if case is TOKENS else "App name"
    is_recognised(case, tmp_path, **{title: "integration"})


@pytest.mark.parametrize(
    ("case", "apps"), [(TOKENS, ["hubspot", None]), (CONTROL, ["zoom"]), (LOG, ["calendly"])]
)
def test_each_app_is_an_integration_by_its_product_if_it_is_known(tmp_path, case, apps):
    rows = extracted(case, tmp_path)["integrations"].to_pylist()
    assert [row["product"] for row in rows] == apps
    assert all(row["app"] for row in rows)


def test_people_of_the_report_are_our_own(tmp_path):
    assert {who for _, _, who in ids(TOKENS, tmp_path)} == {"staff"}


def test_when_an_app_was_let_in_is_told(tmp_path):
    (row,) = extracted(LOG, tmp_path)["integrations"].to_pylist()
    assert f"{row['seen_from']:%Y-%m-%d %H:%M}" == "2025-05-04 04:45"


def test_a_column_of_our_own_is_searched(tmp_path):
    finds_aadhaar(TOKENS, tmp_path)


def test_a_report_in_german_is_a_table_of_no_product(tmp_path):
    german = renamed(CONTROL, {"App name": "App-Name", "Requested services": "Angefragte Dienste"})
    head = plain(",".join(german.columns), tmp_path)
    assert (head.layout.product, head.how) == (None, "generic")


@pytest.mark.parametrize(
    "columns",
    ["App name,Client ID,Scope,Owner", "user,clientId,scopes", "App name,Users,Access,Owner"],
)
def test_a_list_of_apps_that_somebody_keeps_is_not_googles(tmp_path, columns):
    assert plain(columns, tmp_path).layout.product is None
