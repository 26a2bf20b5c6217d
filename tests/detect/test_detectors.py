"""The detectors are found by folder, in one order; plug-ins only when asked for."""

import numpy as np
import pyarrow as pa

from amanat.detect import detectors
from amanat.detect.hits import CONFIRMED, SHAPE, VALIDATED, hits, merge, without_overlaps
from amanat.detect.scan import scan


def test_the_detectors_of_the_folder_are_found_in_order():
    names = detectors.names()
    assert list(names) == sorted(names)
    assert {"aadhaar", "card", "email", "gstin", "pan", "phone", "upi"} <= set(names)


def test_every_detector_that_is_off_leaves_its_category_out():
    texts = {
        "aadhaar": "Aadhaar 2345 6789 0124",
        "aadhaar_masked": "XXXX XXXX 1234",
        "aadhaar_vid": "VID 2341234123412341",
        "abha": "ABHA 12-3456-7890-1234",
        "abha_address": "asha.k@abdm",
        "address": "lives at 12, Lotus Road, Pune",
        "api_key": "glpat-HellOWorld380testinkey",
        "bank_account": "a/c no 12345678901",
        "birth_date": "dob 12/05/1984",
        "card": "card 4539 1488 0343 6467",
        "cin": "L17110MH1973PLC019786",
        "coordinates": "at 12.97162, 77.59462",
        "driving_licence": "MH14 20110062821",
        "email": "asha@example.in",
        "gstin": "27AAPFU0939F1ZV",
        "iban": "GB82 WEST 1234 5698 7654 32",
        "ifsc": "HDFC0001234",
        "ip_address": "from 203.0.113.7",
        "mac_address": "00:1b:44:11:3a:b7",
        "pan": "ABCPE1234F",
        "passport": "passport M1234567",
        "password": "password: x9#kk2",
        "phone": "call +91 98765 43210",
        "pin_code": "pin code 560034",
        "tan": "TAN PNEA12345B",
        "uan": "UAN 100123456789",
        "upi": "asha@okaxis",
        "url": "see https://example.in/a",
        "vehicle": "MH 12 AB 1234",
        "voter_id": "voter id ABC1234567",
    }
    assert set(texts) == set(detectors.names())
    for name, text in texts.items():
        column = pa.array([text])
        assert len(scan(column)) == 1, name
        assert len(scan(column, off=frozenset({name}))) == 0, name


def test_without_plug_ins_installed_loading_adds_none():
    before = detectors.names()
    assert detectors.load_plugins() == ()
    assert detectors.names() == before


def _spans(*spans):
    return merge(
        [
            hits(np.array([a]), np.array([b]), category, CONFIRMED, strength)
            for a, b, category, strength in spans
        ]
    )


def test_of_overlapping_hits_the_best_founded_then_the_longest_stays():
    found = without_overlaps(
        _spans(
            (0, 10, "phone", SHAPE),
            (5, 12, "aadhaar", VALIDATED),
            (11, 20, "pan", SHAPE),
            (30, 34, "pan", SHAPE),
            (28, 36, "card", SHAPE),
            (40, 44, "pan", SHAPE),
        )
    )
    assert list(zip(found.start.tolist(), found.end.tolist(), strict=True)) == [
        (5, 12),
        (28, 36),
        (40, 44),
    ]


def test_what_the_winner_does_not_touch_stays_too():
    found = without_overlaps(
        _spans((0, 10, "phone", SHAPE), (8, 20, "aadhaar", VALIDATED), (0, 4, "pan", SHAPE))
    )
    assert found.start.tolist() == [0, 8]
