"""Read permission lists: who may open which place, in long or wide form."""

import re
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote

import pyarrow as pa

from amanat.detect import normalise
from amanat.evidence.extract_cells import Batch
from amanat.evidence.extract_colleagues import Colleagues
from amanat.evidence.extract_hosts import dominant, host_of, told_domains, within
from amanat.evidence.extract_plan import Plan
from amanat.evidence.extract_tables import Tables
from amanat.evidence.extract_titles import title_key, undated_key
from amanat.evidence.keys import Keys, fingerprint
from amanat.sources.fold import fold
from amanat.sources.model import GrantRule, Head

_YES: Final = frozenset({"1", "true", "yes"})
_DIGITS: Final = re.compile(r"^\d+$")


@dataclass(frozen=True, slots=True)
class _Group:
    """The columns of one grant in a row; None: no such column."""

    scope: tuple[int, ...]
    who: int | None
    domain: int | None
    may: int | None
    discovery: int | None
    deleted: int | None


@dataclass(frozen=True, slots=True)
class _Grant:
    row: int
    seq: int
    place: str | None
    title: str | None
    size: int | None
    opened_to: str | None
    domain: str | None
    who: str | None
    may: str | None


@dataclass(slots=True)
class Grants:
    """Collects `grants` of one unit. Lists are of thousands of rows: read row by row."""

    head: Head
    rule: GrantRule
    keys: Keys
    colleagues: Colleagues
    own_domains: tuple[str, ...] = ()
    _found: list[_Grant] = field(default_factory=list)
    _owners: set[tuple[str, str]] = field(default_factory=set)

    def add(self, batch: Batch, base: int, plan: Plan) -> None:
        """Read a batch."""
        groups = _groups(self.rule, self.head.folded)
        place = _first_of(self.rule.place_id, self.head.folded)
        title = _first_of(self.rule.place_title, self.head.folded)
        path = _first_of(self.rule.place_path, self.head.folded)
        size = _first_of(self.rule.size, self.head.folded)
        mime = _first_of(self.rule.mime, self.head.folded)
        texts: dict[int, list[str | None]] = {}

        def cell(ordinal: int | None, row: int) -> str | None:
            if ordinal is None:
                return None
            if ordinal not in texts:
                texts[ordinal] = batch.texts(ordinal).to_pylist()
            return texts[ordinal][row]

        count = batch.count
        owners = [_hosts(batch.texts(column.ordinal)) for column in plan.of("staff")]
        for row in range(count):
            file = cell(place, row) or cell(path, row) or self.head.place_key
            # Rows without an id are files of their own.
            key = f"row {row + base}" if file is None else f"file {file.strip()}"
            self._owners.update((key, hosts[row]) for hosts in owners if hosts[row])
            for seq, group in enumerate(groups):
                told = (cell(ordinal, row) for ordinal in group.scope)
                scope = next((each for each in told if each is not None), None)
                opened = None if scope is None else self._opened(scope, cell(group.discovery, row))
                if scope is None:
                    opened = self.rule.otherwise
                if (scope or opened) is None or _yes(cell(group.deleted, row)):
                    continue
                who = cell(group.who, row)
                self._found.append(
                    _Grant(
                        row + base,
                        seq,
                        # Two files of one name are two: a path is as good as an id.
                        file,
                        cell(title, row) or _last_part(cell(path, row)),
                        None if _native(cell(mime, row)) else _number(cell(size, row)),
                        opened,
                        cell(group.domain, row),
                        who,
                        self._may(cell(group.may, row)),
                    )
                )

    def finish(self, tables: Tables) -> None:
        """Write `grants`; users of other domains are guests where our own domain is known."""
        if not self._found:
            return
        mails = normalise.emails(pa.array([grant.who for grant in self._found], pa.large_string()))
        hosts = [host_of(mail) for mail in mails.to_pylist()]
        desks = normalise.role_mailbox(mails).to_pylist()
        ours = told_domains(self.own_domains)
        others = frozenset[str]()
        if not ours:
            told = self._told()
            ours = dominant(told)
            others = frozenset(host for _, host in told) - ours
        opened = [
            self._seen_from(ours, others, grant, host)
            for grant, host in zip(self._found, hosts, strict=True)
        ]
        who = fingerprint(mails, key=self.keys.sub("email"))
        own = [
            grant.opened_to == "user" and host in ours and not desk
            for grant, host, desk in zip(self._found, hosts, desks, strict=True)
        ]
        chosen = pa.array(own, pa.bool_())
        self.colleagues.add(mails.filter(chosen), who.filter(chosen), "email")
        tables.add(
            "grants",
            len(self._found),
            {
                "row_ordinal": [grant.row for grant in self._found],
                "seq": [grant.seq for grant in self._found],
                "place_key": [place_key(g.place, self.keys) for g in self._found],
                "title_key": [
                    None if g.title is None else title_key(g.title, self.keys) for g in self._found
                ],
                "undated_key": [
                    None if g.title is None else undated_key(g.title, self.keys)
                    for g in self._found
                ],
                "size": [grant.size for grant in self._found],
                "opened_to": opened,
                "who": who,
                "may": [grant.may for grant in self._found],
                "ours": own,
                "mark": self.rule.mark,
            },
        )

    def _told(self) -> set[tuple[str, str]]:
        """Return files and the domains of their owners; of grants to domains if none is told."""
        return self._owners or {
            (grant.place or f"row {grant.row}", grant.domain.strip().casefold())
            for grant in self._found
            if grant.opened_to == "domain" and grant.domain
        }

    def _seen_from(
        self, ours: frozenset[str], others: frozenset[str], grant: _Grant, host: str
    ) -> str | None:
        if grant.opened_to == "user" and host and not within(host, ours):
            # Another owner's domain may be a sister firm's or an agency's: nobody can tell.
            unclear = host in others or (others and not ours)
            return None if unclear else "guest" if ours else "user"
        domain = (grant.domain or "").strip().casefold()
        # Only settings tell all our domains: without them a sister firm's could be ours.
        if grant.opened_to == "domain" and domain and self.own_domains:
            return "domain" if within(domain, ours) else "outsider"
        return grant.opened_to

    def _opened(self, scope: str, discovery: str | None) -> str | None:
        for spelling in (fold(scope), scope.strip().casefold()):
            opened = self.rule.scope_values.get(spelling)
            if opened is not None:
                break
        else:
            return None
        if opened in ("anyone", "link") and self.rule.discovery:
            # Without the right to be found, only who has the link can open it.
            return "anyone" if _yes(discovery) else "link"
        return opened

    def _may(self, said: str | None) -> str | None:
        if said is None:
            return None
        return self.rule.may_values.get(fold(said)) or self.rule.may_values.get(
            said.strip().casefold()
        )


