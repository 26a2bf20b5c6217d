"""What could not be judged, as few questions: each names the one thing that settles it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Final

from amanat.engine.base import Engine
from amanat.evidence.views import question_list
from amanat.findings.model import Question
from amanat.findings.naming import Names, in_sentence, read_names, system_title
from amanat.rules.load import Rule
from amanat.terms.reasons import CANNOT_TELL

#: As many as one sitting takes; the others wait for the next audit.
FIRST_SCREEN: Final = 5
_TITLES_SHOWN: Final = 3

#: One answer or file settles these for every rule of a kind, whatever they are about.
_ONCE: Final = {
    "consent_none_found": "Is the consent ledger among the files, and is it all?",
    "consent_later_only": "Is the consent ledger among the files, and is it all?",
    "consent_undated": "When did people say yes? The consents read have no times.",
    "consent_overlap": "When exactly did people say yes or no?",
    "consent_state_only": "Since when have people opted out? Only the state at export is known.",
    "person_unmatched": "Whose are the rows without e-mail or phone?",
    "notice_unread": "What does the privacy notice name?",
    "staff_list_missing": "Who of those with access still works here?",
    "reads_unknown": "Which fields does your work use?",
    "register_not_complete": "Is what the register says of {subject} all there is?",
}
#: One answer or file for each system.
_BY_SYSTEM: Final = {
    "access_unknown": "Who can open what lies in {system}?",
    "content_unknown": "Does {system} hold data about people?",
    "field_unknown": "What do the columns of {system} that nobody knows hold?",
    "disclosure_undated": "When were people put on the lists in {system}?",
    "layout_unseen": "Do the columns of {system} mean what their names suggest?",
    "definition_unreadable": "How were the lists in {system} made?",
    "channel_unknown": "By which channel does {system} reach people?",
    "place_partly_read": "Can the rest of {system} be exported again?",
    "instance_assumed": "Are the exports of {system} of one account?",
    "absence_from_partial_export": "Is the export of {system} filtered?",
    "vendor_unresolved": "Which firm runs {system}?",
    "written_consent_unsaid": "Did people consent in writing to the sensitive data in {system}?",
    "contract_unread": "What does the agreement for {system} say: party, term, dates?",
    "contract_missing_file": "Where is the agreement for {system}?",
    "contract_proof_unclear": "Was the agreement for {system} signed or accepted?",
    "contract_party_unclear": "Which entity is the party of the agreement for {system}?",
    "contract_service_unclear": "Does the agreement cover {system}?",
    "contract_term_unknown": "How long does the agreement for {system} run?",
    "relation_ended": "Which agreement covered {system} while it was in use?",
    "label_unmapped": "What are the consent labels of {system} for?",
    "retention_untied": "How long is personal data kept in {system}?",
    "copy_rule_unsaid": "How long are copies of {original} kept?",
}
#: One answer for each thing.
_BY_THING: Final = {
    "purpose_unknown": "What is the list or flow into {system} for?",
    "purposes_differ": "Which purpose does the list or flow into {system} serve?",
    "access_need_unsaid": "Do all who can open a place in {system} need it?",
    "about_unclear": "Are the words in a place of {system} about a person?",
    "copy_undated": "When was a copy of {original} made?",
    "erased_undated": "When did {original} erase people who stand in a copy?",
    "tier_low": "Are the numbers in a place of {system} what they look like?",
    "score_kind_unclear": "Is a score in {system} computed, or said by the person?",
    "score_level_unclear": "Is a score in {system} about a person or about a firm?",
    "class_unclear": "Which kind of sensitive data does {system} hold?",
    "role_unknown": "Is {vendor} a processor, or does it decide for itself?",
    "review_undated": "When was {vendor} reviewed?",
    "review_scope_unsaid": "Does the review of {vendor} cover the service in use?",
    "ground_other_words": "Which ground of the Act stands behind the purpose {purpose}?",
    "ground_fact_missing": "Which fact stands behind section 7 for the purpose {purpose}?",
    "ground_silent": "What ground stands behind the purpose {purpose}?",
}
#: What the register may say that it is complete for, by what a rule judges.
_SUBJECT_OF: Final = {
    "system-outside-inventory": "systems",
    "purpose-without-ground": "purposes",
    "processor-without-contract": "agreements",
    "processor-not-verified": "vendor reviews",
    "score-not-declared": "notices",
    "retention-rule-missing": "keeping rules",
}


@dataclass(slots=True)
class _Asked:
    """One question while its rows are gathered."""

    reason: str
    about: str
    text: str
    subject: str
    settles: int = 0
    where: set[str] = field(default_factory=set)


def questions(
    engine: Engine, rules: Sequence[Rule], *, limit: int | None = FIRST_SCREEN
) -> tuple[Question, ...]:
    """Return what to ask, what settles most rows first, then what takes fewer minutes.

    Args:
        engine: holds the evidence tables, the derived views and `judged`.
        rules: the rules that gave `judged`.
        limit: how many at most; None: all.
    """
    names = read_names(engine)
    by_id = {rule.id: rule for rule in rules}
    labels = _labels(engine)
    asked: dict[tuple[str, str], _Asked] = {}
    for row in question_list(engine).to_pylist():
        rule = by_id[row["rule_id"]]
        subject = dict(zip(rule.identity, json.loads(row["identity"]), strict=True))
        labels_of = row["label_system_id"]
        one = _question(row["reason"], rule.id, subject, names, labels_of)
        kept = asked.setdefault((one.reason, one.about), one)
        kept.settles += int(row["settles"])
        kept.where |= labels.get(labels_of) or {names.where(subject)}
    ordered = sorted(
        asked.values(),
        key=lambda each: (
            -each.settles,
            CANNOT_TELL[each.reason].minutes,
            each.reason,
            each.about,
        ),
    )
    return tuple(_frozen(each) for each in ordered[:limit])


def _labels(engine: Engine) -> Mapping[str, set[str]]:
    """Return for each system its consent labels that no purpose is known of."""
    found: dict[str, set[str]] = {}
    for row in engine.query(
        "select distinct system_id, label_id from consents"
        " where purpose_id is null and scope <> 'all' order by system_id, label_id"
    ).to_pylist():
        label = f"{system_title(row['system_id'])}, label “{row['label_id']}”"
        found.setdefault(row["system_id"], set()).add(label)
    return found


def _question(
    reason: str,
    rule_id: str,
    subject: Mapping[str, str | None],
    names: Names,
    labels_of: str | None,
) -> _Asked:
    if reason in _ONCE:
        said = _SUBJECT_OF.get(rule_id, "it")
        about = said if reason == "register_not_complete" else "all"
        return _Asked(reason, about, _ONCE[reason].format(subject=said), about)
    system = labels_of or names.system_of(subject) or subject.get("vendor_id")
    words = names.words(subject, None, 1) | {"system": in_sentence(system)}
    if reason in _BY_SYSTEM:
        about = system or "unknown"
        return _Asked(reason, about, _BY_SYSTEM[reason].format_map(words), about)
    thing = json.dumps([*_things(subject)])
    text = _BY_THING.get(reason, CANNOT_TELL[reason].sentence).format_map(words)
    return _Asked(reason, thing, text, system or "register")


def _things(subject: Mapping[str, str | None]) -> Sequence[str | None]:
    # Rules that judge one thing from two sides are settled by one answer.
    if subject.get("kind") == "place":
        return [subject["subject_id"]]
    for name in ("place_id", "flow_id", "vendor_id"):
        if name in subject:
            return [subject[name]]
    return list(subject.values())


def _frozen(asked: _Asked) -> Question:
    reason = CANNOT_TELL[asked.reason]
    where = sorted(asked.where)
    more = f" and {len(where) - _TITLES_SHOWN} more" if len(where) > _TITLES_SHOWN else ""
    key = json.dumps([asked.reason, asked.about]).encode()
    return Question(
        id="q-" + blake2b(key, digest_size=4).hexdigest(),
        reason=asked.reason,
        subject=asked.subject,
        text=asked.text,
        where="; ".join(where[:_TITLES_SHOWN]) + more,
        settled_by=reason.settled_by,
        settles=asked.settles,
        minutes=reason.minutes,
    )


def all_reasons() -> dict[str, str]:
    """Return the question's words for each reason code, for the test that none is without."""
    return {**_ONCE, **_BY_SYSTEM, **_BY_THING}
