from amanat.findings.questions import all_reasons, questions
from amanat.rules.load import load_rules
from amanat.terms.reasons import CANNOT_TELL

RULES = load_rules()


def test_every_reason_has_a_question():
    assert set(all_reasons()) == set(CANNOT_TELL)


def test_at_most_five_questions_ordered_by_what_each_settles(audited, company):
    engine = audited(**company).engine
    asked = questions(engine, RULES)
    assert 1 <= len(asked) <= 5
    assert [each.settles for each in asked] == sorted(
        (each.settles for each in asked), reverse=True
    )
    assert all(each.settled_by and each.minutes is not None for each in asked)
    assert len({each.id for each in asked}) == len(asked)


def test_every_row_that_cannot_be_told_waits_for_exactly_one_question(audited, company):
    engine = audited(**company).engine
    untold = engine.query("select count(*) as n from judged where verdict = 'cannot_tell'")
    asked = questions(engine, RULES, limit=None)
    assert sum(each.settles for each in asked) == untold.to_pylist()[0]["n"]


def test_one_answer_that_settles_many_lists_is_one_question(audited, company):
    company["flows"] += (
        "            hubspot>mailchimp | hubspot | system | mailchimp | newsletter | list | - | true"
        " | seen | false\n"
    )
    company["flow_purposes"] += "\nhubspot>mailchimp | class-marketing"
    company["disclosures"] += (
        "            hubspot>mailchimp | u-3 | 9 | ravi | 50 | 50 | 2026-03-02 | true\n"
    )
    asked = questions(audited(**company).engine, RULES, limit=None)
    ledger = [each for each in asked if each.reason == "consent_none_found"]
    assert len(ledger) == 1
    assert ledger[0].settles == 4  # two people in two flows, judged by two rules


def test_access_is_asked_once_a_system_and_titles_stay_in_where(audited, company):
    asked = questions(audited(**company).engine, RULES, limit=None)
    (access,) = [
        each for each in asked if (each.reason, each.subject) == ("access_unknown", "freshdesk")
    ]
    assert access.text == "Who can open what lies in Freshdesk?"
    assert "Tickets" in access.where
    assert all("Tickets" not in each.text and "QBR" not in each.text for each in asked)


def test_a_label_is_asked_of_the_system_that_has_it_and_never_one_about_everything(
    audited, company
):
    company["consents"] += (
        "            u-9     | 0           | 0   | ravi   | salesforce | partner-news | -"
        "               | purpose | give     | 40      | 40    | 900     | seen\n"
        "            u-3     | 0           | 1   | asha   | clevertap | email-messages | -"
        "              | all     | state_out | -      | -     | 100     | looks_like\n"
    )
    asked = questions(audited(**company).engine, RULES, limit=None)
    (label,) = [each for each in asked if each.reason == "label_unmapped"]
    assert label.subject == "salesforce"
    assert label.text == "What are the consent labels of Salesforce for?"
    assert label.where == "Salesforce, label “partner-news”"
