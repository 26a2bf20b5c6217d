import pytest
from cases_sales_navigator import SCRAPED
from checks import finds_aadhaar, ids, is_recognised, moments
from exported import plain, told


def test_a_scraped_list_looks_like_it_by_the_columns_of_the_tool(tmp_path):
    is_recognised(SCRAPED, tmp_path, vmid="record_id", fullName="name", query="source")


def test_people_have_the_ids_of_the_network_and_a_day(tmp_path):
    assert ids(SCRAPED, tmp_path / "a") == [(0, "customer_id", "own"), (1, "customer_id", "own")]
    assert moments(SCRAPED, tmp_path / "b")[0] == ("2025-05-04 10:15", "known")


def test_the_columns_of_another_tool_are_known_too(tmp_path):
    head = plain("First Name,Last Name,Prospect Linkedin,Matching,Email", tmp_path)
    assert told(head) == ("sales-navigator", "leads", "looks_like")


def test_a_column_of_our_own_is_searched(tmp_path):
    finds_aadhaar(SCRAPED, tmp_path)


@pytest.mark.parametrize(
    "columns", ["fullName,profileUrl,title,companyName", "query,timestamp,result", "Name,Matching"]
)
def test_a_list_of_profiles_alone_is_of_no_product(tmp_path, columns):
    assert plain(columns, tmp_path).layout.product is None
