"""Write drafts and answers into the register's files: what a person wrote is never changed."""

import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import tomlkit

from amanat.register.draft import Draft
from amanat.register.faults import Fault, RegisterError
from amanat.register.model import Accepted, Answer, Company, Entry, Objection
from amanat.register.parse import Parsed, parse
from amanat.register.subjects import FILES, SCHEMA_VERSION, SUBJECTS, Subject
from amanat.register.values import slots

_KEY_WIDTH: Final = 18
_HEADS: Final = {
    "company": "Who you are under the Act, for the data in your customer-success tools.",
    "complete": "Up to which day this register holds all there is. Only then is absence a gap.",
    "entities": "Legal entities of your group, and others that get personal data.",
    "vendors": "Firms that get or hold personal data for you.",
    "systems": "Tools and stores, each with an owner.",
    "purposes": "Why you use personal data, and on what ground.",
    "purpose_labels": "What the consent labels of your tools mean.",
    "flows": "Personal data that you know goes from one tool to another.",
    "lists": "Lists, campaigns and audiences: what each is for.",
    "contracts": "Agreements with vendors. says_none = true: there is none.",
    "reviews": "When somebody looked at a vendor's protection.",
    "notices": "Versions of your privacy notice and what each names.",
    "field_uses": "What a field is for, and when somebody last used it.",
    "retention": "How long data is kept. No system_id: a rule for every system.",
    "scores": "Score fields: of a person or of a firm, computed or said.",
    "access": "Who can open a place, where no permission list says so.",
    "written_consents": "Consent in writing for the classes of the SPDI Rules.",
    "staff": "Colleagues by employee id, in small letters as in the HR list, and the day on which"
    " they left; no left_on: still here. A leaver who stands in no export is no gap.",
    "answers": "Answers to single questions.",
    "not_applicable": "Controls that do not concern you: why, and who says so.",
    "accepted": "Gaps that you live with for a while: why, until when, who says so. They stay"
    " gaps: they only leave the fix plan and --fail-on until that day.",
    "objections": "What detectors found and is not what it seems: by place, dataset or shape"
    " (letters as a, digits as 9), never by value. The next audit counts what each sets aside.",
}
_GUESS: Final = (
    "# guess = true marks a draft that nobody confirmed: it counts for nothing. When it is right,",
    "# take that line out; when it is not, correct it or delete the entry.",
)


@dataclass(slots=True)
class Written:
    """What became of drafts: entries added by file, entries that were there and stayed."""

    added: dict[str, int] = field(default_factory=dict)
    kept: int = 0


def write_drafts(folder: Path, drafts: Iterable[Draft], *, overwrite: bool = False) -> Written:
    """Add drafted entries to the register's files, each file created with its explanation.

    Args:
        folder: `<workspace>/register`, made on first use.
        drafts: entries in the order in which they shall stand.
        overwrite: drafts replace earlier guesses with the same key; an entry that a person
            confirmed is never touched.

    Raises:
        RegisterError: a file that is there cannot be read; then nothing is written at all.
    """
    given = list(drafts)
    written = Written()
    texts: dict[str, str] = {}
    faults: list[Fault] = []
    for name in dict.fromkeys(draft.subject for draft in given):
        found = parse(folder, f"{name}.toml")
        if isinstance(found, Fault):
            faults.append(found)
            continue
        of_name = [draft for draft in given if draft.subject == name]
        if name == "company":
            text, added = _company(found, of_name[-1])
        elif name == "complete":
            text, added = _complete(found, of_name)
        else:
            text, added = _merge(found, SUBJECTS[name], of_name, lambda old: _stale(old, overwrite))
        written.kept += len(of_name) - added
        if added:
            written.added[f"{name}.toml"] = added
            texts[f"{name}.toml"] = text
    if faults:
        raise RegisterError(faults)
    _save(folder, texts)
    return written


def write_answers(folder: Path, answers: Sequence[Answer]) -> None:
    """Keep answers in `answers.toml`; a newer answer to the same question takes its place.

    Raises:
        RegisterError: the file that is there cannot be read.
    """
    _write(folder, SUBJECTS["answers"], answers)


def write_accepted(folder: Path, accepted: Accepted) -> None:
    """Keep that a finding is accepted; a newer word on the same finding takes its place.

    Raises:
        RegisterError: the file that is there cannot be read.
    """
    _write(folder, SUBJECTS["accepted"], [accepted])


def write_objection(folder: Path, objection: Objection) -> None:
    """Keep an objection; a newer word on the same thing takes its place.

    Raises:
        RegisterError: the file that is there cannot be read.
    """
    _write(folder, SUBJECTS["objections"], [objection])


def _write(folder: Path, subject: Subject, entries: Sequence[Entry]) -> None:
    found = parse(folder, subject.file)
    if isinstance(found, Fault):
        raise RegisterError([found])
    drafts = [
        Draft(
            subject.name,
            {
                name: value
                for name in entry.__struct_fields__
                if (value := getattr(entry, name)) is not None
            },
            guess=False,
        )
        for entry in entries
    ]
    text, changed = _merge(found, subject, drafts, lambda _: True)
    if changed:
        _save(folder, {subject.file: text})


