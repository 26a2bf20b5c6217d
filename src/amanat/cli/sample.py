"""`amanat sample DIR`: write an invented company's exports to a folder."""

from pathlib import Path

import click


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--people", default=20_000, show_default=True, help="How many customers.")
@click.option("--seed", default=20_261_123, show_default=True, help="Another seed, other people.")
@click.option("--week", default=0, show_default=True, help="The same company so many weeks later.")
@click.option("--without", multiple=True, metavar="ID", help="Leave out this planted fault.")
def sample(folder: Path, people: int, seed: int, week: int, without: tuple[str, ...]) -> None:
    """Write an invented company: exports, register, truth and canaries.

    Nobody of it exists. DIR/exports is what `amanat audit` reads; DIR/truth.json says what an
    audit should find, and what only looks like it.
    """
    from amanat.sample.company import SampleError, generate

    try:
        made = generate(folder, people=people, seed=seed, week=week, without=frozenset(without))
    except SampleError as error:
        raise click.UsageError(str(error)) from None
    click.echo(
        f"{made.people} invented people, {made.notes} notes, {made.events} events in "
        f"{made.files} files, with {len(made.faults)} planted faults."
    )
    click.echo(f"Next: amanat audit {folder / 'exports'} --as-of {made.as_of}")
