"""What holds for every rule, whatever it judges."""

from dataclasses import replace

import pyarrow as pa
import pytest
import sqlglot

from amanat.engine.duckdb import DuckDB
from amanat.evidence.schema import EVIDENCE, TABLES
from amanat.evidence.views import VIEWS, define_views, register_tables, view_sql
from amanat.law.load import controls
from amanat.rules.lint import RESERVED, faults, rule_faults
from amanat.rules.load import RuleError, check_names, load_rules, parse
from amanat.rules.lock import LOCK, lock_text, version
from amanat.rules.run import judge, judge_all, judge_each, raw_rows
from amanat.terms.reasons import CANNOT_TELL

RULES = load_rules()
IDS = [rule.id for rule in RULES]

#: One row whose facts are all null and whose population columns are unknown, for each rule.
UNKNOWN = {
    "copy-outlives-original": {"copies": "relation\nhistory"},
    "access-beyond-need": {"places": "status\n-", "accounts": "layout\n-"},
    "field-beyond-purpose": {"fields": "personal\nunknown"},
    "identity-number-in-note": {"mentions": "kind\nunknown"},
    "processor-not-verified": {"flows_latest": "receives\nunknown"},
    "processor-without-contract": {"flows_latest": "receives\nunknown"},
    "purpose-without-ground": {"purpose_grounds": "ground_class\nnone"},
    "retention-rule-missing": {"systems": "holds_personal\nunknown"},
    "score-not-declared": {"fields": "score\nunclear"},
    "sensitive-data-without-written-consent": {"fields": "spdi_class\nunclear"},
    "sensitive-note-open": {"mentions": "kind\nunknown"},
    "shared-without-consent": {"consent_cover": "cover\nunknown"},
    "support-data-in-marketing": {"flows": "recipient_system_kind\nunknown"},
    "system-outside-inventory": {"systems": "holds_personal\nunknown"},
}
#: The same, with the register complete for everything: nothing is a fault by default.
COMPLETE = "subject | on_day\n" + "\n".join(
    f"{subject} | 2026-11-20"
    for subject in (
        "contracts", "consents", "systems", "purposes", "retention", "field_uses", "reviews",
        "notices", "flows", "staff",
    )
)  # fmt: skip


@pytest.fixture(scope="module")
def empty():
    with DuckDB() as engine:
        register_tables(engine, {})
        define_views(engine)
        yield engine


def test_there_are_fourteen_and_each_has_a_control_of_the_law():
    assert len(RULES) == 14
    assert {rule.control for rule in RULES} <= set(controls())
    assert len({rule.control for rule in RULES}) == 14


@pytest.mark.parametrize("rule", RULES, ids=IDS)
def test_empty_tables_give_no_row(rule, empty):
    assert judge(empty, rule).num_rows == 0


@pytest.mark.parametrize("rule", RULES, ids=IDS)
@pytest.mark.parametrize("complete", ["subject | on_day", COMPLETE], ids=["open", "complete"])
def test_a_row_of_which_nothing_is_known_is_one_that_cannot_be_told(rule, complete, judge_rows):
    rows = judge_rows(rule, register_complete=complete, **UNKNOWN[rule.id])
    assert [row.verdict for row in rows.values()] == ["cannot_tell"] * len(UNKNOWN[rule.id])
    assert {row.reason for row in rows.values()} <= set(CANNOT_TELL)


@pytest.mark.parametrize("rule", RULES, ids=IDS)
def test_a_rule_keeps_to_the_portable_subset(rule, empty):
    assert rule_faults(rule, raw_rows(empty, rule).column_names) == []


@pytest.mark.parametrize("name", [*VIEWS, "question_list"])
def test_a_view_keeps_to_the_portable_subset(name):
    assert [each for each in faults(view_sql(name)) if "order by" not in each] == []


@pytest.mark.parametrize(
    "sql",
    [*(rule.sql for rule in RULES), *(view_sql(name) for name in VIEWS)],
    ids=[*IDS, *VIEWS],
)
def test_a_query_translates_to_spark(sql):
    (spark,) = sqlglot.transpile(sql, read="duckdb", write="spark")
    assert sqlglot.parse_one(spark, read="spark") is not None


def test_no_column_of_evidence_is_a_reserved_word():
    names = {column.name for table in TABLES.values() for column in table.columns}
    assert not names & RESERVED


@pytest.mark.parametrize("rule", RULES, ids=IDS)
def test_a_rule_that_is_emptied_is_seen(rule, empty):
    """Each rule's own test draws rows that must come; here: an emptied one gives no column."""
    emptied = replace(rule, sql="select 1 as nothing order by 1")
    with pytest.raises(RuleError):
        judge(empty, emptied)


def test_the_order_of_rules_changes_nothing(drawn_engine):
    engine = drawn_engine(
        systems="system_id | holds_personal\na | yes\nb | yes",
        places="place_id | people | text_records | status\np | 3 | 4 | read",
    )
    assert judge_all(engine, RULES).equals(judge_all(engine, list(reversed(RULES))))


def test_a_rule_that_cannot_run_costs_itself_and_is_named(drawn_engine):
    engine = drawn_engine(systems="system_id | holds_personal\na | yes")
    broken = replace(RULES[0], sql="select nobody from nowhere order by nobody")
    judged, errors = judge_each(engine, [broken, *RULES[1:]])
    assert [error.rule for error in errors] == [RULES[0].id]
    assert judged.num_rows > 0
    with pytest.raises(RuleError) as caught:
        judge_all(engine, [broken, *RULES[1:]])
    assert caught.value.exit_code == 4


