"""Why a thing could not be judged, or not be read, and the one thing that settles it."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason code with its sentence, the export, file or answer that settles it, and minutes."""

    code: str
    sentence: str
    settled_by: str
    minutes: int


_CANNOT_TELL: Final = (
    Reason(
        "role_unknown",
        "Nobody said what the recipient is: processor or fiduciary.",
        "the vendor's role in register/vendors.toml",
        2,
    ),
    Reason(
        "vendor_unresolved",
        "It is not known which firm runs this tool.",
        "one line for the tool in register/systems.toml",
        2,
    ),
    Reason(
        "purpose_unknown",
        "Nobody said what the list or flow is for.",
        "one answer: the purpose of the list or flow",
        2,
    ),
    Reason(
        "purposes_differ",
        "The purposes that it may serve give different verdicts.",
        "one answer: which purpose this list serves",
        2,
    ),
    Reason(
        "label_unmapped",
        "A consent label of the tool is not tied to a purpose.",
        "one line for the label in register/purpose_labels.toml",
        2,
    ),
    Reason(
        "ground_other_words",
        "The ground named is not one of the Act's words.",
        "choose consent or one clause of section 7",
        5,
    ),
    Reason(
        "ground_fact_missing",
        "Section 7 is named without the fact behind it.",
        "the fact, in register/purposes.toml",
        5,
    ),
    Reason(
        "ground_silent",
        "No ground is recorded for this purpose.",
        "choose consent or one clause of section 7",
        5,
    ),
    Reason(
        "person_unmatched",
        "The row names nobody who is known.",
        "an export with e-mail or phone for these rows",
        10,
    ),
    Reason(
        "consent_none_found",
        "No consent was found in what was read.",
        "the export of the consent ledger, and whether it is complete",
        10,
    ),
    Reason(
        "consent_later_only",
        "The only consent found is of a later day.",
        "the export of the consent ledger, and whether it is complete",
        10,
    ),
    Reason(
        "consent_undated", "A yes was found without its time.", "the consent history with times", 10
    ),
    Reason(
        "consent_overlap",
        "Times are too coarse to say which came first.",
        "the consent history with times",
        10,
    ),
    Reason(
        "consent_state_only",
        "A no was found that holds only from the day of the export.",
        "the consent history with times",
        10,
    ),
    Reason(
        "channel_unknown",
        "It is not known by which channel people were reached.",
        "one answer: the channel",
        2,
    ),
    Reason(
        "disclosure_undated",
        "It is not known when the data was passed on.",
        "the recipient's export with times",
        10,
    ),
    Reason(
        "absence_from_partial_export",
        "The export looks filtered, so absence from it says nothing.",
        "the full export",
        10,
    ),
    Reason(
        "access_unknown",
        "No permission list speaks of who can open it.",
        "the permission or member list",
        3,
    ),
    Reason(
        "access_need_unsaid",
        "All staff or a group can open it, and nobody said that they need to.",
        "one answer: do they need it",
        2,
    ),
    Reason(
        "about_unclear",
        "It is not clear that the words are about a person.",
        "a look at the place with amanat locate",
        2,
    ),
    Reason(
        "tier_low",
        "The shape alone is too weak to judge.",
        "a look at the place with amanat locate",
        2,
    ),
    Reason(
        "layout_unseen",
        "The layout of this export is known only by hearsay.",
        "a look at the column's meaning",
        3,
    ),
    Reason(
        "place_partly_read",
        "A part of it could not be read.",
        "the skipped files in a form that can be read",
        5,
    ),
    Reason(
        "definition_unreadable",
        "How the list was made cannot be read.",
        "the segment's definition",
        5,
    ),
    Reason(
        "contract_unread",
        "A file looks like the agreement, and it was not read yet.",
        "dates, party and term in register/contracts.toml",
        5,
    ),
    Reason(
        "contract_missing_file",
        "The register names an agreement whose file is not here.",
        "the signed file",
        5,
    ),
    Reason(
        "contract_proof_unclear",
        "It cannot be told whether it was signed or accepted.",
        "the signed file or the acceptance record",
        5,
    ),
    Reason(
        "contract_party_unclear",
        "It cannot be told whether our entity is the party.",
        "the party in register/contracts.toml",
        3,
    ),
    Reason(
        "contract_service_unclear",
        "It cannot be told whether the service in use is covered.",
        "the service in register/contracts.toml",
        3,
    ),
    Reason(
        "contract_term_unknown",
        "It is not known how long it runs.",
        "the term in register/contracts.toml",
        3,
    ),
    Reason(
        "relation_ended",
        "The use of this vendor has ended.",
        "the file that covered the time of use",
        5,
    ),
    Reason("review_undated", "The review has no date.", "the date of the review", 2),
    Reason(
        "review_scope_unsaid",
        "Nobody said whether the review covers this service.",
        "the scope of the report",
        5,
    ),
    Reason(
        "score_kind_unclear",
        "It cannot be told whether the score is computed or said.",
        "one answer a score",
        2,
    ),
    Reason(
        "score_level_unclear",
        "It cannot be told whether the score is of a person or of a firm.",
        "one answer a score",
        2,
    ),
    Reason(
        "notice_unread",
        "The privacy notice was not read.",
        "what the notice names, in register/notices.toml",
        5,
    ),
    Reason(
        "field_unknown",
        "It is not known what this column holds.",
        "one answer: what the column holds",
        2,
    ),
    Reason(
        "reads_unknown",
        "It is not known whether anyone uses this field.",
        "one line in register/field_uses.toml",
        2,
    ),
    Reason(
        "retention_untied",
        "No complete keeping rule is tied to it.",
        "one line in register/retention.toml",
        3,
    ),
    Reason(
        "copy_rule_unsaid",
        "No complete rule says how long copies of it are kept.",
        "one line in register/retention.toml that covers copies, counted from collection",
        3,
    ),
    Reason(
        "copy_undated",
        "It cannot be told how old the copy is.",
        "the day on which it was made, or its deletion",
        3,
    ),
    Reason(
        "erased_undated",
        "It holds people whom the original erased on a day that is not known.",
        "an export of the original with days of deletion, or the copy's deletion",
        5,
    ),
    Reason(
        "class_unclear",
        "It cannot be told which class of sensitive data this is.",
        "one answer a class",
        2,
    ),
    Reason(
        "written_consent_unsaid",
        "Nobody said whether consent in writing exists.",
        "one answer a class",
        3,
    ),
    Reason(
        "staff_list_missing", "No complete list of staff and leavers is here.", "the HR list", 5
    ),
    Reason(
        "register_not_complete",
        "The register does not say that it is complete.",
        "one answer: is this all",
        2,
    ),
    Reason(
        "instance_assumed",
        "It is not known whether two exports are of one account.",
        "one answer: same account or not",
        2,
    ),
    Reason(
        "content_unknown",
        "What it holds was not read and nobody said.",
        "its export, or one line in register/systems.toml",
        5,
    ),
)

