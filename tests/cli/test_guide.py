"""amanat guide names the steps to an export and what it cannot show."""

import pytest
from click.testing import CliRunner

from amanat.cli.guide import guide
from amanat.sources.guide import GUIDES
from amanat.sources.layouts import known_layouts
from amanat.terms.products import PRODUCTS


@pytest.mark.parametrize("product", sorted(GUIDES))
def test_each_guide_has_steps_and_says_what_is_not_in_the_export(product):
    shown = CliRunner().invoke(guide, [product])
    assert shown.exit_code == 0
    assert PRODUCTS[product].title in shown.output
    assert "It cannot show" in shown.output
    assert max(len(line) for line in shown.output.splitlines()) <= 110


def test_every_product_that_is_recognised_has_a_guide():
    recognised = {each.product for each in known_layouts() if each.product}
    assert recognised & set(PRODUCTS) - set(GUIDES) == set()


def test_an_unknown_product_names_those_that_have_one():
    shown = CliRunner().invoke(guide, ["nosuch"])
    assert shown.exit_code == 2
    assert "hubspot" in shown.output


def test_without_a_product_three_come_first():
    lines = CliRunner().invoke(guide, []).output.splitlines()
    assert [line[:2] for line in lines if line[:2] in {"1.", "2.", "3."}] == ["1.", "2.", "3."]
