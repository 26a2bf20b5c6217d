"""What customer-success teams write: ordinary words in English and Hinglish, and what is planted.

Ordinary lines hold nothing about health, money, family, belief, politics, crime or children, so
that each sensitive line in the sample is one of `planted.py`.
"""

from typing import Final

from amanat.sample.dice import Ints
from amanat.sample.people import Block, firm_name, spelled
from amanat.sample.plan import Plan

SUBJECTS: Final = (
    "Dashboard loads slowly",
    "How to add users",
    "Export button greyed out",
    "Invoice copy needed",
    "API key rotation",
    "SSO login loop",
    "Webhook retries",
    "Training for new team",
    "Report totals differ",
    "Mobile app update",
    "Renewal paperwork",
    "Bulk upload fails at row 500",
    "Change of plan",
    "Reminder mails go out twice",
    "Need an older report again",
    "Workflow stuck at approval",
)

OPENERS: Final = (
    "Spoke to {name} of {firm}.",
    "Call with {name} ({firm}).",
    "{name} wrote in about the portal.",
    "Quarterly review with {firm}.",
    "Kickoff meeting with {firm}, {name} led it.",
    "{name} ji se baat hui.",
    "{firm} ki team se call hua.",
    "Ticket opened by {name}.",
    "Follow-up on last week's mail from {name}.",
    "Demo given to {firm}.",
    "{name} joined late, {firm} had two more people on the call.",
    "Chat with {name} on the in-app widget.",
    "नमस्ते टीम, {firm} की ओर से संदेश आया है।",
    "Onsite visit at {firm}.",
)

MIDDLES: Final = (
    "The dashboard takes eleven seconds to load when the date range is a year.",
    "They want to add {n} seats before the next quarter.",
    "Invoice INV-{year}-{n:04d} was sent again as PDF.",
    "The export button stays grey for users with the viewer role.",
    "SSO works now after the certificate was renewed.",
    "Webhook retries were raised from 3 to 5.",
    "Report totals differ by {n} rows because of the time zone setting.",
    "Admin rights were given for the pilot workspace.",
    "Training ke liye {n} log aayenge, link bhej diya.",
    "Login issue tha, naye link se theek ho gaya.",
    "Unko naya report builder bahut pasand aaya.",
    "Bulk upload stopped at row {n}; the template had an extra column.",
    "Asked for a sandbox to try the new API version.",
    "They compare us with two other tools and decide in March.",
    "The approval workflow skips a step when the approver is away.",
    "Reminder mails go out twice since release 4.{small}.",
    "Integration with their ERP needs a field mapping of {n} columns.",
    "Wanted to know how to archive old projects.",
    "Plan upgrade discussed, quote for {n} seats to follow.",
    "Filters on the pipeline board reset after each refresh.",
    "Asked whether data stays in the Mumbai region; answered yes.",
    "Usage is up by {small} percent since the rollout.",
    "The new starter checklist was shared with the whole team.",
    "Data import from the old system is done, {n} rows were skipped.",
    "Mobile app crashes on Android when offline; logs attached.",
    "Renewal ke liye quotation bhejna hai, deadline Friday.",
    "Kaam ho gaya, ticket close kar sakte hain.",
    "They need the audit log for the last {small} weeks.",
    "Two-step login will be switched on for all their users.",
    "The champion moved to another team, a new one will be named.",
    "Dashboard ka load time kam karna hai, screenshot mila.",
    "रिपोर्ट डाउनलोड नहीं हो रही थी, अब ठीक है।",
    "Feature request: colour tags for accounts (asked for {n} times).",
    "Contract copy to be uploaded to the deal, version {small}.",
)

ENDINGS: Final = (
    "Next step: send the summary by Monday.",
    "Will check again on {day}.",
    "Closed after confirmation.",
    "Handed over to the product team as PRD-{n}.",
    "No further action.",
    "Follow up on {day}.",
    "Agla call {day} ko.",
    "Waiting for their IT team.",
    "Screenshots are in the shared folder.",
    "Priority lowered to normal.",
    "Please loop in the account owner.",
    "Reach {name} at {phone} after 3 pm.",
    "Send the invite to {email}.",
    "धन्यवाद।",
)


def ordinary(plan: Plan, label: str, rows: Ints, block: Block, at: list[int]) -> list[str]:
    """Return a note for each row about person `at[i]` of the block: three or four sentences."""
    opener = plan.dice(f"{label}/opener").throws(rows, len(OPENERS)).tolist()
    middle = plan.dice(f"{label}/middle").throws(rows, len(MIDDLES)).tolist()
    second = plan.dice(f"{label}/second").throws(rows, 2 * len(MIDDLES)).tolist()
    ending = plan.dice(f"{label}/ending").throws(rows, len(ENDINGS)).tolist()
    number = (2 + plan.dice(f"{label}/number").throws(rows, 900)).tolist()
    notes = []
    for o, m, s, e, n, person in zip(opener, middle, second, ending, number, at, strict=True):
        form = f"{OPENERS[o]} {MIDDLES[m]} "
        if s < len(MIDDLES) and s != m:
            form += f"{MIDDLES[s]} "
        form += ENDINGS[e]
        if n % 11 == 0:  # people press Enter: a cell of several lines
            form = form.replace(". ", ".\n", 1)
        notes.append(
            form.format(
                name=block.name[person],
                firm=firm_name(block.firm[person]),
                phone=spelled(block.phone[person], n),
                email=block.email[person],
                n=n,
                small=n % 12 + 2,
                year=2019 + n % 8,
                day=f"{n % 27 + 1} {('Jan', 'Apr', 'Jul', 'Oct')[n % 4]}",
            )
        )
    return notes


def subjects(plan: Plan, label: str, rows: Ints) -> list[str]:
    """Return an ordinary subject line for each row."""
    picked = plan.dice(f"{label}/subject").throws(rows, len(SUBJECTS)).tolist()
    return [SUBJECTS[number] for number in picked]