_SKIPPED: Final = (
    Reason("empty", "The file is empty.", "nothing; export it again if it should not be", 2),
    Reason("encrypted", "It is locked with a password.", "a copy saved without the password", 2),
    Reason("truncated", "It is cut off.", "the same file downloaded again", 5),
    Reason("corrupt", "It is damaged.", "the same file exported again", 5),
    Reason(
        "encoding_unknown", "Its text encoding is not known.", "the same file saved as UTF-8", 3
    ),
    Reason(
        "format_unknown",
        "It is not known what kind of file this is.",
        "the same data as CSV, XLSX, JSON or text",
        5,
    ),
    Reason(
        "format_unsupported",
        "This kind of file is not read yet.",
        "the same data as CSV, XLSX, JSON or text",
        5,
    ),
    Reason("no_text_layer", "It is a picture of text.", "a copy with text", 5),
    Reason("media_not_read", "Sound and pictures are counted, not read.", "transcripts", 10),
    Reason(
        "agreement_not_read",
        "It looks like an agreement; agreements are not read yet.",
        "dates, party and term in register/contracts.toml",
        5,
    ),
    Reason("over_ratio", "It unpacks to far more than its size.", "the files inside, unpacked", 5),
    Reason("over_members", "It holds too many files.", "the files inside, unpacked", 5),
    Reason("over_depth", "It is packed too deep.", "the inner files, unpacked", 5),
    Reason("over_size", "It is larger than the limit.", "the export in parts", 10),
    Reason(
        "too_slow", "Reading it takes longer than the limit.", "the same data as CSV or text", 5
    ),
    Reason(
        "over_memory",
        "Reading it takes more memory than the limit.",
        "the file in parts, or the same data as CSV or text",
        10,
    ),
    Reason("unpack_first", "It has to be unpacked first.", "the files inside, unpacked", 5),
    Reason("link_cycle", "It is a link that leads back to itself.", "nothing", 1),
    Reason(
        "link_outside",
        "It is a link that leads out of the folder.",
        "the file itself in the folder",
        2,
    ),
    Reason(
        "unreadable", "Permission to read it is missing.", "read permission for your account", 2
    ),
    Reason(
        "reader_fault",
        "Amanat itself failed on it.",
        "the same data in another form; and tell us of the fault",
        5,
    ),
    Reason("special_file", "It is not an ordinary file.", "nothing", 1),
    Reason("live_database", "It is a database in use.", "an export of its tables", 10),
    Reason("duplicate", "It has the same content as another file.", "nothing", 0),
    Reason("own_workspace", "It is Amanat's own folder.", "nothing", 0),
    Reason("missing_part", "A part of this export is missing.", "the missing part", 5),
)

_PARTLY: Final = (
    Reason("bad_rows", "Some rows do not fit the header.", "the export made again", 5),
    Reason("truncated_tail", "The end is cut off.", "the same file downloaded again", 5),
    Reason(
        "members_skipped",
        "Some files inside were not read.",
        "those files in a form that can be read",
        5,
    ),
    Reason(
        "pages_without_text",
        "Some pages are pictures of text.",
        "a copy in which those pages have text",
        5,
    ),
    Reason("columns_unnamed", "Some columns have no name.", "names in the first row", 3),
    Reason(
        "times_undecidable", "Day and month cannot be told apart.", "the export with ISO dates", 5
    ),
    Reason("text_cut", "Very long text was cut.", "the text in parts", 5),
)

CANNOT_TELL: Final[dict[str, Reason]] = {reason.code: reason for reason in _CANNOT_TELL}
SKIPPED: Final[dict[str, Reason]] = {reason.code: reason for reason in _SKIPPED}
PARTLY: Final[dict[str, Reason]] = {reason.code: reason for reason in _PARTLY}
REASONS: Final[dict[str, Reason]] = {**CANNOT_TELL, **SKIPPED, **PARTLY}

#: These leave a dataset whole: nothing of it is missing.
HARMLESS: Final = frozenset({"empty", "duplicate", "own_workspace"})