def test_two_rows_of_one_key_are_refused(empty):
    rule = replace(
        RULES[-1],
        row_key=("system_id",),
        identity=("system_id",),
        sql="""select 'a' as system_id, 'passes' as verdict, null as reason,
            cast(null as date) as event_on, true as continuing
            union all select 'a', 'passes', null, null, true""",
    )
    with pytest.raises(RuleError, match="row key twice"):
        judge(empty, rule)


def test_a_word_outside_the_closed_lists_is_refused(empty):
    sql = """select 'a' as system_id, '{}' as verdict, '{}' as reason,
        cast(null as date) as event_on, true as continuing"""
    for verdict, reason in (("guilty", "role_unknown"), ("cannot_tell", "no_idea")):
        rule = replace(
            RULES[-1],
            row_key=("system_id",),
            identity=("system_id",),
            sql=sql.format(verdict, reason),
        )
        with pytest.raises(RuleError, match="closed list"):
            judge(empty, rule)


def test_judged_is_typed_and_holds_hashed_row_keys_and_json_identities(drawn_engine):
    engine = drawn_engine(systems="system_id | holds_personal\nclevertap | yes")
    judged = judge_all(engine, RULES)
    assert judged.schema.names == TABLES["judged"].arrow.names
    assert all(key.startswith("r-") and len(key) == 18 for key in judged["row_key"].to_pylist())
    assert '["clevertap"]' in judged["identity"].to_pylist()
    assert isinstance(judged["person"].type, pa.FixedSizeBinaryType)


HEADER = """/*---
id = "a-fault"
title = "t"
control = "access-limited-to-need"
judges = "j"
reads = "data"
severity = "low"
maturity = "stable"
since = "0.1.0"
identity = ["place_id"]
row_key = ["place_id"]
text = "t"
how = "h"
remedy = "r"
closed_when = "c"
minutes = 1
owner = "o"
---*/
select 1
"""


def test_a_header_is_read():
    rule = parse(HEADER, name="a_fault", subject="access")
    assert (rule.id, rule.identity, rule.sql) == ("a-fault", ("place_id",), "select 1")
    assert not rule.counts_people


@pytest.mark.parametrize(
    "text",
    [
        "select 1",
        HEADER.replace('severity = "low"', 'severity = "awful"'),
        HEADER.replace('owner = "o"', 'owner = "o"\nowners = "p"'),
        HEADER.replace('title = "t"\n', ""),
        HEADER.replace('identity = ["place_id"]', "identity = []"),
        HEADER.replace('id = "a-fault"', 'id = "another"'),
        HEADER.replace('title = "t"', "title = t"),
    ],
    ids=["none", "severity", "unknown key", "missing key", "no identity", "other id", "no toml"],
)
def test_a_wrong_header_is_refused(text):
    with pytest.raises(RuleError):
        parse(text, name="a_fault", subject="access")


def test_two_rules_of_one_name_are_refused():
    one = parse(HEADER, name="a_fault", subject="access")
    with pytest.raises(RuleError):
        check_names([one, replace(one, id="other", aliases=("a-fault",))])


@pytest.mark.parametrize(
    ("sql", "fault"),
    [
        ("select current_date as d from x order by d", "reads a clock"),
        ("select now() as d from x order by d", "reads a clock"),
        ("select a / b as c from x order by c", "divides"),
        ("select a * 0.5 as c from x order by c", "uses floats"),
        ("select cast(a as double) as c from x order by c", "uses floats"),
        ("select a::date as c from x order by c", "casts with '::'"),
        ("select regexp_matches(a, b) as c from x order by c", "uses the function"),
        ("select a as offset from x order by a", "a reserved word"),
        ("select a from x where b not in (select c from y) order by a", "loses nulls"),
        ("select a from x", "no 'order by'"),
        ("select a from x order by a, b, c", "without 'nulls'"),
        ("select 1 as a order by a; drop table x", "more than one statement"),
        ("delete from x", "does more than select"),
    ],
)
def test_the_lint_sees_what_is_not_portable(sql, fault):
    assert any(fault in each for each in faults(sql))


def test_the_lint_leaves_words_in_strings_and_comments_alone():
    assert (
        faults("-- now / 0.5 is fine here\nselect 'now() / 2' as a from x order by a nulls last")
        == []
    )


def test_the_lint_sees_a_rule_that_fails_by_default():
    rule = replace(
        RULES[0],
        sql="select a, case when a = 1 then 'passes' else 'fails' end as verdict from x order by a nulls last",
    )
    assert any("'else'" in each for each in rule_faults(rule, ["a"]))


def test_evidence_and_views_share_no_name():
    assert not set(VIEWS) & set(EVIDENCE)


def test_the_lock_is_of_these_rules():
    assert LOCK.read_text(encoding="utf-8") == lock_text(RULES), (
        "a rule changed: run python -m amanat.rules.lock and say in the commit what changed"
    )


def test_any_word_of_a_rule_changes_its_version():
    rule = RULES[0]
    assert version(rule) != version(replace(rule, sql=rule.sql + " "))
    assert version(rule) != version(replace(rule, severity="low"))
