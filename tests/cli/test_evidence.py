"""`amanat evidence sql` reads evidence and nothing else."""

import csv
import io
import json

import pytest
from click.testing import CliRunner

from amanat.cli.main import amanat
from amanat.terms.errors import UserError
from walk import company, walked

__all__ = ["company", "walked"]


def test_a_select_gives_rows_as_json_and_as_csv(walked):
    query = "select system_id, people from systems where status <> 'none' order by system_id"
    rows = json.loads(walked.run("evidence", "sql", query).out)
    assert {"hubspot", "salesforce"} <= {row["system_id"] for row in rows}
    text = walked.run("evidence", "sql", query, "--format", "csv").text
    assert [row["system_id"] for row in csv.DictReader(io.StringIO(text))] == [
        row["system_id"] for row in rows
    ]


def test_views_and_judged_rows_can_be_asked_too(walked):
    rows = json.loads(
        walked.run("evidence", "sql", "select verdict, count(*) as n from judged group by all").out
    )
    assert {row["verdict"] for row in rows} >= {"fails", "cannot_tell"}
    assert walked.run("evidence", "sql", "select count(*) from flows_latest").code == 0


def test_tables_lists_each_with_its_columns(walked):
    listed = walked.run("evidence", "tables").text
    assert "judged" in listed
    assert "system_id, product, kind" in listed


@pytest.fixture(scope="module")
def secret(walked):
    path = walked.root / "secret.csv"
    path.write_text("mail\nmeena.iyer@example.in\n")
    return path


@pytest.mark.parametrize(
    "query",
    [
        "create table mine as select 1",
        "insert into units select * from units",
        "delete from units",
        "drop table units",
        "update units set name = 'x'",
        "select 1; drop table units",
        "copy (select * from units) to 'out.csv'",
        "export database 'out'",
        "attach 'other.db'",
        "install httpfs",
        "load httpfs",
        "set enable_external_access = true",
        "reset lock_configuration",
        "pragma database_list",
        "select * from read_parquet('{evidence}/units.parquet')",
        "select * from '{evidence}/units.parquet'",
        "select * from read_csv('{secret}')",
        "select * from read_text('{secret}')",
        "select * from glob('{folder}/*')",
        "select * from sniff_csv('{secret}')",
        "select getenv('HOME')",
    ],
)
def test_writing_and_reading_elsewhere_is_refused(walked, secret, query):
    filled = query.format(
        evidence=walked.audits()[0] / "evidence", secret=secret, folder=secret.parent
    )
    # Nothing is read or sealed by this command: it may run in this process.
    done = CliRunner().invoke(
        amanat, ["evidence", "sql", filled, "--workspace", str(walked.workspace)]
    )
    assert isinstance(done.exception, UserError), done.output
    assert done.exception.exit_code == 2
    assert "meena" not in str(done.exception) + done.output
    assert not (walked.root / "out.csv").exists()
    assert not (walked.root / "out").exists()


def test_a_refusal_is_a_message(walked):
    done = walked.run("evidence", "sql", "drop table units")
    assert done.code == 2
    assert "wanted one SELECT" in done.errors
    assert "Traceback" not in done.errors
    assert walked.run("evidence", "sql", "select count(*) from units").code == 0


def test_an_error_quotes_no_cell(walked):
    done = walked.run("evidence", "sql", "select cast(title as integer) from fields")
    assert done.code == 2
    titles = json.loads(walked.run("evidence", "sql", "select distinct title from fields").out)
    assert not [each["title"] for each in titles if f"'{each['title']}'" in done.errors]
