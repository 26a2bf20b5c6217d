import json
from functools import partial

import pytest
from example import EMPTY, LATER, REPORT

from amanat.findings.freeze import dump, load
from amanat.reports.html import render
from amanat.terms.errors import UserError

inside = partial(render, inside=True)
share = partial(render, inside=False)


@pytest.mark.parametrize("report", [REPORT, LATER, EMPTY])
def test_a_kept_report_comes_back_whole(report):
    back = load(dump(report))
    assert back == report
    assert dump(back) == dump(report)
    assert inside(back) == inside(report)
    assert share(back) == share(report)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{}",
        b"[]",
        b"\xff\xfe",
        b'{"schema_version": 99, "report": {}}',
        b'{"schema_version": 1, "report": {"secret": "raw value"}}',
    ],
)
def test_another_file_is_refused_without_quoting_it(raw):
    with pytest.raises(UserError) as caught:
        load(raw)
    assert "secret" not in str(caught.value)
    assert "raw value" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_an_unknown_key_is_not_passed_over():
    held = json.loads(dump(REPORT))
    held["more"] = 1
    with pytest.raises(UserError):
        load(json.dumps(held).encode())
