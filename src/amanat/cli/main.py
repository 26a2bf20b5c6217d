"""The `amanat` command: finds a command's file only when it is called, so that help stays light."""

import importlib
import sys
from typing import Any

import click

from amanat import __version__

#: command -> (module below amanat.cli, what it does in one line)
COMMANDS = {
    "accept": "Live with a gap until a day: why, and who says so.",
    "audit": "Read a folder of exports and say what to do about what they hold.",
    "audits": "Which audits are kept; let go of old ones.",
    "check": "Eight questions, thirty seconds, no data: where do we stand?",
    "demo": "The whole audit on an invented company.",
    "diff": "What changed between two audits.",
    "evidence": "Query the evidence tables of the last audit.",
    "guide": "How to get each tool's export, and what it cannot show.",
    "explain": "Why a finding is as it is: detector, check, context, tier, places.",
    "findings": "The findings of the last audit, for programs.",
    "init": "Draft the register from what the last audit found.",
    "key": "Where the workspace's key is; rotate it, back it up, restore it.",
    "law": "What the law says, from when, and how sure we are.",
    "locate": "Show the places of a finding, read again from the originals.",
    "object": "Say that what was found is not what it seems: by place or shape, never by value.",
    "person": "Where somebody's data is, who got it, what they agreed to.",
    "remind": "Deadlines as a calendar file and a digest; nothing is sent.",
    "replay": "Judge one finding's places again, with today's detectors and objections.",
    "report": "Write a report of the last audit in another form.",
    "sample": "Write an invented company's exports to a folder.",
    "texts": "Mails to owners and vendors and a page for the founder, as files.",
    "scan": "Identifiers, names and topics in records; or the shape of an export.",
    "selfcheck": "Search the workspace for raw personal data at rest.",
}


_OWN_FAULT = 70  # as sysexits.h has it: 1 means findings


class _Lazy(click.Group):
    """A group whose commands are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click's signature
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"amanat.cli.{cmd_name}")
        command: click.Command = getattr(module, cmd_name)
        return command

    def format_commands(
        self,
        ctx: click.Context,  # noqa: ARG002
        formatter: click.HelpFormatter,
    ) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(sorted(COMMANDS.items()))


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="amanat")
def amanat() -> None:
    """Audit customer-success data against India's DPDP Act, with evidence.

    \b
    Start here:
      amanat demo              the whole audit on an invented company
      amanat check             eight questions, no data is read
      amanat audit exports/    your own exports; nothing leaves this computer

    Exit codes: 0 nothing at --fail-on, 1 findings at or above it, 2 usage, 3 nothing could be
    read, 4 a rule could not run, 70 a fault of Amanat itself, 130 stopped (the same command goes
    on).
    """


def main() -> Any:
    """Run the command line; an error of use is a message, never a traceback."""
    from amanat.terms.errors import UserError

    for stream in (sys.stdout, sys.stderr):
        # A console that cannot show a triangle shows a question mark instead of failing.
        getattr(stream, "reconfigure", lambda **_: None)(errors="replace")
    try:
        return amanat.main(standalone_mode=False)
    except click.exceptions.Abort:
        click.echo("stopped.", err=True)
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except UserError as error:
        click.echo(f"amanat: {error}", err=True)
        sys.exit(error.exit_code)
    except Exception as error:  # noqa: BLE001  a traceback's message may hold a cell's value
        click.echo(f"amanat: {_fault(error)}", err=True)
        sys.exit(getattr(error, "exit_code", _OWN_FAULT))


def _fault(error: Exception) -> str:
    """Say what went wrong inside: our own words, or the kind of error and where; never a value."""
    if hasattr(error, "exit_code"):
        return str(error)
    place, trace = "", error.__traceback__
    while trace is not None:
        module = str(trace.tb_frame.f_globals.get("__name__", ""))
        if module.startswith("amanat."):
            place = f"{module}:{trace.tb_lineno}"
        trace = trace.tb_next
    return (
        f"a fault of Amanat itself: {type(error).__name__} at {place}\n"
        "     do: tell us these words; what was read is kept, and no value of yours is in them"
    )
