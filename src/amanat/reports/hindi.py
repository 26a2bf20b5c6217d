"""The report in plain Hindi, for whoever decides and reads Hindi more easily than English.

The same facts as the English copy of the same kind, said anew by control: sentences of the rules
are not translated, so that nothing is lost between two texts of one finding.
"""

from collections import defaultdict
from datetime import date

from amanat.findings.model import Finding, Gap, Question, Report
from amanat.findings.naming import system_title
from amanat.reports.body import control, gaps
from amanat.reports.first import open_rows, people_text
from amanat.reports.hindi_words import (
    CONTROLS,
    MONTHS,
    OWNERS,
    QUESTIONS,
    ROWS,
    STANDINGS,
    STATUS,
    VERDICTS,
)
from amanat.reports.html import as_page
from amanat.reports.voice import Voice, voice_of
from amanat.reports.words import VERDICTS as SHAPES
from amanat.reports.words import dpdp_binds
from amanat.terms.numbers import grouped

_CRORE = 10_000_000


def render(report: Report, *, inside: bool) -> bytes:
    """Return the page, UTF-8; `inside` names places, else it may leave the house."""
    voice = voice_of(report, inside=inside)
    plan = report.projection
    return as_page(
        "hindi.html.j2",
        title=f"अमानत: {report.company or 'आपकी कंपनी'}, {_day(report.as_of)}",
        heading=f"ग्राहक-सेवा का डेटा: {report.company or 'आपकी कंपनी'}",
        sample=report.sample,
        meta=_meta(report, voice),
        numbers=(
            ("लोग", people_text(report, voice)),
            ("रिकॉर्ड", voice.count(report.records)),
            ("फ़ाइलें", grouped(report.files)),
        ),
        systems=[(_system(line.system, voice), STATUS[line.status]) for line in report.systems],
        worst=[_card(each, voice) for each in report.worst],
        today=_today(report),
        binds=f"{_day(plan.binds_on)} ({_day(plan.binds_alt)} पर भी बहस हो सकती है)",
        binds_now=dpdp_binds(report),
        caps=[
            (f"₹{grouped(line.cap_inr // _CRORE)} करोड़ तक", line.row, ROWS.get(line.row, ""))
            for line in sorted(report.schedule, key=lambda line: line.row)
        ],
        open_rows=open_rows(report, voice),
        questions=[
            (_question(each, report, voice), grouped(each.minutes), each.where if inside else "")
            for each in report.questions
        ],
        date=_date(report),
        controls=_controls(report, voice),
        shapes={verdict: shape for verdict, (_, _, shape) in SHAPES.items()},
        gaps=_gaps(report, voice),
        tasks=_tasks(report, inside=inside),
        inside=inside,
        version=report.version,
        audit_id=report.audit_id,
    )


def _day(on: date) -> str:
    return f"{on.day} {MONTHS[on.month - 1]} {on.year}"


def _meta(report: Report, voice: Voice) -> str:
    role = "" if report.role_confirmed else " कंपनी की भूमिका अभी पक्की नहीं बताई गई।"
    copy = "" if voice.inside else " बाहर भेजने लायक प्रति।"
    return (
        f"{_day(report.as_of)} की जाँच।{role}{copy} "
        f"क़ानून {_day(report.law_checked_up_to)} तक देखा गया।"
    )


def _systems(finding: Finding, voice: Voice) -> str:
    systems = finding.places.systems
    return ", ".join(_system(system, voice) for system in systems) or "रजिस्टर"


def _system(system: str, voice: Voice) -> str:
    return "फ़ाइलें और शीट" if system == "files" else voice.system(system, system_title(system))


def _question(question: Question, report: Report, voice: Voice) -> str:
    """Ask, and say about which system where the question is about one."""
    asked = QUESTIONS[question.reason]
    known = {line.system for line in report.systems}
    return f"{_system(question.subject, voice)}: {asked}" if question.subject in known else asked


def _people(finding: Finding, voice: Voice) -> str:
    return "लोग गिने नहीं जा सके" if finding.people is None else f"{voice.count(finding.people)} लोग"


def _card(gap: Gap, voice: Voice) -> dict[str, object]:
    finding = gap.finding
    words = CONTROLS[finding.control]
    return {
        "title": words.gap,
        "where": finding.where if voice.inside else _systems(finding, voice),
        "who": _people(finding, voice),
        "do": words.do,
        "minutes": grouped(gap.minutes),
        "standing": STANDINGS[finding.standing],
        "now": gap.binds_today,
    }


def _today(report: Report) -> tuple[str, ...]:
    """Return what binds on the day of the audit; other law is named in its own short name."""
    bound = [each for each in gaps(report) if each.standing == "binds today"]
    lines = []
    if not dpdp_binds(report):
        lines.append("डीपीडीपी अधिनियम (DPDP Act): अभी कोई जुर्माना नहीं लग सकता।")
    spdi = sum(each.control == "spdi-sensitive-consent-until-2027" for each in bound)
    if spdi:
        lines.append(
            f"एसपीडीआई नियम, आईटी अधिनियम धारा 43A: {grouped(spdi)} कमी; मुआवज़ा, कोई तय रक़म नहीं।"
        )
    if any(line.startswith("Aadhaar Act") for line in report.binds_today):
        lines.append("आधार अधिनियम, अगर आप पर लागू है (वकील से पूछें): ₹1 करोड़ तक।")
    return tuple(lines)


def _date(report: Report) -> str:
    plan = report.projection
    if plan.on is None:
        return "अभी कोई ऐसा काम नहीं जिससे कोई कमी बंद हो।"
    left = f" {grouped(plan.accepted)} मानी हुई कमियाँ इसमें नहीं हैं।" if plan.accepted else ""
    return (
        f"अगर {grouped(plan.tasks)} काम ({grouped(plan.minutes)} मिनट) समय पर हों, तो आख़िरी मालूम "
        f"कमी {_day(plan.on)} को बंद होगी।{left} जो आज लागू है वह इसका इंतज़ार न करे।"
    )


def _controls(report: Report, voice: Voice) -> list[dict[str, object]]:
    return [
        {
            "title": CONTROLS[result.control].title,
            "verdict": result.verdict,
            "said": VERDICTS[result.verdict],
            "counts": control(result, report, voice).counts,
        }
        for result in report.controls
    ]


def _gaps(report: Report, voice: Voice) -> list[dict[str, object]]:
    """Return the gaps by control, each line one finding."""
    by_control: dict[str, list[Finding]] = defaultdict(list)
    for finding in gaps(report):
        by_control[finding.control].append(finding)
    return [
        {
            "title": CONTROLS[name].gap,
            "do": CONTROLS[name].do,
            "places": [
                (
                    each.where if voice.inside else _systems(each, voice),
                    _people(each, voice),
                    STANDINGS[each.standing],
                )
                for each in found
            ],
        }
        for name, found in by_control.items()
    ]


def _tasks(report: Report, *, inside: bool) -> list[dict[str, object]]:
    return [
        {
            "order": task.order,
            "do": CONTROLS[task.control].do,
            "where": task.where if inside else "",
            "owner": OWNERS.get(task.owner, "ज़िम्मेदार"),
            "minutes": grouped(task.minutes),
            "due": _day(task.due_on),
        }
        for task in sorted(report.tasks, key=lambda task: task.order)
    ]
