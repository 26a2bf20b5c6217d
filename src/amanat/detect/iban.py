"""IBAN: country, two check digits, and a length that the country fixes; mod 97 decides."""

from typing import Final

import numpy as np

from amanat.detect import checks
from amanat.detect.context import NEVER, around, phrases
from amanat.detect.detector import Detector
from amanat.detect.hits import CONFIRMED, VALIDATED, Hits, hits
from amanat.detect.piece import ALNUM, LETTER, UPPER, Piece, leading, table

#: Characters of an IBAN by country (the registry of SWIFT).
_REGISTRY: Final = """
    AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18
    DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23
    IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27
    MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19
    SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30
"""
_LENGTHS: Final = np.zeros(1 << 16, dtype=np.int64)
for _entry in _REGISTRY.split():
    _LENGTHS[ord(_entry[0]) << 8 | ord(_entry[1])] = int(_entry[2:])
_WORDS: Final = phrases("iban, iban no, iban number, international bank account number")
#: No country has shorter ones.
_LEAST: Final = 15
#: The longest one with a separator behind every four characters.
_WIDTH: Final = 43
_SEPARATOR: Final = table(" -")
_SPACE: Final = b" -"


def _find(piece: Piece) -> Hits:
    data = piece.data
    run = piece.glued
    run = run[piece.run_length[run] >= 2]
    start = piece.digit_runs[0][run] - 2
    apart = LETTER[data[start]] & ~ALNUM[data[start - 1]]
    run, start = run[apart], start[apart]
    # in small letters, or with a length of its own, it needs the word beside it
    big = UPPER[data[start]] & UPPER[data[start + 1]]
    length = _LENGTHS[data[start].astype(np.int64) << 8 | data[start + 1]] * big
    odd = np.flatnonzero(ALNUM[data[start + 14]] | ALNUM[data[start + 15]])
    (word,) = around(piece, run[odd], (_WORDS,))
    said = np.zeros(len(run), dtype=np.bool_)
    said[odd] = word < NEVER
    kept = (length > 0) | said
    start, length, said = start[kept], length[kept], said[kept]
    text = piece.window(start, _WIDTH)
    held = ALNUM[text]
    # one separator between two groups, and the last character counted
    broken = ~(held | _SEPARATOR[text])
    broken[:, 1:] |= ~held[:, 1:] & ~held[:, :-1]
    stop = np.where(broken.any(axis=1), broken.argmax(axis=1), _WIDTH)
    held &= np.arange(_WIDTH) < stop[:, None]
    count = np.cumsum(held, axis=1)
    reached = count >= length[:, None]
    whole = reached.any(axis=1) & (length > 0)
    end = start + reached.argmax(axis=1) + 1
    whole &= ~ALNUM[data[end]]
    first = leading(ALNUM[text])
    other = said & ~whole & (first >= _LEAST)
    end = np.where(other, start + first, end)
    start, end = start[whole | other], end[whole | other]
    words = [data[a:b].tobytes() for a, b in zip(start.tolist(), end.tolist(), strict=True)]
    known = {word: _valid(word) for word in set(words)}
    good = np.array([known[word] for word in words], dtype=np.bool_)
    return hits(start[good], end[good], "iban", CONFIRMED, VALIDATED)


def _valid(word: bytes) -> bool:
    if not (word.isupper() or word.islower()):
        return False
    text = word.translate(None, _SPACE).decode("ascii").upper()
    # other check digits would pass too, but nobody gives them out
    return "02" <= text[2:4] <= "98" and checks.iban(text)


DETECTOR: Final = Detector("iban", _find, lambda piece: len(piece.glued) > 0)
