from pathlib import Path

import pytest


@pytest.fixture
def folder(tmp_path: Path):
    """Return a function that writes register files and returns their folder."""

    def write(files: dict[str, str]) -> Path:
        place = tmp_path / "register"
        place.mkdir(exist_ok=True)
        for name, text in files.items():
            (place / name).write_text(text, encoding="utf-8")
        return place

    return write
