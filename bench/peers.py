"""Compare with other tools, side by side in one run: speed of the scan and accuracy.

    python bench/peers.py [--data FOLDER] [--folder DIR] [--mb 200] [--peer-mb 5] [--write]

Each peer gets an environment of its own below `--folder`, made once.
Speed is MB a second of the processor's time on the notes of `scan_speed.py`, one core, the best of
three; peers, which are slower, get the first `--peer-mb` of the same notes. Accuracy is exact F1 on
the labelled records of `--data` as `accuracy.py` counts it; for ours the lower bound too.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import page
import pyarrow as pa
from accuracy import MACRO, Span, macro, predicted, records, tallies
from scan_speed import notes

from amanat import __version__
from amanat.detect.scan import scan

RUNNER: Final = Path(__file__).with_name("peer_run.py")
#: name -> what is installed for it.
PEERS: Final = {
    "datafog-core": ("datafog-core==0.4.4",),
    "kavach-pii": ("kavach-pii==0.2.0",),
    "dpdp-scrub": ("dpdp-scrub==0.0.5",),
    "indic-pii": ("indic-pii==0.1.1",),
    "maskflow-pack-india": ("maskflow-pack-india==0.6.1",),
    "presidio-analyzer": ("presidio-analyzer==2.2.366",),
}
#: What peers call our labels; the others have the same name or none of ours.
LABELS: Final = {
    "ABHA_NUMBER": "ABHA",
    "BANK_ACCOUNT_IN": "BANK_ACCOUNT",
    "CREDIT_CARD": "CARD",
    "DRIVING_LICENCE": "DL_IN",
    "DRIVING_LICENSE": "DL_IN",
    "EMAIL_ADDRESS": "EMAIL",
    "INDIAN_ADDRESS": "ADDRESS",
    "INDIAN_MOBILE": "PHONE",
    "IN_AADHAAR": "AADHAAR",
    "IN_GSTIN": "GSTIN",
    "IN_PAN": "PAN",
    "IN_VEHICLE_REGISTRATION": "VEHICLE_IN",
    "IN_VOTER": "EPIC",
    "PHONE_IN": "PHONE",
    "PHONE_NUMBER": "PHONE",
    "UPI_ID": "UPI",
    "UPI_VPA": "UPI",
    "VEHICLE_REG": "VEHICLE_IN",
    "VOTER_ID": "EPIC",
}
_TEXTS: Final = (("sparse", False, 12, 100), ("dense", True, 8, 80))


def prepared(folder: Path) -> dict[str, Path]:
    """Make each peer's environment unless it is there; return its Python."""
    found = {}
    for name, pins in PEERS.items():
        home = folder / name
        python = home / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
        if not (home / "ready").is_file():
            venv.create(home, with_pip=True, clear=True)
            install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
            subprocess.run([*install, "--only-binary=:all:", *pins], check=True)
            (home / "ready").touch()
        found[name] = python
    return found


