"""Read people's choices: one row for each act or state that a cell tells."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import pyarrow as pa

from amanat.evidence.extract_cells import Batch, Cells, Ints
from amanat.evidence.extract_tables import Tables
from amanat.evidence.extract_times import ZONES, Bounds, Decided
from amanat.evidence.extract_titles import label_by_id, label_of
from amanat.evidence.keys import Keys
from amanat.sources.fold import fold
from amanat.sources.model import ConsentRule, Head

#: A rule's columns begin `_STRIDE` apart, so that `seq` is the same whatever the other columns.
_STRIDE: Final = 64
_SPELLINGS: Final = {
    "email": "email e_mail mail msg_email",
    "sms": "sms text msg_sms",
    "voice": "voice call calls phone mobile telephone",
    "whatsapp": "whatsapp wa msg_whatsapp",
    "push": "push app msg_push notification",
    "post": "post mailingaddress mailing_address letter",
    "web": "web site website",
}
_CHANNELS: Final = {word: name for name, words in _SPELLINGS.items() for word in words.split()}


@dataclass(frozen=True, slots=True)
class _Column:
    """One column that tells choices, by one rule."""

    ordinal: int
    seq: int
    rule: ConsentRule
    label: str | None
    label_from: int | None
    channel_from: int | None
    at: int | None


@dataclass(slots=True)
class Consents:
    """Collects `consents` of one unit; their times are told at its end."""

    product: str | None
    columns: tuple[_Column, ...]
    keys: Keys
    _parts: list[tuple[_Column, Ints, dict[str, pa.Array]]] = field(default_factory=list)

    @classmethod
    def of(cls, head: Head, keys: Keys) -> "Consents":
        """Find the columns that the layout's consent rules speak of."""
        found = []
        for number, rule in enumerate(head.layout.consents):
            for place, (ordinal, tail) in enumerate(matching(rule.names, head.folded)):
                label = rule.label
                if label is None and rule.label_column is None:
                    label = tail or head.columns[ordinal]
                found.append(
                    _Column(
                        ordinal,
                        (number * _STRIDE + place) * _STRIDE,
                        rule,
                        None if label is None else label_of(label, keys),
                        column_of(head, rule.label_column),
                        column_of(head, rule.channel_column),
                        column_of(head, rule.at),
                    )
                )
        return cls(head.layout.product, tuple(found), keys)

    @property
    def time_columns(self) -> set[int]:
        """Ordinals of the columns that hold times of acts."""
        return {column.at for column in self.columns if column.at is not None}

    def add(self, batch: Batch, base: int) -> None:
        """Read a batch."""
        for column in self.columns:
            cells = batch[column.ordinal]
            acts = [_acts(word, column.rule) for word in cells.words.to_pylist()]
            for part in range(max((len(each) for each in acts), default=0)):
                told = [each[part] if part < len(each) else None for each in acts]
                has = cells.spread(
                    np.array([each is not None for each in told], dtype=bool), none=False
                )
                rows = np.flatnonzero(has)
                if len(rows):
                    self._keep(column, part, told, rows=rows, batch=batch, base=base)

    def finish(self, tables: Tables, times: dict[int, Decided]) -> None:
        """Write `consents` with their times."""
        for column, rows, values in self._parts:
            bounds = Bounds.none(len(rows)) if column.at is None else times[column.at].of(rows)
            zones = pa.array(ZONES).take(pa.array(bounds.zone))
            tables.add(
                "consents",
                len(rows),
                {**values, "at_from": bounds.since, "at_to": bounds.until, "zone": zones},
            )
        table = tables.table("consents")
        if table.num_rows:
            tables.put(
                "consents", table.sort_by([("row_ordinal", "ascending"), ("seq", "ascending")])
            )

    def _keep(
        self,
        column: _Column,
        part: int,
        told: list[tuple[str, str | None] | None],
        *,
        rows: Ints,
        batch: Batch,
        base: int,
    ) -> None:
        rule, count = column.rule, len(rows)
        codes = pa.array(batch[column.ordinal].codes[rows])
        acts = pa.array([None if each is None else each[0] for each in told], pa.string())
        grounds = pa.array([None if each is None else each[1] for each in told], pa.string())
        channel: pa.Array = pa.repeat(pa.scalar(rule.channel, pa.string()), count)
        if column.channel_from is not None:
            channel = _mapped(batch[column.channel_from], rows, _channel)
        label: pa.Array = pa.repeat(pa.scalar(column.label, pa.string()), count)
        if column.label_from is not None:
            label = _mapped(
                batch[column.label_from], rows, self._by_id if rule.label_ids else self._plain
            )
        values = {
            "row_ordinal": pa.array(rows + base),
            "seq": pa.repeat(pa.scalar(column.seq + part, pa.int64()), count),
            "label": label.fill_null("unlabelled"),
            "scope": pa.repeat(rule.scope, count),
            "act": acts.take(codes),
            "channel": channel,
            "method": pa.repeat(pa.scalar(rule.method, pa.string()), count),
            "ground_word": grounds.take(codes),
            "source_rank": pa.repeat(pa.scalar(rule.source_rank, pa.int32()), count),
            "mark": pa.repeat(rule.mark, count),
        }
        self._parts.append((column, rows + base, values))

    def _plain(self, word: str) -> str:
        return label_of(word, self.keys)

    def _by_id(self, word: str) -> str:
        return label_by_id(self.product, word, self.keys)


def matching(names: tuple[str, ...], folded: tuple[str, ...]) -> list[tuple[int, str]]:
    """Return the columns that a rule's names fit, in order, with what stands behind a prefix.

    Args:
        names: folded headers; a trailing `*` fits a prefix.
        folded: the unit's headers.
    """
    found = []
    for ordinal, header in enumerate(folded):
        for name in names:
            if name.endswith("*") and header.startswith(name[:-1]) and header != name[:-1]:
                found.append((ordinal, header[len(name) - 1 :].strip("_: ")))
                break
            if header == name:
                found.append((ordinal, ""))
                break
    return found


def column_of(head: Head, header: str | tuple[str, ...] | None) -> int | None:
    """Return the ordinal of a folded header, of several the first that is there; None: of none."""
    headers = (header,) if isinstance(header, str) else header or ()
    return next((head.folded.index(each) for each in headers if each in head.folded), None)


def _acts(word: str | None, rule: ConsentRule) -> list[tuple[str, str | None]]:
    """Return the acts and ground words that a cell tells."""
    if word is None:
        return []
    whole = _act(word, rule)
    if whole is not None:
        return [whole]
    parts = [_act(part, rule) for part in word.split(";")] if ";" in word else []
    return [part for part in parts if part is not None][:_STRIDE]


def _act(word: str, rule: ConsentRule) -> tuple[str, str | None] | None:
    bare = word.strip().casefold()
    for spelling in (fold(word), bare):
        act = rule.values.get(spelling)
        if act is not None:
            return act, rule.ground_values.get(spelling)
    # A column of times says that the act happened, whatever stands in it.
    return (rule.values["*"], None) if bare and "*" in rule.values else None


def _channel(word: str) -> str | None:
    return _CHANNELS.get(fold(word))


def _mapped(cells: Cells, rows: Ints, to: Callable[[str], str | None]) -> pa.Array:
    words = pa.array([None if w is None else to(w) for w in cells.words.to_pylist()], pa.string())
    codes = cells.codes[rows]
    return words.take(pa.array(codes, mask=codes < 0))
