"""The package as a whole: it imports anywhere, help is light, no file grows unnoticed."""

import pkgutil
import subprocess
import sys
from pathlib import Path

import amanat

ROOT = Path(amanat.__file__).parent
POSIX_ONLY = ("fcntl", "resource", "pwd", "grp", "termios")
HEAVY = ("pyarrow", "numpy", "duckdb", "yaml", "jinja2", "rich", "keyring", "cryptography")
#: Files past 400 lines, each a decision.
LONG: dict[str, str] = {}


def modules():
    return sorted(
        each.name for each in pkgutil.walk_packages([str(ROOT)], prefix="amanat.") if each.name
    )


def python(code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_module_imports_where_posix_modules_are_missing():
    code = f"""
import importlib, sys
for name in {POSIX_ONLY!r}:
    sys.modules[name] = None
for name in {modules()!r}:
    importlib.import_module(name)
print("all")
"""
    assert python(code).strip() == "all"


def test_help_imports_nothing_heavy():
    code = f"""
import sys
from amanat.cli.main import amanat
try:
    amanat.main(["--help"])
except SystemExit:
    pass
print(sorted(set({HEAVY!r}) & set(sys.modules)))
"""
    assert python(code).strip().endswith("[]")


def test_no_file_grows_past_400_lines_without_a_decision():
    long = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines())
        for path in ROOT.rglob("*.py")
    }
    assert {name for name, lines in long.items() if lines > 400} == set(LONG)


def test_each_command_of_the_help_exists():
    from amanat.cli.main import COMMANDS, amanat

    for name in COMMANDS:
        assert amanat.get_command(None, name).name == name
