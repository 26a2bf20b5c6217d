"""Mixpanel events and people, and the CleverTap audience that HubSpot contacts were sent to."""

import json
from typing import Final

import numpy as np

from amanat.sample.dice import Ints
from amanat.sample.hubspot import record_id
from amanat.sample.kit import Kit, moments, pick, stamp
from amanat.sample.names import CITIES
from amanat.sample.people import USERS_OF_TEN, Block, cased
from amanat.sample.planted import rows_by_block
from amanat.sample.writing import Csv

_EVENTS: Final = (
    "Signed in",
    "Dashboard viewed",
    "Report exported",
    "Filter changed",
    "Invite sent",
    "Board opened",
    "Search run",
    "Settings opened",
)
_PAGES: Final = ("dashboard", "reports", "boards", "settings", "search")
_SYSTEMS: Final = ("Android", "Windows", "iOS", "Mac OS X")

AUDIENCE: Final = (
    "CleverTap ID",
    "Identity",
    "Name",
    "Email",
    "Phone",
    "Customer Type",
    "First Seen",
    "Last Seen",
    "MSG-email",
    "MSG-sms",
    "MSG-push",
    "MSG-whatsapp",
    "HubSpot Record ID",
    "Lifecycle Stage",
)
#: Columns that come from the helpdesk: the audience is built on customer-success data.
FROM_SUPPORT: Final = ("Open ticket count", "Last ticket topic")


def _event_lines(kit: Kit, block: Block, rows: Ints, users: list[int], times: list[int]) -> str:
    dice = kit.plan.dice("mixpanel/what").throws(rows, 1 << 30).tolist()
    lines = []
    for row, what, user, second in zip(rows.tolist(), dice, users, times, strict=True):
        city = CITIES[block.city[user]]
        lines.append(
            f'{{"event": "{_EVENTS[what & 7]}", "properties": {{"time": {second}, '
            f'"distinct_id": "{block.customer[user]}", "$insert_id": "e{row:x}x{what:08x}", '
            f'"$browser": "Chrome", "$city": "{city[0]}", '
            f'"mp_country_code": "IN", "$os": "{_SYSTEMS[(what >> 3) & 3]}", "$current_url": '
            f'"https://app.{_HOST}/{_PAGES[(what >> 5) % 5]}", "mp_lib": "web", '
            f'"mp_processing_time_ms": {second * 1000 + (what & 1023)}}}}}\n'
        )
    return "".join(lines)


_HOST: Final = "saptarang.example.in"


def write_events(kit: Kit) -> None:
    """Write the raw export of events: one JSON object a line."""
    name = f"mixpanel-export-{kit.day('mixpanel')}.jsonl"
    extra = kit.plan.extra * 10
    late = stamp(kit.plan.exported("mixpanel")) - 3600
    with (kit.exports / name).open("wb") as handle:
        for block, first, last, at in rows_by_block(kit.plan, kit.people, kit.plan.events, extra):
            rows = np.arange(first, last, dtype=np.int64)
            ten = np.array(at, dtype=np.int64) // 10 * 10
            users = ten + kit.plan.dice("mixpanel/who").throws(rows, USERS_OF_TEN)
            users = np.where(users < len(block), users, ten)
            created = np.array(block.created, dtype=np.int64)[users]
            seen = np.array(block.seen, dtype=np.int64)[users]
            share = kit.plan.dice("mixpanel/when").throws(rows, 10_000)
            times = created + (seen - created) // 10_000 * share
            if first >= kit.plan.events:
                times = late - (rows - first) * 30
            handle.write(_event_lines(kit, block, rows, users.tolist(), times.tolist()).encode())
    kit.truth.file(name, kit.plan.events + extra)


def write_people(kit: Kit) -> None:
    """Write the profiles as the engage API gives them."""
    name = f"mixpanel-people-{kit.day('mixpanel')}.json"
    count = 0
    with (kit.exports / name).open("w", encoding="utf-8", newline="\n") as handle:
        handle.write(
            '{"page": 0, "page_size": 1000, "session_id": "1", "status": "ok", "results": ['
        )
        for start, stop in kit.people.blocks():
            block = kit.people.block(start, stop)
            seen = moments(kit.touched(block, "mixpanel"), gap="T")
            made = moments(block.created, gap="T")
            kit.canaries.add(block.email)
            kit.canaries.add(f"+91{phone}" for phone in block.phone)
            for p in np.flatnonzero(block.in_mixpanel).tolist():
                profile = {
                    "$distinct_id": block.customer[p],
                    "$properties": {
                        "$email": block.email[p],
                        "$name": block.name[p],
                        "$phone": f"+91{block.phone[p]}",
                        "$city": CITIES[block.city[p]][0],
                        "$country_code": "IN",
                        "$created": made[p],
                        "$last_seen": seen[p],
                    },
                }
                handle.write((",\n" if count else "\n") + json.dumps(profile, ensure_ascii=False))
                count += 1
        handle.write("\n]}\n")
    kit.truth.file(name, count)


def _profiles(kit: Kit, block: Block, name: str) -> list[list[str]]:
    emails = [cased(email, i + 3) for email, i in zip(block.email, block.index, strict=True)]
    kit.canaries.add(emails)
    seen = moments(kit.touched(block, "clevertap"))
    made = moments(block.created)
    stage = pick(kit, "hubspot/stage", block.index, ("Customer", "Opportunity", "Evangelist"))
    topic = pick(kit, "clevertap/topic", block.index, ("login", "billing", "reports", ""))
    strays = kit.plan.has("sharing-opted-out-active")
    reused = kit.plan.has("reuse-support-columns")
    rows: list[list[str]] = []
    active: list[int] = []
    quiet: list[int] = []
    agreed: list[int] = []
    for p, i in enumerate(block.index):
        if not block.in_clevertap[p]:
            continue
        stray = strays and block.stray[p]
        may = "true" if not block.opted_out[p] else "false"
        rows.append(
            [
                f"__{i * 2_654_435_761 % 2**32:08x}{i:08x}",
                block.customer[p],
                block.name[p],
                emails[p],
            ]
            + [f"+91{block.phone[p]}", "Platinum" if i % 9 == 0 else "Gold", made[p], seen[p]]
            + ["true" if stray else may, may, may, may, record_id(i), stage[p]]
            + ([str(i % 4), topic[p]] if reused else [])
        )
        if stray:
            active.append(i)
        elif block.opted_out[p]:
            quiet.append(i)
        elif block.opted_in[p]:
            agreed.append(i)
    if strays:
        kit.truth.plant("sharing-opted-out-active", name, len(active), active)
        if reused:
            kit.truth.plant("reuse-support-columns", name, len(active), active)
    kit.truth.plant("near-opted-out-inactive", name, len(quiet), quiet)
    kit.truth.plant("near-opted-in", name, len(agreed), agreed)
    return rows


def write_audience(kit: Kit) -> None:
    """Write the CleverTap profiles: HubSpot contacts, with HubSpot's record ids."""
    name = f"clevertap-profiles-{kit.day('clevertap')}.csv"
    reused = kit.plan.has("reuse-support-columns")
    with (kit.exports / name).open("wb") as handle:
        out = Csv(handle, [*AUDIENCE, *(FROM_SUPPORT if reused else ())])
        for start, stop in kit.people.blocks():
            out.write(_profiles(kit, kit.people.block(start, stop), name))
        kit.truth.file(name, out.close())
