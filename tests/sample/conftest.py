"""One small company, made once for all tests of the sample."""

import csv
import io
import json
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from amanat.sample.company import generate

PEOPLE = 1000


@dataclass(frozen=True)
class Company:
    folder: Path

    @property
    def truth(self):
        return json.loads((self.folder / "truth.json").read_text(encoding="utf-8"))

    @property
    def canaries(self):
        return (self.folder / "canaries.txt").read_text(encoding="utf-8").splitlines()

    def export(self, head):
        (path,) = (p for p in (self.folder / "exports").iterdir() if p.name.startswith(head))
        return path

    def table(self, head):
        with self.export(head).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def salesforce(self, name):
        with zipfile.ZipFile(self.export("WE_")) as archive:
            return list(csv.DictReader(io.StringIO(archive.read(f"{name}.csv").decode())))

    def pages(self):
        with zipfile.ZipFile(self.export("Export-")) as outer:
            (part,) = outer.namelist()
            with zipfile.ZipFile(io.BytesIO(outer.read(part))) as inner:
                return {name: inner.read(name).decode("utf-8-sig") for name in inner.namelist()}

    def fault(self, id_):
        (found,) = (f for f in self.truth["faults"] if f["id"] == id_)
        return found

    def files(self):
        return {
            str(path.relative_to(self.folder)): path.read_bytes()
            for path in sorted(self.folder.rglob("*"))
            if path.is_file()
        }


@pytest.fixture(scope="session")
def make(tmp_path_factory):
    def made(people=PEOPLE, **arguments):
        folder = tmp_path_factory.mktemp("company")
        generate(folder, people=people, **arguments)
        return Company(folder)

    return made


@pytest.fixture(scope="session")
def company(make):
    return make()