def _hosts(mails: pa.Array) -> list[str]:
    return [host_of(mail) for mail in normalise.emails(mails).to_pylist()]


def place_key(place: str | None, keys: Keys) -> bytes | None:
    """Return the fingerprint of a product's id of a page or file."""
    return None if place is None else keys.hash_text(place.strip(), "place")


def _last_part(path: str | None) -> str | None:
    """Return the name at the end of a path or link; None for the root of a site."""
    if path is None:
        return None
    bare = path.split("?", 1)[0] if "://" in path else path
    name = bare.replace("\\", "/").rstrip("/").rpartition("/")[2]
    return (unquote(name) if "://" in path else name) or None


def _groups(rule: GrantRule, folded: tuple[str, ...]) -> list[_Group]:
    wide = [name for name in rule.scope if "{n}" in name]
    if not wide:
        return [_group(rule, folded, None)]
    numbers = set()
    for name in wide:
        before, _, after = name.partition("{n}")
        for header in folded:
            middle = header[len(before) : len(header) - len(after)]
            if header.startswith(before) and header.endswith(after) and _DIGITS.match(middle):
                numbers.add(int(middle))
    return [_group(rule, folded, number) for number in sorted(numbers)]


def _group(rule: GrantRule, folded: tuple[str, ...], number: int | None) -> _Group:
    def named(names: tuple[str, ...]) -> int | None:
        return _first_of(tuple(n.replace("{n}", str(number)) for n in names), folded)

    beside = tuple(f"{name.rpartition('_')[0]}_deleted" for name in rule.scope if "_" in name)
    scopes = (name.replace("{n}", str(number)) for name in rule.scope)
    return _Group(
        tuple(folded.index(name) for name in scopes if name in folded),
        named(rule.who),
        named(rule.domain),
        named(rule.may),
        named(rule.discovery),
        named((*beside, "deleted")),
    )


def _first_of(names: tuple[str, ...], folded: tuple[str, ...]) -> int | None:
    return next((folded.index(name) for name in names if name in folded), None)


def _yes(text: str | None) -> bool:
    return text is not None and text.strip().casefold() in _YES


def _native(mime: str | None) -> bool:
    return mime is not None and mime.strip().casefold().startswith("application/vnd.google-apps")


def _number(text: str | None) -> int | None:
    return int(text) if text is not None and text.isascii() and text.strip().isdigit() else None
