"""Docs cannot lie: what they name exists, and what exists is named."""

import re
from pathlib import Path

from click.testing import CliRunner

import amanat
from amanat.cli.main import COMMANDS
from amanat.cli.main import amanat as command
from amanat.rules.reference import reference
from amanat.sources.reference import sources_page

ROOT = Path(__file__).parent.parent
SOURCE = Path(amanat.__file__).parent


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_each_command_that_the_readme_names_exists():
    named = set(re.findall(r"\bamanat ([a-z]+)\b", text("README.md"))) - {"is", "has"}
    assert named <= set(COMMANDS)


def test_each_make_target_that_the_readme_names_exists():
    named = set(re.findall(r"\bmake ([a-z]+)\b", text("README.md")))
    targets = set(re.findall(r"^([a-z]+):", text("Makefile"), flags=re.MULTILINE))
    assert named <= targets


def test_each_room_has_its_paragraph_in_the_map():
    rooms = {each.name for each in SOURCE.iterdir() if (each / "__init__.py").is_file()}
    named = set(re.findall(r"\*\*([a-z]+)\*\*", text("docs/architecture.md")))
    assert rooms - {"cli"} <= named


def test_each_decision_has_status_context_decision_and_what_would_change_it():
    for page in sorted((ROOT / "docs" / "decisions").glob("0*.md")):
        body = page.read_text(encoding="utf-8")
        assert body.startswith(f"# {page.name[:4]}: "), page.name
        assert "Status: " in body, page.name
        for part in ("**Context.**", "**Decision.**", "**Consequences.**"):
            assert part in body, (page.name, part)


def test_the_reference_is_up_to_date():
    assert text("docs/reference.md") == reference()


def test_the_table_of_sources_is_up_to_date():
    assert text("docs/sources.md") == sources_page()


def test_help_of_each_command_teaches_with_an_example_or_a_sentence():
    for name in COMMANDS:
        shown = CliRunner().invoke(command, [name, "--help"])
        assert shown.exit_code == 0, name
        assert len(shown.output.splitlines()) > 5, name
