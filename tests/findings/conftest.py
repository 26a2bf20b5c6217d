from dataclasses import dataclass
from datetime import date

import pytest

from amanat.engine.duckdb import DuckDB
from amanat.evidence.views import define_views
from amanat.findings.build import build_findings
from amanat.findings.model import ControlResult, Finding
from amanat.findings.rollup import roll_up
from amanat.law.load import controls
from amanat.rules.load import load_rules
from amanat.rules.run import judge_all


@dataclass(frozen=True)
class Audited:
    engine: DuckDB
    findings: tuple[Finding, ...]
    results: dict[str, ControlResult]

    def of(self, rule, verdict="fails"):
        return [each for each in self.findings if (each.rule, each.verdict) == (rule, verdict)]


@pytest.fixture
def audited(drawn_engine):
    """Judge drawn tables by every rule and make findings of them."""

    def run(**tables):
        as_of = date.fromisoformat(tables.get("as_of", "on_day\n2026-11-23").split()[1])
        engine = drawn_engine("select 1 from as_of", **tables)
        define_views(engine)
        rules, law = load_rules(), controls()
        engine.register("judged", judge_all(engine, rules))
        found = build_findings(engine, rules, law, as_of=as_of)
        results = roll_up(engine, rules, law, found, as_of=as_of)
        return Audited(engine, found, {each.control: each for each in results})

    return run


@pytest.fixture
def company():
    """Draw a small company with one fault of each kind that files alone can show."""
    return {
        "systems": """
            system_id  | product   | kind      | vendor_id | holds_personal | in_register | people | status
            notion     | notion    | docs      | notion    | yes            | false       | 4      | read
            freshdesk  | freshdesk | helpdesk  | freshworks| yes            | false       | 9      | partly
            clevertap  | clevertap | marketing | clevertap | yes            | false       | 3      | read
        """,
        "datasets": """
            dataset_id       | system_id | kind      | people | current_snapshot_id | layout | status | reason
            notion/pages     | notion    | documents | 4      | s-1                 | seen   | read   | -
            freshdesk/tickets| freshdesk | messages  | 9      | s-2                 | seen   | partly | bad_rows
            clevertap/profile| clevertap | table     | 3      | s-3                 | seen   | read   | -
        """,
        "snapshots": """
            snapshot_id | dataset_id        | relation | taken_at | taken_how
            s-1         | notion/pages      | current  | 900      | content
            s-2         | freshdesk/tickets | current  | 900      | content
            s-3         | clevertap/profile | current  | 900      | content
        """,
        "units": """
            unit_id | dataset_id        | snapshot_id | status | reason             | format
            u-1     | notion/pages      | s-1         | read   | -                  | markdown
            u-2     | freshdesk/tickets | s-2         | partly | bad_rows           | csv
            u-3     | clevertap/profile | s-3         | read   | -                  | csv
            u-4     | -                 | -           | skipped| agreement_not_read | pdf
            u-5     | -                 | -           | skipped| empty              | csv
        """,
        "places": """
            place_id          | dataset_id        | kind | title     | access | access_from       | people | records | text_records | status
            notion/pages/p-1  | notion/pages      | page | QBR notes | public | drive_permissions | 4      | 5       | 5            | read
            freshdesk/tickets | freshdesk/tickets | object | Tickets | -      | -                 | 9      | 30      | 30           | partly
            clevertap/profile | clevertap/profile | object | Profiles | -     | -                 | 3      | 3       | 0            | read
        """,
        "mentions": """
            unit_id | row_ordinal | column_ordinal | text_offset | text_length | category | dataset_id        | place_id          | field_id | kind          | tier      | masked | about  | person
            u-1     | 2           | 0              | 10          | 6           | health   | notion/pages      | notion/pages/p-1  | text     | topic         | likely    | false  | person | -
            u-1     | 3           | 0              | 11          | 6           | health   | notion/pages      | notion/pages/p-1  | text     | topic         | likely    | false  | person | -
            u-2     | 7           | 4              | 3           | 12          | aadhaar  | freshdesk/tickets | freshdesk/tickets | reply    | government_id | confirmed | false  | nobody | asha
        """,
        "mention_people": """
            place_id          | category | people | records
            notion/pages/p-1  | health   | 2      | 2
            freshdesk/tickets | aadhaar  | 1      | 1
        """,
        "fields": """
            dataset_id        | field_id   | title      | personal | category   | tier   | spdi_class | filled | score    | person_level | people
            clevertap/profile | churn-risk | Churn risk | yes      | score      | likely | none       | 3      | computed | true         | 3
        """,
        "field_columns": "unit_id | column_ordinal | dataset_id | field_id\nu-3 | 6 | clevertap/profile | churn-risk",
        "people": "person | kind\nasha | contact\nravi | contact\nboss | staff",
        "flows": """
            flow_id          | source_system_id | recipient_kind | recipient_id | recipient_system_kind | basis | list_id | uses_cs_data | layout | refuted
            hubspot>clevertap| hubspot          | system         | clevertap    | marketing             | list  | l-1     | true         | seen   | false
        """,
        "lists": "list_id | title | team\nl-1 | Winback | marketing",
        "flow_purposes": "flow_id | purpose_id\nhubspot>clevertap | class-marketing",
        "disclosures": """
            flow_id           | unit_id | row_ordinal | person | at_from | at_to | on_day     | continuing
            hubspot>clevertap | u-3     | 0           | asha   | 50      | 50    | 2026-03-02 | true
            hubspot>clevertap | u-3     | 1           | ravi   | 50      | 50    | 2026-03-02 | true
            hubspot>clevertap | u-3     | 2           | boss   | 50      | 50    | 2026-03-02 | true
        """,
        "consents": """
            unit_id | row_ordinal | seq | person | system_id | label_id  | purpose_id      | scope   | act      | at_from | at_to | seen_at | layout
            u-3     | 0           | 0   | asha   | clevertap | marketing | class-marketing | purpose | withdraw | 40      | 40    | 900     | seen
            u-3     | 2           | 0   | boss   | clevertap | marketing | class-marketing | purpose | withdraw | 40      | 40    | 900     | seen
        """,
    }
