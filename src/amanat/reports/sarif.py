"""Findings for code hosts, as SARIF 2.1.0 (OASIS): a pipeline shows them beside the code."""

from typing import Any, Final
from urllib.parse import quote

import msgspec

from amanat.findings.model import Acceptance, Finding, Place, Report
from amanat.reports.voice import Voice, voice_of

SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS: Final = {"critical": "error", "high": "error", "medium": "warning", "low": "note"}


def render(report: Report, *, inside: bool) -> bytes:
    """Return one run with what fails (level by severity) and what cannot be told (kind open)."""
    voice = voice_of(report, inside=inside)
    accepted = {each.finding_id: each for each in report.accepted if not each.ended}
    told = [each for each in report.findings if each.verdict != "passes"]
    rules = sorted({each.rule for each in told})
    run = {
        "tool": {
            "driver": {
                "name": "amanat",
                "semanticVersion": report.version,
                "rules": [_rule(rule, told, report, voice) for rule in rules],
            }
        },
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": True}],
        "results": [
            _result(each, voice, rules.index(each.rule), accepted.get(each.id)) for each in told
        ],
    }
    log = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [run],
    }
    return msgspec.json.format(msgspec.json.encode(log), indent=2) + b"\n"


def _rule(rule: str, told: list[Finding], report: Report, voice: Voice) -> dict[str, Any]:
    one = next(each for each in told if each.rule == rule)
    control = next((each for each in report.controls if each.control == one.control), None)
    title = voice.text(control.title) if control else one.control
    return {
        "id": rule,
        "shortDescription": {"text": title},
        "help": {"text": voice.text(one.remedy)},
        "defaultConfiguration": {"level": _LEVELS[one.severity]},
        "properties": {
            "control": one.control,
            **({"citation": control.citation} if control else {}),
        },
    }


def _result(
    finding: Finding, voice: Voice, rule: int, accepted: Acceptance | None
) -> dict[str, Any]:
    fails = finding.verdict == "fails"
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": rule,
        "kind": "fail" if fails else "open",
        "level": _LEVELS[finding.severity] if fails else "none",
        "message": {"text": voice.text(finding.text)},
        "partialFingerprints": {"amanatFindingId/v1": finding.id},
        "locations": _locations(finding, voice),
        "properties": {"standing": finding.standing, "confidence": finding.confidence},
    }
    if voice.inside and finding.places.total:
        # The locations are the first of so many.
        result["occurrenceCount"] = finding.places.total
    if accepted is not None:
        why = f"accepted until {accepted.until.isoformat()}"
        result["suppressions"] = [
            {
                "kind": "external",
                "status": "accepted",
                "justification": f"{why}: {accepted.reason}" if voice.inside else why,
            }
        ]
    return result


def _locations(finding: Finding, voice: Voice) -> list[dict[str, Any]]:
    if not voice.inside:
        named = [voice.system(system, system) for system in finding.places.systems] or ["register"]
        return [{"logicalLocations": [{"name": name, "kind": "resource"}]} for name in named]
    # A code host wants a file: evidence knows datasets and rows, never a path of the exports.
    return [_location(place) for place in finding.places.first] or [
        {"logicalLocations": [{"name": "register", "kind": "resource"}]}
    ]


def _location(place: Place) -> dict[str, Any]:
    name = place.dataset or place.system or "register"
    physical: dict[str, Any] = {"artifactLocation": {"uri": quote(name)}}
    if place.row is not None:
        physical["region"] = {"startLine": place.row + 1}
    return {
        "physicalLocation": physical,
        "logicalLocations": [{"fullyQualifiedName": name, "kind": "resource"}],
    }
