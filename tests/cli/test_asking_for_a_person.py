"""`amanat person`: where somebody's data is, for an answer to a request; nothing is kept of it."""

import json

from walk import company, walked

__all__ = ["company", "walked"]


def mails(company):
    return [each for each in company.values if "@" in each and each.isascii()]


def ask(home, *lines, form="json"):
    done = home.run("person", "--format", form, stdin="\n".join(lines).encode())
    assert done.code == 0, done.errors
    return json.loads(done.out) if form == "json" else done.text


def test_a_mail_gives_the_datasets_and_flows_of_its_person(company, walked):
    answers = ask(walked, *mails(company)[:120])
    found = [each for each in answers if each["found"]]
    assert len(found) > 60
    assert all(each["datasets"] for each in found)
    assert any(each["flows"] for each in found)
    assert any(each["consents"] for each in found)
    systems = {row["dataset_id"].split("/")[0] for each in found for row in each["datasets"]}
    assert {"hubspot", "salesforce"} <= systems
    assert [each["line"] for each in answers] == list(range(len(answers)))


def test_another_spelling_of_a_mail_is_the_same_person(company, walked):
    known = next(each for each in ask(walked, *mails(company)[:40]) if each["found"])
    mail = mails(company)[known["line"]]
    small, large = ask(walked, mail, f"  {mail.upper()} ")
    assert small["datasets"] == large["datasets"] == known["datasets"]


def test_other_spellings_of_a_number_are_the_same_person(company, walked):
    phones = [each for each in company.values if each.startswith("+91")]
    known = next(each for each in ask(walked, *phones[:60]) if each["found"])
    digits = "".join(each for each in phones[known["line"]] if each.isdigit())[2:]
    answers = ask(walked, digits, f"0{digits}", f"+91-{digits[:5]}-{digits[5:]}")
    assert [each["datasets"] for each in answers] == [known["datasets"]] * 3


def test_a_stranger_is_not_found_and_the_answer_repeats_no_identifier(walked):
    text = ask(walked, "nobody.at.all@example.org", form="text")
    assert "not found in what was read" in text
    assert "nobody.at.all" not in text


def test_no_identifier_is_an_error_of_use(walked):
    done = walked.run("person", stdin=b"\n  \n")
    assert done.code == 2
    assert "one a line" in done.errors
