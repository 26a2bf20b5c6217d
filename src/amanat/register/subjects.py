"""The register's files: which entries each holds, what names an entry, what it points to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from amanat.register import model


@dataclass(frozen=True, slots=True)
class Subject:
    """One file `<name>.toml` with tables `[[entry]]`.

    `key`: the fields that name an entry; none: entries may be alike. `links`: field -> the subject
    in which its id has to be listed.
    """

    name: str
    entry: str
    struct: type[model.Entry]
    key: tuple[str, ...]
    links: Mapping[str, str] = field(default_factory=dict)

    @property
    def file(self) -> str:
        """The name of the file."""
        return f"{self.name}.toml"


_PURPOSE: Final = {"purpose_id": "purposes"}
_VENDOR: Final = {"vendor_id": "vendors"}

_ALL: Final = (
    Subject("entities", "entity", model.LegalEntity, ("entity_id",)),
    Subject("vendors", "vendor", model.Vendor, ("vendor_id",)),
    Subject("systems", "system", model.System, ("system_id",), {**_VENDOR, **_PURPOSE}),
    Subject("purposes", "purpose", model.Purpose, ("purpose_id",), {"notice_id": "notices"}),
    Subject(
        "purpose_labels",
        "purpose_label",
        model.PurposeLabel,
        ("system_id", "label_id"),
        _PURPOSE,
    ),
    Subject("flows", "flow", model.DeclaredFlow, ("declared_id",), _PURPOSE),
    Subject("lists", "list", model.ListEntry, ("list_id",), _PURPOSE),
    Subject("contracts", "contract", model.Contract, ("contract_id",), _VENDOR),
    Subject("reviews", "review", model.Review, (), _VENDOR),
    Subject("notices", "notice", model.Notice, ("notice_id",)),
    Subject("field_uses", "field_use", model.FieldUse, ("dataset_id", "field_id"), _PURPOSE),
    Subject("retention", "retention", model.Retention, ("rule_id",)),
    Subject("scores", "score", model.Score, ("dataset_id", "field_id"), _PURPOSE),
    Subject("access", "access", model.Access, ("place_id",)),
    Subject(
        "written_consents",
        "written_consent",
        model.WrittenConsent,
        ("dataset_id", "spdi_class"),
    ),
    Subject("staff", "staff", model.Staff, ("user_id",)),
    Subject("answers", "answer", model.Answer, ("question_id", "subject_id")),
    Subject(
        "not_applicable",
        "not_applicable",
        model.NotApplicable,
        ("control_id",),
        {"control_id": "controls"},
    ),
    Subject("accepted", "accepted", model.Accepted, ("finding_id",)),
    Subject(
        "objections",
        "objection",
        model.Objection,
        ("place_id", "dataset_id", "field_id", "shape", "category"),
    ),
)

#: Files with entries, by name; `company.toml` and `complete.toml` hold one table each.
SUBJECTS: Final[dict[str, Subject]] = {subject.name: subject for subject in _ALL}
FILES: Final = ("company.toml", "complete.toml", *(subject.file for subject in _ALL))
SCHEMA_VERSION: Final = 1
