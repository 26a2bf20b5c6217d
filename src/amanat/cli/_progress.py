"""Progress of an audit on stderr: a bar on a terminal, plain lines elsewhere."""

import sys
import time
from collections.abc import Sequence
from datetime import date

import click

from amanat.audit.watch import Inventory
from amanat.cli._stop import Stop
from amanat.terms.numbers import grouped


class Declined(Exception):  # noqa: N818  an answer, not a fault
    """She looked at the inventory and said no, or asked for a dry run."""


class Progress:
    """A `Watch` that shows each step."""

    def __init__(self, stop: Stop, *, ask: bool, dry_run: bool) -> None:
        self._stop = stop
        self._ask = ask
        self._dry_run = dry_run
        self._terminal = sys.stderr.isatty()
        self._started = time.monotonic()
        self._said = False
        self._size = 0
        self._read = (0, 0)
        self._open = False
        self._last = 0.0

    def found(self, inventory: Inventory) -> None:
        """Show the inventory; ask before reading."""
        from amanat.reports.terminal import inventory as text

        self._size = inventory.size
        rows = [
            (
                each.title,
                ", ".join(each.objects),
                each.files,
                date.fromisoformat(each.newest) if each.newest else None,
            )
            for each in inventory.recognised
        ]
        click.echo(
            text(
                rows,
                self._named(inventory.unreadable),
                list(inventory.missing),
                files=inventory.files,
                size=inventory.size,
            ),
            err=True,
        )
        if self._dry_run:
            click.echo("Dry run: nothing was read or written.", err=True)
            raise Declined
        if self._ask and inventory.recognised:
            question = f"Read these {inventory.files} files?"
            if not click.confirm(question, default=True, err=True):
                raise Declined
        self._started = time.monotonic()

    def _named(self, unreadable: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
        """Keep raw names for a screen: what is not a terminal may be a log."""
        if self._terminal:
            return list(unreadable)
        from amanat.audit.names import Screener

        names = Screener().names([name for name, _ in unreadable])
        return list(zip(names, (why for _, why in unreadable), strict=True))

    def read(self, files: int, of: int, size: int, records: int) -> None:
        """Show how far reading is."""
        self._stop.check()
        self._read = (files, of)
        now = time.monotonic()
        if not self._terminal and files != of and now - self._last < 5:
            return
        self._last = now
        seconds = max(now - self._started, 0.001)
        rate = size / seconds
        left = max(0.0, (self._size - size) / rate) if rate else 0.0
        line = (
            f"reading  {self._bar(size, done=files == of)}  {files} of {of} parts"
            f"  {grouped(records)} records  {rate / 1e6:.0f} MB/s  {left:.0f} s left"
        )
        self._line(line, end=files == of)

    def first_finding(self, text: str) -> None:
        """Say the first thing found, once."""
        if not self._said:
            self._said = True
            seconds = time.monotonic() - self._started
            self._line("", end=False)
            click.echo(f"\n▲ First finding, after {seconds:.0f} s\n  {text}\n", err=True)

    def derived(self, people: int, shared: int) -> None:
        """Say how many people there are."""
        self._stop.check()
        more = f" ({grouped(shared)} found in more than one system)" if shared else ""
        self._line(f"people   {grouped(people)}{more}", end=True)

    def judged(self, controls: int) -> None:
        """Say that the rules ran."""
        self._stop.check()
        self._line(f"judging  {controls} controls\n", end=True)

    def close(self) -> None:
        """Leave no half line behind."""
        if self._open:
            click.echo("", err=True)
            self._open = False

    def stopped(self) -> str:
        """Say what is kept after Ctrl-C, and how to go on."""
        files, of = self._read
        return (
            f"stopped. {files} of {of} parts are read and kept as evidence; no value is kept.\n"
            "Go on with the same command: those are not read again."
        )

    def _bar(self, size: int, *, done: bool) -> str:
        if not self._terminal:
            return ""
        # What was packed reads more bytes than its file has: the bar is full only at the end.
        full = 24 if done else min(23, 24 * size // max(self._size, 1))
        return "#" * full + "." * (24 - full)

    def _line(self, text: str, *, end: bool) -> None:
        if self._terminal:
            click.echo(f"\r\x1b[2K{text}", nl=end, err=True)
            self._open = not end
        elif text:
            click.echo(text, err=True)
