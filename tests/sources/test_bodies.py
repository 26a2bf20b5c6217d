import json

import pytest
from reading import head_of, read_file

TICKET = {
    "url": "https://x.zendesk.com/api/v2/tickets/7.json",
    "id": 7,
    "via": {"channel": "web"},
    "created_at": "2026-03-01T09:00:00Z",
    "subject": "Help",
    "raw_subject": "Help",
    "description": "Printer broken",
    "requester_id": 360100000004,
    "submitter_id": 360100000004,
    "assignee_id": 5,
    "comments": [],
}
FIRST = {
    "id": 1,
    "author_id": 360100000004,
    "plain_body": "Printer broken",
    "body": "Printer broken",
    "html_body": "<div>Printer broken</div>",
}


def tickets(path, *changes):
    lines = [json.dumps({**TICKET, **change}) + "\n" for change in changes]
    path.write_text("".join(lines))
    head, rows, _ = read_file(path)
    return [dict(zip(head.columns, row, strict=True)) for row in rows]


def test_a_comment_is_read_once_and_without_its_ids(tmp_path):
    second = {"id": 2, "author_id": 5, "html_body": "<p>We <b>sent</b> one</p>"}
    (row,) = tickets(tmp_path / "t.json", {"comments": [FIRST, second]})
    assert row["comments"].split("\n")[0] == "Printer broken"
    assert "360100000004" not in row["comments"]
    assert "<" not in row["comments"]
    assert "sent" in row["comments"]
    assert row["description"] is None
    assert row["raw_subject"] is None
    assert row["subject"] == "Help"


def test_a_description_that_no_comment_repeats_is_kept(tmp_path):
    rows = tickets(
        tmp_path / "t.json",
        {"comments": []},
        {"id": 8, "comments": [FIRST], "description": "Another matter"},
    )
    assert [row["description"] for row in rows] == ["Printer broken", "Another matter"]


@pytest.mark.parametrize("comments", ["as one text", ["as one text"], {"body": "as one text"}])
def test_comments_of_another_form_are_read_as_text(tmp_path, comments):
    rows = tickets(tmp_path / "t.json", {"comments": comments})
    assert rows[0]["comments"] == "as one text"


def test_comments_that_come_late_are_read_as_text_too(tmp_path):
    rows = tickets(tmp_path / "t.json", *({"id": n} for n in range(20)), {"comments": [FIRST]})
    assert rows[-1]["comments"] == "Printer broken"
    assert rows[0]["comments"] is None


def test_ids_and_links_of_the_product_are_no_text(tmp_path):
    tickets(tmp_path / "t.json", {"comments": [FIRST]})
    head = head_of(tmp_path / "t.json")
    roles = {name: rule.role for name, rule in zip(head.folded, head.rules, strict=True) if rule}
    assert roles["url"] == roles["submitter_id"] == "other"
    assert roles["assignee_id"] == "staff"
    assert roles["requester_id"] == "person_ref"


def test_freshdesk_conversations_are_read_as_text(tmp_path):
    record = {
        "id": 3,
        "display_id": 3,
        "requester_id": 9,
        "responder_id": 4,
        "fr_escalated": False,
        "description": "<div>Late refund</div>",
        "description_text": "Late refund",
        "conversations": [
            {"id": 1, "user_id": 9, "body": "<p>Any news</p>", "body_text": "Any news"}
        ],
    }
    (tmp_path / "f.json").write_text(json.dumps([record]))
    head, rows, _ = read_file(tmp_path / "f.json")
    row = dict(zip(head.columns, rows[0], strict=True))
    assert head.layout.product == "freshdesk"
    assert row["conversations"] == "Any news"
