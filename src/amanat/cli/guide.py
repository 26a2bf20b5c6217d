"""`amanat guide`: how to get each tool's export, and what it cannot show."""

import click


@click.command("guide")
@click.argument("product", required=False)
def guide(product: str | None) -> None:
    """Show the steps to PRODUCT's export, the minutes they take, and what it cannot show.

    \b
    amanat guide              all products, and which exports to fetch first
    amanat guide hubspot      one product
    """
    from amanat.sources.guide import GUIDES
    from amanat.terms.products import PRODUCTS

    if product is None:
        click.echo("Three exports suffice first; put them into one folder as they are.\n")
        for each in sorted(
            GUIDES.values(), key=lambda one: (one.first == 0, one.first, one.product)
        ):
            mark = f"{each.first}." if each.first else "  "
            title = PRODUCTS[each.product].title
            click.echo(f"{mark:<3}{each.product:<14}{title:<14}{each.minutes} min  {each.shows}")
        click.echo("\namanat guide PRODUCT shows the steps.")
        return
    found = GUIDES.get(product.lower())
    if found is None:
        raise click.BadParameter(
            f"found no guide of that name, wanted one of {', '.join(sorted(GUIDES))};"
            " any other table or text is read as well",
            param_hint="PRODUCT",
        )
    click.echo(f"{PRODUCTS[found.product].title}, about {found.minutes} minutes\n")
    for number, step in enumerate(found.steps, start=1):
        click.echo(f"  {number}  {step}")
    click.echo(f"\nIt shows       {found.shows}")
    click.echo(f"It cannot show {found.cannot_show}")
    click.echo("Menus move: look for the words. Then: amanat audit FOLDER")