def _stale(old: Mapping[str, Any], overwrite: bool) -> bool:  # noqa: FBT001  read in one place
    return overwrite and old.get("guess") is True


def _merge(
    found: Parsed,
    subject: Subject,
    drafts: Sequence[Draft],
    replaces: Callable[[Mapping[str, Any]], bool],
) -> tuple[str, int]:
    """Return the file's text with the drafts in it, and how many came in."""
    text = found.text or _head(subject.name)
    entries = found.tables.get(subject.entry, [])
    old = {_key(subject, entry): n for n, entry in enumerate(entries) if isinstance(entry, dict)}
    fresh = [draft for draft in drafts if _key(subject, draft.values) not in old]
    again = [
        (old[_key(subject, draft.values)], draft)
        for draft in drafts
        if _key(subject, draft.values) in old
    ]
    replaced = [(number, draft) for number, draft in again if replaces(entries[number])]
    if replaced:
        text = _replace(text, subject, replaced)
    blocks: dict[tuple[Any, ...], str] = {}
    for draft in fresh:
        blocks.setdefault(_key(subject, draft.values), _block(subject, draft))
    text = "\n".join([text.rstrip("\n") + "\n", *blocks.values()]) if blocks else text
    return _checked(text, subject.file), len(blocks) + len(replaced)


def _key(subject: Subject, values: Mapping[str, Any]) -> tuple[Any, ...]:
    names = subject.key or tuple(slots(subject.struct))
    return tuple(str(values.get(name)) for name in names)


def _replace(text: str, subject: Subject, replaced: Sequence[tuple[int, Draft]]) -> str:
    document = tomlkit.parse(text)
    entries: Any = document[subject.entry]
    for number, draft in replaced:
        for key, value in draft.values.items():
            entries[number][key] = value
        if not draft.guess:
            entries[number].pop("guess", None)
    return tomlkit.dumps(document)


def _block(subject: Subject, draft: Draft) -> str:
    table = tomlkit.table()
    for key, value in draft.values.items():
        table.add(key, value)
    if draft.guess:
        table.add("guess", True)  # noqa: FBT003  a TOML value
    entries = tomlkit.aot()
    entries.append(table)
    document = tomlkit.document()
    document.add(subject.entry, entries)
    lines = [f"# {_one_line(draft.comment)}"] if draft.comment else []
    lines.append(tomlkit.dumps(document).strip("\n"))
    if draft.ask:
        lines.append(f"# to fill in: {', '.join(draft.ask)}")
    return "\n".join(lines) + "\n"


def _one_line(words: str) -> str:
    return "".join(letter if letter.isprintable() else " " for letter in words).strip()


def _head(name: str) -> str:
    lines = [f"# {_HEADS[name]}"]
    if name in SUBJECTS:
        lines += _GUESS
        lines.append(f"# Each entry begins with [[{SUBJECTS[name].entry}]]. Its keys:")
        lines += _key_lines(SUBJECTS[name])
    lines += ["", f"schema_version = {SCHEMA_VERSION}", ""]
    return "\n".join(line.rstrip() for line in lines)


def _key_lines(subject: Subject) -> list[str]:
    return [
        f"#   {slot.key:<{_KEY_WIDTH}} {slot.wanted}{'; needed' if slot.required else ''}"
        for slot in slots(subject.struct).values()
        if slot.key != "note"
    ]


def _company(found: Parsed, draft: Draft) -> tuple[str, int]:
    role = str(draft.values.get("role", "unknown"))
    if not found.text:
        lines = [_head("company"), f"# role: {slots(Company)['role'].wanted}", f'role = "{role}"']
        if draft.guess:
            lines.append("guess = true")
        return "\n".join(lines) + "\n", 1
    unsaid = found.tables.get("guess") is True or found.tables.get("role", "unknown") == "unknown"
    if role == "unknown" or not unsaid:
        return found.text, 0
    document = tomlkit.parse(found.text)
    document["role"] = role
    document.pop("guess", None)
    return tomlkit.dumps(document), 1


def _complete(found: Parsed, drafts: Sequence[Draft]) -> tuple[str, int]:
    """Return a file of questions: only a person can say that something is all there is."""
    if found.text:
        return found.text, 0
    lines = [
        _head("complete"),
        "# Is it all? Then take the # away and write the day. by: your user id, never a name.",
        "[complete]",
        '# by = "user-1"',
    ]
    for draft in drafts:
        for name, waiting in draft.values.items():
            lines.append(f"# {name} = YYYY-MM-DD   # judgements that wait for this: {waiting}")
    return "\n".join(lines) + "\n", len(drafts)


def _checked(text: str, file: str) -> str:
    try:
        tomllib.loads(text)
    except ValueError:
        remedy = "write its entries as [[...]] tables, or move the file away"
        fault = Fault(file, "", "entries written in another form", "[[...]] tables", remedy)
        raise RegisterError([fault]) from None
    return text


def _save(folder: Path, texts: Mapping[str, str]) -> None:
    if not texts:
        return
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for file in sorted(texts, key=FILES.index):
        # A reader sees the old file or the new one, never half of it.
        fresh = folder / f".{file}.new"
        fresh.write_text(texts[file], encoding="utf-8", newline="\n")
        fresh.chmod(0o600)
        fresh.replace(folder / file)
