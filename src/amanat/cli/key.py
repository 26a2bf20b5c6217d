"""`amanat key`: where the workspace's key is, and what can be done with it."""

import sys
from pathlib import Path

import click

from amanat.cli._open import open_workspace, workspace_option


@click.group("key", invoke_without_command=True)
@workspace_option
@click.pass_context
def key(ctx: click.Context, workspace: Path) -> None:
    """Show where the key is: never in the workspace, for with it people could be found again.

    \b
    amanat key              where it is, and its name
    amanat key backup       a line to keep in a safe place
    amanat key restore      read such a line from standard input
    amanat key rotate       start an epoch with a new key; findings keep their ids
    """
    ctx.obj = workspace
    if ctx.invoked_subcommand is None:
        opened = open_workspace(workspace)
        click.echo(f"Key {opened.keys().key_id}, epoch {opened.manifest.epoch}")
        click.echo(f"Kept in {opened.store.where()}")
        click.echo("Evidence is pseudonymised personal data: whoever has it and the key can")
        click.echo("test whether a number or an address is in it.")


@key.command("backup")
@click.option("--yes", is_flag=True, help="Print it although this is no terminal.")
@click.pass_obj
def backup(workspace: Path, *, yes: bool) -> None:
    """Print the key as one line: keep it where you keep passwords."""
    from amanat.evidence.keystore import backup_text

    if not (yes or sys.stdout.isatty()):
        raise click.UsageError("this is no terminal; --yes prints the key all the same")
    opened = open_workspace(workspace)
    click.echo(backup_text(opened.keys().secret, epoch=opened.manifest.epoch))


@key.command("restore")
@click.pass_obj
def restore(workspace: Path) -> None:
    """Keep the key of a backup line again, read from standard input."""
    line = sys.stdin.readline().strip()
    keys = open_workspace(workspace).restore(line)
    click.echo(f"Key {keys.key_id} is kept again.")


@key.command("rotate")
@click.option("--everything", is_flag=True, help="Ids of findings, places, lists ... change too.")
@click.option("--yes", is_flag=True, help="Start it without asking.")
@click.pass_obj
def rotate(workspace: Path, *, everything: bool, yes: bool) -> None:
    """Start an epoch with a new key; old evidence can no longer be joined to new.

    Fingerprints of people, and all else that is hashed or sealed, are made anew. Ids of findings,
    places, files, lists, labels, columns and our own people's accounts stay, so that the next
    audit shows what is new and what is solved, and lines of the register still name what they
    named.

    What is weaker by this: whoever has an old key can still test with it whether a title, a file,
    a page's id or a colleague's address stands behind such an id. If that matters, because the old
    key got out, use --everything: then all findings get new ids, and lines of the register that
    name one, or an id with p-, c-, l-, h-, u- or user-, name nothing any more.
    """
    lost = " Findings get new ids, and lines of the register that name them are lost."
    if not yes:
        click.confirm(
            f"Start a new key? The next audit reads all files again.{lost if everything else ''}",
            abort=True,
        )
    opened = open_workspace(workspace).rotate(everything=everything)
    click.echo(f"Key {opened.manifest.key_id}, epoch {opened.manifest.epoch}")
    click.echo(f"Kept in {opened.store.where()}. Keep a new backup: amanat key backup")
    if everything:
        click.echo("With the next audit all findings get new ids, and all of them show as new.")
        click.echo("Lines of the register with ids p-, c-, l-, h-, u- or user-, and decisions on")
        click.echo("findings by their ids, name nothing any more: write them anew.")
    else:
        click.echo("Findings, places, lists and accounts keep their ids.")
