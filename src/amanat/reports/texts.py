"""Texts that are ready to send: they name places and tools, never a person; whom to is hers."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from amanat.findings.model import Finding, Report
from amanat.findings.naming import system_title
from amanat.reports.first import caps, later, people_text, today_panel
from amanat.reports.screen import HIDDEN, MARK, screened
from amanat.reports.voice import Share
from amanat.reports.words import codes, counted, day, distance, duration, spelled

PLACES: Final = frozenset(
    {
        "access-limited-to-need",
        "notes-sensitive-open-access",
        "notes-government-and-payment-ids",
    }
)
_PAPERS: Final = "processor-contract-signed"
_REVIEW: Final = "processor-compliance-verified"
_OPEN: Final = frozenset({"access-limited-to-need", "notes-sensitive-open-access"})
#: Vendors answer within six weeks or not at all.
_ANSWER: Final = timedelta(days=45)
_TO: Final = "To: (you fill this in)\n"


@dataclass(frozen=True, slots=True)
class Text:
    """A text as a file: its name, subject and body."""

    name: str
    subject: str
    body: str

    def file(self) -> bytes:
        """Return the file's content, UTF-8."""
        body = HIDDEN.sub(MARK, self.body)
        return f"{_TO}Subject: {screened(self.subject)}\n\n{body}\n".encode()


def texts(report: Report) -> tuple[Text, ...]:
    """Return a page for the founder, a mail an open place, a mail a vendor without papers."""
    gaps = [finding for finding in report.findings if finding.verdict == "fails"]
    known = codes(tuple(finding.id for finding in report.findings))
    places: dict[str, list[Finding]] = defaultdict(list)
    vendors: dict[str, list[Finding]] = defaultdict(list)
    for finding in gaps:
        if finding.control in PLACES and finding.subject.get("kind") != "account":
            places[finding.where].append(finding)
        elif finding.control in (_PAPERS, _REVIEW):
            vendors[finding.subject["vendor_id"]].append(finding)
    return (
        founder(report),
        *(
            owner(where, found, report.as_of, code=known[min(each.id for each in found)])
            for where, found in sorted(places.items())
        ),
        *(vendor(name, found, report.as_of) for name, found in sorted(vendors.items())),
    )


def founder(report: Report) -> Text:
    """Return the page for whoever decides; it says no place and may leave the house."""
    voice = Share(report)
    lines = [
        (
            "We looked at the customer data in our customer-success tools on "
            f"{day(report.as_of)}: {counted(len(report.systems), 'system')}, data of "
            f"{people_text(report, voice)} people."
        ),
        "",
        "The worst gaps:" if report.worst else "No gap was found in what was read.",
    ]
    for number, gap in enumerate(report.worst, start=1):
        title, where, who, do = voice.card(gap)
        lines += [f"{number}. {title}", f"   Where: {where}. Who: {who}.", f"   Do: {do}"]
    lines += ["", "What binds today:"]
    lines += [
        f"- {': '.join(part for part in (law.name, law.rest) if part)}"
        for law in today_panel(report, voice)
    ]
    head, doubt = later(report)
    lines += ["", f"{head} {doubt}, at most, row by row, not a forecast:"]
    lines += [f"- {cap.words}: {cap.what}" for cap in caps(report)] or ["- no gap under a row"]
    lines += [
        "",
        "Action taken early and well counts: the Board weighs it when it sets a sum, s.33(2)(e).",
        "",
        *_wanted(report),
    ]
    return Text("founder.txt", "Customer data: where we stand", "\n".join(lines))


def _wanted(report: Report) -> list[str]:
    plan = report.projection
    if plan.on is None:
        return ["What I need: answers to the open questions; then this page says more."]
    word = "task" if plan.tasks == 1 else "tasks"
    return [
        (
            f"What I need: a yes to {spelled(plan.tasks)} {word} ({duration(plan.minutes)} in "
            "all), an owner for each."
        ),
        f"Then the last gap that we know of closes on {day(plan.on)}, {distance(report)}.",
    ]


def owner(where: str, gaps: Sequence[Finding], as_of: date, *, code: str) -> Text:
    """Return the mail to the owner of a place; it speaks of settings, not of who did what."""
    steps = []
    if any(gap.control in _OPEN for gap in gaps):
        steps.append("Share, General access: Restricted, Done (elsewhere: its sharing settings).")
        steps.append("Say who needs it for their work; they get access by name.")
    if any(gap.control != "access-limited-to-need" for gap in gaps):
        steps.append(
            "Call me: I show you on my screen what should not stand there; you mask or delete it."
        )
    minutes = max(gap.minutes for gap in gaps)
    what = "close" if any(gap.control in _OPEN for gap in gaps) else "clear up"
    body = [
        "Hello,",
        (
            f"a check of our customer data found something to {what} in {where}. It is about the "
            "setting or what is kept there, not about who wrote what."
        ),
        *(f"{number}. {step}" for number, step in enumerate(steps, start=1)),
        (
            f"It takes about {counted(minutes, 'minute')}. Can you do it by "
            f"{day(as_of + timedelta(days=7))}?"
        ),
        "Thank you.",
    ]
    return Text(
        f"owner-{code}.txt", f"A few minutes: something to {what} in {where}", "\n".join(body)
    )


def vendor(name: str, gaps: Sequence[Finding], as_of: date) -> Text:
    """Return the mail that asks a vendor for its agreement, its certificate, or both."""
    products = sorted(
        {system_title(gap.subject["system_id"]) for gap in gaps if "system_id" in gap.subject}
    )
    product = " and ".join(products) or "your product"
    by = day(as_of + _ANSWER)
    asked = []
    reasons = []
    if any(gap.control == _PAPERS for gap in gaps):
        reasons.append("find no agreement in force")
        asked += [
            "your data processing agreement for our company and this product, to sign;",
            "where the data is kept, and your sub-processors;",
            "how many hours after a breach you tell us (we need well under 72);",
            "how we have data erased, and what proof we get.",
        ]
    if any(gap.control == _REVIEW for gap in gaps):
        reasons.append("hold no current proof of its protection")
        asked.append(
            "your latest ISO 27001 certificate or SOC 2 Type 2 report, with scope and period."
        )
    body = [
        "Hello,",
        (
            f"we use {product} with personal data of people in India and {' and '.join(reasons)}. "
            f"Please send us by {by}:"
        ),
        *(f"{number}. {one}" for number, one in enumerate(asked, start=1)),
    ]
    if asked[0].startswith("your data processing"):
        body.append(
            "If our plan comes without an agreement, tell us how to export our data and close the "
            "account."
        )
    body.append("Thank you.")
    return Text(
        f"vendor-{name.replace('/', '-')}.txt", f"Papers for {product}, by {by}", "\n".join(body)
    )
