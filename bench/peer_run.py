"""Run one peer over records or texts, in the peer's own environment: the standard library only.

python peer_run.py PEER spans IN.jsonl OUT.jsonl     records {"id", "text"} -> {"id", "spans"}
python peer_run.py PEER speed IN.jsonl               prints {"bytes", "seconds", "spans"}
"""

# ruff: noqa: D103, PLC0415 - a peer is imported where it is installed
import json
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

Found = Iterable[tuple[int, int, str]]
Detect = Callable[[str], Found]


def datafog_core() -> Detect:
    import datafog_core

    return lambda text: [
        (each.codepoint_range.start, each.codepoint_range.end, each.entity_type)
        for each in datafog_core.scan(text)
    ]


def kavach_pii() -> Detect:
    from kavach import Kavach

    scan = Kavach().scan
    return lambda text: [(each.start, each.end, each.entity_type.value) for each in scan(text)]


def dpdp_scrub() -> Detect:
    from dpdp_scrub import detect

    return lambda text: [(each.start, each.end, each.entity) for each in detect(text)]


def indic_pii() -> Detect:
    from indic_pii import PIIDetector

    detect = PIIDetector().detect
    return lambda text: [(each.start, each.end, each.pii_type) for each in detect(text)]


def maskflow_pack_india() -> Detect:
    import maskflow_pack_india  # noqa: F401 - registers its recognizers
    from maskflow_core.detection import detect_patterns_only

    return lambda text: [
        (each.start, each.end, str(each.entity_type)) for each in detect_patterns_only(text)
    ]


def presidio_analyzer() -> Detect:
    from presidio_analyzer import predefined_recognizers as known

    names = (
        "InAadhaar InGstin InPan InPassport InVehicleRegistration InVoter CreditCard Email Iban Ip"
    )
    some = [getattr(known, f"{name}Recognizer")() for name in names.split()]
    some.append(known.PhoneRecognizer(supported_regions=("IN", "US", "GB")))

    def detect(text: str) -> Found:
        for each in some:
            for hit in each.analyze(text, each.supported_entities, None):
                yield hit.start, hit.end, hit.entity_type

    return detect


def main() -> None:
    """Do what the first argument's peer is asked for."""
    peer, what, source, *target = sys.argv[1:]
    detect = globals()[peer.replace("-", "_")]()
    with Path(source).open(encoding="utf-8") as file:
        records = [json.loads(line) for line in file]
    if what == "spans":
        with Path(target[0]).open("w", encoding="utf-8") as out:
            for record in records:
                spans = [
                    {"start": start, "end": end, "label": label}
                    for start, end, label in detect(record["text"])
                ]
                out.write(json.dumps({"id": record["id"], "spans": spans}) + "\n")
        return
    texts = [record["text"] for record in records]
    for text in texts[:100]:
        list(detect(text))
    best, spans = float("inf"), 0
    for _ in range(3):
        begun = time.process_time()
        spans = sum(len(list(detect(text))) for text in texts)
        best = min(best, time.process_time() - begun)
    size = sum(len(text.encode()) for text in texts)
    print(json.dumps({"bytes": size, "seconds": best, "spans": spans}))


if __name__ == "__main__":
    main()
