"""Measure the scanner on made-up notes: one identifier in 40 rows, and two a row.

    python bench/scan_speed.py [--mb 200] [--runs 3] [--threads 1,2] [--profile]

Arrow in, Arrow spans out, every detector on; by the clock and by the processor's time, which a busy
machine does not stretch. The notes have dates, invoice numbers, ticket ids and
ISO timestamps as noise, and 3 % of them are in Devanagari. Of shared machines trust the ratios.
"""

import argparse
import cProfile
import pstats
import random
import statistics
import time
from typing import Final

import pyarrow as pa

from amanat.detect.scan import scan

_STEM: Final = (
    "spoke with the admin about the renewal and the open tickets",
    "they want a demo of the new dashboard before the end of the quarter",
    "customer is happy with onboarding but asks for training of two teams",
    "the integration fails after the last release and support is looking at it",
    "asked for a discount, said that the budget is fixed until march",
    "usage went down as the champion left, need to find a new sponsor",
    "sent the proposal and the security questionnaire, waiting for legal",
    "kal call karenge, abhi busy hai, payment next week ho jayega",
    "shared the recording of the webinar and the slides with the team",
    "escalated to engineering because export takes too long on big accounts",
)
_HINDI: Final = (
    "ग्राहक ने नवीनीकरण के बारे में बात की और छूट मांगी",
    "टीम को प्रशिक्षण चाहिए, अगले सप्ताह बैठक होगी",
    "भुगतान अभी बाकी है, लेखा विभाग से पूछना है",
)
_BOOK: Final = "abcdefghijklmnopqrstuvwxyz"


def _day(rng: random.Random) -> str:
    return f"202{rng.randint(3, 6)}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"


def _four(rng: random.Random) -> int:
    return rng.randint(2000, 9999)


def _noise(rng: random.Random) -> str:
    return rng.choice(
        (
            f"on {rng.randint(1, 28):02d}/{rng.randint(1, 12):02d}/202{rng.randint(3, 6)}",
            f"invoice INV-{rng.randint(10000, 999999)}",
            f"ticket #{rng.randint(1000, 99999)}",
            f"{_day(rng)}T{rng.randint(0, 23):02d}:{rng.randint(0, 59):02d}:00Z",
            f"{rng.randint(2, 900)} seats",
            f"SCN-{rng.randint(100, 999)}",
        )
    )


def _identifier(rng: random.Random) -> str:
    mobile = f"{rng.randint(6, 9)}{rng.randint(0, 999999999):09d}"
    word = "".join(rng.choices(_BOOK, k=6))
    letters = "".join(rng.choices(_BOOK.upper(), k=3))
    return rng.choice(
        (
            f"call {mobile}",
            f"mobile +91 {mobile[:5]} {mobile[5:]}",
            f"mail {word}@{word[:4]}.example.in",
            f"PAN {letters}P{letters[0]}{rng.randint(1000, 9999)}{letters[1]}",
            f"Aadhaar {_four(rng)} {_four(rng)} {_four(rng)}",
            f"a/c no {rng.randint(10**10, 10**12)} IFSC HDFC0{rng.randint(100000, 999999)}",
            f"pay to {word}@okaxis",
            f"card {rng.randint(4000, 4999)} {_four(rng)} {_four(rng)} {_four(rng)}",
            f"vehicle MH{rng.randint(10, 50)}{letters[:2]}{rng.randint(1000, 9999)}",
            f"pin code {rng.randint(110001, 855117)}",
            f"from 49.36.{rng.randint(1, 254)}.{rng.randint(1, 254)}",
            f"voter id {letters}{rng.randint(1000000, 9999999)}",
        )
    )


def notes(size: int, *, dense: bool, seed: int = 11) -> pa.Array:
    """Return a large_string column of about `size` bytes; the same for the same arguments."""
    rng = random.Random(seed)
    block: list[str] = []
    for row in range(20_000):
        text = _HINDI if rng.random() < 0.03 else _STEM
        parts = [rng.choice(text) for _ in range(rng.randint(2, 5))]
        parts.insert(rng.randrange(len(parts)), _noise(rng))
        if rng.random() < 0.5:
            parts.insert(rng.randrange(len(parts)), _noise(rng))
        held = 2 if dense else int(row % 40 == 0)
        for _ in range(held):
            parts.insert(rng.randrange(len(parts) + 1), _identifier(rng))
        block.append(". ".join(parts))
    column = pa.array(block, pa.large_string())
    times = max(1, round(size / sum(len(text.encode()) for text in block)))
    return pa.concat_arrays([column] * times)


def _measure(column: pa.Array, runs: int, threads: int) -> tuple[float, float, int]:
    size = column.buffers()[2].size
    wall, work = [], []
    spans = 0
    for _ in range(runs):
        start, used = time.perf_counter(), time.process_time()
        spans = len(scan(column, threads=threads))
        wall.append(time.perf_counter() - start)
        work.append(time.process_time() - used)
    return size / statistics.median(wall) / 1e6, size / statistics.median(work) / 1e6, spans


def main() -> None:
    """Print MB/s of both texts."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--mb", type=int, default=200)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--threads", default="1,2")
    parser.add_argument("--profile", action="store_true")
    chosen = parser.parse_args()
    pa.set_cpu_count(1)
    for name, dense in (("sparse", False), ("dense", True)):
        column = notes(chosen.mb * 1_000_000, dense=dense)
        scan(column.slice(0, 20_000))
        if chosen.profile:
            profile = cProfile.Profile()
            profile.runcall(scan, column)
            pstats.Stats(profile).sort_stats("tottime").print_stats(28)
            continue
        for threads in (int(each) for each in chosen.threads.split(",")):
            speed, work, spans = _measure(column, chosen.runs, threads)
            print(
                f"{name:6s} {threads} thread(s): {speed:6.0f} MB/s, {work:6.0f} MB a second of CPU,"
                f" {spans:,} spans of {len(column):,} rows"
            )


if __name__ == "__main__":
    main()
