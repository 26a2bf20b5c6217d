import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading import head_of, read_file, rows_of

from amanat.sources.elements import spans_of
from amanat.sources.errors import SourceError
from amanat.sources.jsonshape import text_of
from amanat.sources.recognise import recognise

KEYS = ["a", "b", "with space", "name"]
TEXT = st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\x00"), max_size=9)
WHOLE = st.integers(-(2**70), 2**70)
NUMBER = st.floats(allow_nan=False, allow_infinity=False, width=32)
DEEP = st.lists(WHOLE, max_size=3) | st.dictionaries(TEXT, TEXT, max_size=2)
SCALAR = st.none() | TEXT | WHOLE | NUMBER | st.booleans()
RECORD = st.fixed_dictionaries(dict.fromkeys(KEYS, SCALAR | DEEP))
PLAIN = st.fixed_dictionaries(
    {"a": st.integers(-(2**62), 2**62), "b": TEXT, "with space": st.booleans(), "name": TEXT}
)


def cells(records, keys):
    return [[text_of(record.get(key)) for key in keys] for record in records]


@settings(max_examples=80, deadline=None)
@given(
    st.lists(RECORD, min_size=1, max_size=6) | st.lists(PLAIN, min_size=1, max_size=6),
    st.sampled_from(["lines", "array", "pretty", "results"]),
    st.booleans(),
)
def test_any_records_written_are_read_back(tmp_path_factory, records, form, ascii_only):
    folder = tmp_path_factory.mktemp("json")
    path = folder / ("t.jsonl" if form == "lines" else "t.json")
    if form == "lines":
        text = "\n".join(json.dumps(record, ensure_ascii=ascii_only) for record in records)
    elif form == "results":
        text = json.dumps({"page": 0, "results": records, "status": "ok"}, ensure_ascii=ascii_only)
    else:
        indent = 2 if form == "pretty" else None
        text = json.dumps(records, ensure_ascii=ascii_only, indent=indent)
    path.write_text(text, encoding="utf-8", newline="\n")
    head, rows, notes = read_file(path)
    assert set(head.columns) == set(KEYS)
    assert rows == cells(records, head.columns)
    assert (notes.bad_records, notes.partly) == (0, None)