def _run(python: Path, *arguments: str | Path) -> str:
    done = subprocess.run(
        [python, RUNNER, *arguments], check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    return done.stdout.decode()


def _write_records(path: Path, rows: Sequence[Mapping[str, Any]]) -> None:
    with path.open("w", encoding="utf-8") as out:
        for row in rows:
            out.write(json.dumps({"id": row["id"], "text": row["text"]}) + "\n")


def speeds(pythons: Mapping[str, Path], mb: int, peer_mb: int, work: Path) -> list[str]:
    """Return the table of speeds, and by how much ours is more."""
    pa.set_cpu_count(1)
    peers: dict[str, list[float]] = {name: [] for name in pythons}
    ours = []
    for name, dense, _, _ in _TEXTS:
        column = notes(mb * 1_000_000, dense=dense)
        some = column.slice(0, len(column) * peer_mb // mb).to_pylist()
        path = work / f"{name}.jsonl"
        _write_records(path, [{"id": at, "text": text} for at, text in enumerate(some)])
        scan(column.slice(0, 20_000))
        times = []
        for _ in range(3):
            begun = time.process_time()
            scan(column)
            times.append(time.process_time() - begun)
        ours.append(column.buffers()[2].size / min(times) / 1e6)
        for peer, python in pythons.items():
            told = json.loads(_run(python, peer, "speed", path))
            peers[peer].append(told["bytes"] / told["seconds"] / 1e6)
    lines = ["| tool | sparse MB/s | dense MB/s | ours is |", "|---|---|---|---|"]
    lines.append(f"| amanat {__version__} | {ours[0]:.0f} | {ours[1]:.0f} | |")
    for peer, (sparse, dense) in sorted(peers.items(), key=lambda each: -each[1][0]):
        pin = PEERS[peer][0].replace("==", " ")
        more = f"{ours[0] / sparse:.1f}x / {ours[1] / dense:.1f}x"
        lines.append(f"| {pin} | {sparse:.2f} | {dense:.2f} | {more} |")
    return lines


def accuracies(pythons: Mapping[str, Path], data: Path, work: Path) -> list[str]:
    """Return the table of exact F1 by label, ours with its lower bound."""
    rows = records(data)
    _write_records(work / "records.jsonl", rows)
    sure = frozenset({"confirmed", "likely"})
    mine = tallies(rows, predicted(rows, sure))
    others = {}
    for peer, python in pythons.items():
        out = work / f"{peer}.jsonl"
        _run(python, peer, "spans", work / "records.jsonl", out)
        others[peer] = tallies(rows, _found(out))
    lines = [
        f"| label | ours | lower bound | {' | '.join(others)} |",
        "|---" * (len(others) + 3) + "|",
    ]
    rng, kept = np.random.default_rng(7), []
    for label in (*MACRO, "PHONE", "CARD", "EMAIL"):
        tally = mine["", label]
        figures = [each["", label].f1() for each in others.values()]
        lower = tally.lower(rng)
        kept += [label] if lower > max(figures) else []
        told = " | ".join(f"{figure:.1f}" for figure in figures)
        lines.append(f"| {label} | {tally.f1():.1f} | {lower:.1f} | {told} |")
    figures = [np.mean(macro(each)) for each in others.values()]
    lower = np.percentile(np.mean([mine["", of].drawn(rng) for of in MACRO], axis=0), 2.5)
    told = " | ".join(f"{figure:.1f}" for figure in figures)
    lines.append(f"| macro of {len(MACRO)} | {np.mean(macro(mine)):.1f} | {lower:.1f} | {told} |")
    return [
        *lines,
        "",
        f"The lower bound is above the best peer for {len(kept)} labels: {', '.join(kept)}.",
    ]


def _found(path: Path) -> list[set[Span]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [
        {
            (span["start"], span["end"], LABELS.get(span["label"], span["label"]))
            for span in json.loads(line)["spans"]
        }
        for line in lines
    ]


def main() -> None:
    """Print both tables, and put them into the page of benchmarks."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, help="folder of labelled records")
    parser.add_argument("--folder", type=Path, help="where the peers' environments are kept")
    parser.add_argument("--mb", type=int, default=200)
    parser.add_argument("--peer-mb", type=int, default=5)
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks.md")
    asked = parser.parse_args()
    pythons = prepared(asked.folder or Path(tempfile.gettempdir()) / "amanat-peers")
    with tempfile.TemporaryDirectory() as name:
        how = f"one core, Python {sys.version.split()[0]}, MB a second of the processor's time"
        lines = [f"Side by side in one run; {how}, best of three.", ""]
        lines += speeds(pythons, asked.mb, asked.peer_mb, Path(name))
        if asked.data:
            head = f"Exact F1 in percent on {len(records(asked.data)):,} labelled records:"
            lines += ["", head, "", *accuracies(pythons, asked.data, Path(name))]
    print("\n".join(lines))
    if asked.write:
        page.write("Other tools", lines)


if __name__ == "__main__":
    main()
