"""Numbers of people that stand in notes, a kind each, and numbers that only look like them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from amanat.sample import ids
from amanat.sample.dice import Dice


@dataclass(frozen=True, slots=True)
class Numbered:
    """A number in the notes of one file: a fault, or a near miss of the fault `beside`.

    `category` is what it is, or what it must not be taken for; `usual`: how many notes in the
    default company; `what`: the sentence of the truth; `clear`: what was read settles that it is
    nobody's.
    """

    id: str
    label: str
    category: str
    usual: int
    value: Callable[[Dice, int], str]
    texts: tuple[str, ...]
    what: str
    beside: str | None = None
    clear: bool = False


#: Order fixes the rows: append, never insert.
NUMBERED: Final = (
    Numbered(
        "ids-vid-tickets", "freshdesk/tickets", "aadhaar_vid", 6, ids.virtual_id,
        (
            "{name} shared the virtual id {value} for the e-sign step.",
            "VID {value} hai, {name} ne portal par daala.",
        ),
        "Freshdesk tickets hold virtual ids that stand for Aadhaar numbers.",
    ),
    Numbered(
        "ids-voter-tickets", "freshdesk/tickets", "voter_id", 5, ids.voter_id,
        ("Voter id {value} of {name} was attached as proof.",),
        "Freshdesk tickets hold voter ids.",
    ),
    Numbered(
        "near-batch-number", "freshdesk/tickets", "passport", 5, ids.passport,
        ("Batch {value} for {firm} came without its label.",),
        "A letter and seven digits without the word for it: a batch, not a passport.",
        "ids-passport-hubspot-tickets",
    ),
    Numbered(
        "ids-passport-hubspot-tickets", "hubspot/tickets", "passport", 5, ids.passport,
        ("{name} sent passport no {value} for the visit to the office.",),
        "HubSpot tickets hold passport numbers.",
    ),
    Numbered(
        "near-docket-number", "hubspot/tickets", "voter_id", 5, ids.voter_id,
        ("Docket {value} for {firm} is on its way.",),
        "Three letters and seven digits of a courier, no voter id.",
        "ids-voter-tickets",
    ),
    Numbered(
        "near-payment-reference", "hubspot/tickets", "iban", 5, ids.payment_reference,
        ("Transfer {value} of {firm} is not in the statement.",),
        "The shape of an IBAN with wrong check digits: a transfer, not an account.",
        "ids-iban-cases",
    ),
    Numbered(
        "ids-licence-cases", "salesforce/case", "driving_licence", 5, ids.driving_licence,
        ("Driving licence {value} of {name} came with the rental form.",),
        "Salesforce cases hold driving licences.",
    ),
    Numbered(
        "ids-iban-cases", "salesforce/case", "iban", 4, ids.iban,
        ("{name} wants the refund in Dubai, IBAN {value}.",),
        "Salesforce cases hold IBANs of people.",
    ),
    Numbered(
        "near-video-number", "salesforce/case", "aadhaar_vid", 5, ids.video_number,
        ("The training video with vid {value} does not play for {firm}.",),
        "Sixteen digits with a wrong check digit: a video, not a virtual id.",
        "ids-vid-tickets",
    ),
    Numbered(
        "near-long-order", "salesforce/case", "uan", 5, ids.uan,
        ("Order {value} of {firm} was billed twice.",),
        "Twelve digits that begin with 10 without the word for it: an order.",
        "ids-uan-tasks",
    ),
    Numbered(
        "ids-abha-tasks", "salesforce/task", "abha", 5, ids.abha,
        ("{name} gave the ABHA number {value} for the corporate check-up.",),
        "Salesforce tasks hold numbers of the health mission.",
    ),
    Numbered(
        "ids-uan-tasks", "salesforce/task", "uan", 4, ids.uan,
        ("UAN {value} of {name} goes on the provident fund form.",),
        "Salesforce tasks hold provident fund numbers.",
    ),
    Numbered(
        "near-seat-licence", "salesforce/task", "driving_licence", 5, ids.seat_licence,
        ("Licence number {value} of {firm} ends next month.",),
        "The number of a licence of software.",
        "ids-licence-cases",
    ),
    Numbered(
        "near-shipment-number", "salesforce/task", "abha", 5, ids.shipment,
        ("Shipment {value} for {firm} left the warehouse.",),
        "Digits cut like an ABHA number with a wrong check digit: a shipment.",
        "ids-abha-tasks",
    ),
    Numbered(
        "near-help-page", "freshdesk/tickets", "url", 6,
        lambda _, n: f"https://help.example.com/articles/{n + 101}",
        ("Sent {name} the page {value} about exports.",),
        "The address of a page is no number of a person.", "ids-voter-tickets", clear=True,
    ),
    Numbered(
        "near-deductor-number", "hubspot/tickets", "tan", 4, ids.tan,
        ("{firm} wants TAN {value} on each invoice.",),
        "The number of a firm that deducts tax.", "ids-pan-hubspot-tickets", clear=True,
    ),
    Numbered(
        "near-company-number", "salesforce/case", "cin", 4, ids.cin,
        ("The agreement is with {firm}, CIN {value}.",),
        "The number of a company.", "ids-licence-cases", clear=True,
    ),
)  # fmt: skip