def test_numbers_stay_as_they_are_written(tmp_path):
    lines = [
        {"event": "a", "time": 1714557000, "paid": 12.5, "ok": True, "big": 9007199254740993},
        {"event": "b", "time": 1714557001, "paid": 3, "ok": False, "big": 1},
    ]
    (tmp_path / "t.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    _, rows, _ = read_file(tmp_path / "t.jsonl")
    assert rows == [
        ["a", "1714557000", "12.5", "true", "9007199254740993"],
        ["b", "1714557001", "3", "false", "1"],
    ]


def test_days_are_not_taken_for_times(tmp_path):
    (tmp_path / "t.jsonl").write_text(
        '{"on":"2024-05-01","n":1}\n{"on":"2024-05-02 06:30","n":2}\n'
    )
    assert read_file(tmp_path / "t.jsonl")[1] == [["2024-05-01", "1"], ["2024-05-02 06:30", "2"]]


def test_a_bad_line_costs_itself(tmp_path):
    lines = [json.dumps({"n": n, "who": f"p{n}"}) for n in range(40)]
    lines[7] = lines[7][:-3]
    lines[9] = '["no record"]'
    lines.insert(20, "")
    (tmp_path / "t.jsonl").write_text("\n".join(lines))
    _, rows, notes = read_file(tmp_path / "t.jsonl")
    assert (len(rows), notes.bad_records, notes.partly) == (38, 2, "bad_rows")


def test_a_key_or_kind_that_comes_late_is_not_lost(tmp_path):
    with (tmp_path / "t.jsonl").open("w") as out:
        for n in range(60_000):
            out.write(json.dumps({"n": n, "who": f"person {n}"}) + "\n")
        out.write(json.dumps({"n": "x", "who": 7, "mail": "late@example.in"}) + "\n")
    head = head_of(tmp_path / "t.jsonl")
    rows = rows_of(head)
    assert head.columns == ("n", "who", "Other keys")
    assert rows[5] == ["5", "person 5", None]
    assert rows[-1] == ["x", "7", '{"mail":"late@example.in"}']


def test_blocks_with_late_keys_and_lists_read_alike_fast_and_slow(tmp_path):
    with (tmp_path / "t.jsonl").open("w") as out:
        for n in range(120_000):
            line = {"event": f"event {n}", "properties": {"n": n, "tags": ["x", f"y{n}"]}}
            if n > 40_000 and n % 1000 == 0:
                line["properties"] |= {"late": n, "mail": f"m{n}@example.in"}
            out.write(json.dumps(line) + "\n")
    _, rows, notes = read_file(tmp_path / "t.jsonl")
    assert rows[77] == ["event 77", "77", '["x","y77"]', None]
    late = [row[3] for row in rows if row[3]]
    assert late == [
        f'{{"properties.late":{n},"properties.mail":"m{n}@example.in"}}'
        for n in range(41_000, 120_000, 1000)
    ]
    assert (len(rows), notes.bad_records) == (120_000, 0)


def test_nested_properties_are_columns_and_deeper_ones_are_json(tmp_path):
    line = {
        "event": "x",
        "properties": {"$email": "a@example.in", "tags": ["p", "q"]},
        "o": {"z": 1},
    }
    (tmp_path / "t.jsonl").write_text(json.dumps(line) + "\n" + json.dumps({"event": "y"}) + "\n")
    head, rows, _ = read_file(tmp_path / "t.jsonl")
    assert head.columns == ("event", "properties.$email", "properties.tags", "o")
    assert rows == [["x", "a@example.in", '["p","q"]', '{"z":1}'], ["y", None, None, None]]


def test_permissions_are_numbered_columns(tmp_path):
    files = [
        {"id": "f1", "permissions": [{"type": "user", "role": "owner"}, {"type": "anyone"}]},
        {"id": "f2", "permissions": []},
    ]
    (tmp_path / "t.json").write_text(json.dumps({"kind": "list", "files": files}))
    head, rows, _ = read_file(tmp_path / "t.json")
    assert head.columns[:3] == ("id", "permissions.0.type", "permissions.0.role")
    assert rows[0] == ["f1", "user", "owner", "anyone"]
    assert rows[1] == ["f2", None, None, None]


def test_one_object_is_one_record_even_if_it_holds_a_list(tmp_path):
    (tmp_path / "t.json").write_text(
        json.dumps({"id": "f1", "owners": [{"emailAddress": "a@x.in"}]})
    )
    head, rows, _ = read_file(tmp_path / "t.json")
    assert head.columns == ("id", "owners.0.emailAddress")
    assert rows == [["f1", "a@x.in"]]


def test_records_in_a_wrapper_are_unwrapped(tmp_path):
    (tmp_path / "t.json").write_text(json.dumps([{"ticket": {"id": 1}}, {"ticket": {"id": 2}}]))
    head, rows, _ = read_file(tmp_path / "t.json")
    assert (head.columns, rows) == (("id",), [["1"], ["2"]])


def test_an_array_that_is_cut_off_keeps_its_whole_records(tmp_path):
    text = json.dumps([{"n": n, "who": f"p{n}"} for n in range(100)])
    (tmp_path / "t.json").write_text(text[:-20])
    _, rows, notes = read_file(tmp_path / "t.json")
    assert (len(rows), notes.partly) == (99, "truncated_tail")


@pytest.mark.parametrize(("text", "reason"), [("[]", "empty"), ("{]", "corrupt"), ("7", "corrupt")])
def test_json_without_records_is_told(tmp_path, text, reason):
    (tmp_path / "t.json").write_text(text)
    with pytest.raises(SourceError) as error:
        head_of(tmp_path / "t.json")
    assert error.value.reason == reason


def test_json_lines_under_another_name_are_recognised(tmp_path):
    (tmp_path / "t.txt").write_text('{"a":1}\n{"a":2}\n')
    head, rows, _ = read_file(tmp_path / "t.txt")
    assert (head.found.format, rows) == ("jsonl", [["1"], ["2"]])


@given(st.lists(st.dictionaries(TEXT, SCALAR | DEEP, max_size=3), max_size=5), st.booleans())
def test_objects_of_an_array_are_found_without_parsing(records, pretty):
    text = json.dumps(records, indent=1 if pretty else None).encode()[1:]
    spans = spans_of(text)
    assert spans.closed
    found = [text[a:b] for a, b in zip(spans.starts.tolist(), spans.ends.tolist(), strict=True)]
    assert [json.loads(part) for part in found] == records


def test_layouts_may_be_given(tmp_path):
    (tmp_path / "t.jsonl").write_text('{"event":"a","properties":{"distinct_id":"u","time":1}}\n')
    assert head_of(tmp_path / "t.jsonl").layout.product == "mixpanel"
    from reading import only

    assert recognise(only(tmp_path / "t.jsonl"), layouts=()).how == "generic"
