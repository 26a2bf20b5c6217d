"""What one unit yields before anybody knows the people of other units: the unit cache's tables.

Written once for a unit and its cache key, by `evidence.extract`; read by `evidence.derive`.
Fingerprints link rows here (row to person exists only here, never in evidence). Titles are sealed
with the workspace's key until the people are known (`docs/decisions/0002`). Classes as in
`evidence.schema`; `X` is sealed text.
"""

from typing import Final

import pyarrow as pa

_SCHEMAS: Final[dict[str, list[tuple[str, pa.DataType]]]] = {
    # one row: the unit itself
    "unit": [
        ("unit_id", pa.string()),  # keyed hash of content and member path: "u-" + 16 hex
        ("parent_unit_id", pa.string()),
        ("content", pa.binary(16)),  # keyed content hash: equal means duplicate
        ("signature", pa.string()),  # hash of sorted folded headers, 8 hex, no key: ids hang on it
        ("product", pa.string()),
        ("object", pa.string()),  # layout's object; unknown table: "t-" and the signature
        ("kind", pa.string()),
        ("layout", pa.string()),  # seen, looks_like, generic
        ("format", pa.string()),
        ("status", pa.string()),
        ("reason", pa.string()),
        ("records", pa.int64()),
        ("bad_records", pa.int64()),
        ("row_from", pa.int64()),
        ("row_to", pa.int64()),
        ("account", pa.binary(16)),  # fingerprint of the account id, null: none told
        ("people", pa.string()),  # layout's person kind, null: rows are about nobody
        ("team", pa.string()),
        ("taken_at", pa.timestamp("us", tz="UTC")),
        ("taken_how", pa.string()),
        ("written_at", pa.timestamp("us", tz="UTC")),  # of the member in its container, or the file
        ("name", pa.binary()),  # X: file name or member path's last part
        ("title", pa.binary()),  # X: what people call it
        ("title_key", pa.binary(16)),  # keyed hash of the normalised title, to join grants
        ("undated_key", pa.binary(16)),  # the same without a day at its end
        ("size", pa.int64()),
        ("file", pa.binary(16)),  # keyed hash of the path: the same for sheets of one workbook
        ("place_key", pa.binary(16)),  # fingerprint of the product's page or file id
        ("place_kind", pa.string()),
        ("agreement_of", pa.string()),  # product or vendor id that an agreement's name speaks of
    ],
    # one row for each column of the unit
    "columns": [
        ("column_ordinal", pa.int64()),
        ("title", pa.binary()),  # X: raw header
        ("slug", pa.string()),  # slug of the header if it is plain vocabulary, else keyed "h-…"
        ("role", pa.string()),
        ("category", pa.string()),
        ("tier", pa.string()),
        ("personal", pa.string()),
        ("spdi_class", pa.string()),
        ("free_text", pa.bool_()),
        ("contaminated", pa.bool_()),
        ("damaged", pa.bool_()),
        ("score", pa.string()),
        ("person_level", pa.bool_()),
        ("filled", pa.int64()),
        ("distinct_values", pa.int64()),  # a lower bound past the limits of `extract_cells`
        ("hits", pa.int64()),  # text: cells with any mention; ids of the product: may be a sample
        ("shape", pa.string()),
        ("mark", pa.string()),  # how the layout knows the role: M, from memory only
        ("filled_rows", pa.binary()),  # bitmap over rows (little endian), null: not personal
    ],
    # one row for each record
    "rows": [
        ("row_ordinal", pa.int64()),
        ("record", pa.binary(16)),  # fingerprint of the product's record id
        ("account", pa.binary(16)),
        ("created_at", pa.timestamp("us", tz="UTC")),
        ("seen_at", pa.timestamp("us", tz="UTC")),
        ("sent_from", pa.timestamp("us", tz="UTC")),  # when the row's data was passed on
        ("sent_to", pa.timestamp("us", tz="UTC")),
        ("zone", pa.string()),
        ("state", pa.string()),
        ("name", pa.binary(8)),  # keyed hash of the normalised full name, to know people in text
        ("has_text", pa.bool_()),
    ],
    # identifiers in rows. who: "own" the row's person, "staff" ours, "other" a third person;
    # kind: of `terms.words` identifier_kind, or "role_mailbox" for a desk's e-mail address
    "row_ids": [
        ("row_ordinal", pa.int64()),
        ("kind", pa.string()),
        ("who", pa.string()),
        ("fp", pa.binary(16)),
    ],
    # what else somebody of a name, or of an address, is called: keyed hashes as in `rows.name`.
    # alone: a lone first name, which means somebody only among the people of an account
    "called": [
        ("name", pa.binary(8)),
        ("fp", pa.binary(16)),
        ("form", pa.binary(8)),
        ("alone", pa.bool_()),
    ],
    # hits in free text
    "mentions": [
        ("mention", pa.int64()),
        ("row_ordinal", pa.int64()),
        ("column_ordinal", pa.int64()),
        ("text_offset", pa.int64()),
        ("text_length", pa.int64()),
        ("category", pa.string()),
        ("tier", pa.string()),
        ("masked", pa.bool_()),
        ("about", pa.string()),  # what the sentence alone tells: person, nobody, unclear
        ("fp", pa.binary(16)),  # of an e-mail or phone hit, to link it
        ("shape", pa.string()),  # of a number: letters as a, digits as 9; never evidence
    ],
    # who may be meant in a topic's sentence: names and identifiers as keyed hashes
    "mention_names": [("mention", pa.int64()), ("name", pa.binary(8)), ("fp", pa.binary(16))],
    "consents": [
        ("row_ordinal", pa.int64()),
        ("seq", pa.int64()),
        ("label", pa.string()),  # screened slug
        ("scope", pa.string()),
        ("act", pa.string()),
        ("at_from", pa.timestamp("us", tz="UTC")),
        ("at_to", pa.timestamp("us", tz="UTC")),
        ("zone", pa.string()),
        ("channel", pa.string()),
        ("method", pa.string()),
        ("ground_word", pa.string()),
        ("source_rank", pa.int32()),
        ("mark", pa.string()),
    ],
    # names of labels that consents of the same system give by id
    "labels": [
        ("label", pa.string()),  # as a consent of that id has it: "h-" and a keyed hash
        ("slug", pa.string()),  # slug of the name if it is plain vocabulary, else the label again
    ],
    "lists": [
        ("list_key", pa.string()),  # opaque: keyed hash of the product's list id, or of the title
        ("title", pa.binary()),  # X
        ("slug", pa.string()),  # label: slug of the title where it is plain vocabulary
        ("active", pa.bool_()),
        ("channel", pa.string()),  # by which the list reaches people, null: not told
        ("uses_cs_data", pa.bool_()),
        ("mark", pa.string()),
    ],
    "memberships": [
        ("row_ordinal", pa.int64()),
        ("list_key", pa.string()),
        ("since_from", pa.timestamp("us", tz="UTC")),
        ("since_to", pa.timestamp("us", tz="UTC")),
        ("active", pa.bool_()),
    ],
    "grants": [
        ("row_ordinal", pa.int64()),
        ("seq", pa.int64()),
        ("place_key", pa.binary(16)),
        ("title_key", pa.binary(16)),
        ("undated_key", pa.binary(16)),
        ("size", pa.int64()),
        ("opened_to", pa.string()),  # null: a grant that could not be understood
        ("who", pa.binary(16)),
        ("may", pa.string()),
        ("ours", pa.bool_()),  # `who` is an address of our own domain, and of one person
        ("mark", pa.string()),
    ],
    # under which id our own people go whom the unit names, by each of their identifiers
    "colleagues": [
        ("fp", pa.binary(16)),  # as `row_ids.fp`, `grants.who` or `staff.employee`
        ("user", pa.binary()),  # X: rank of the kind of identifier, then 16 hex: least is best
    ],
    # rows of lists of our own people, one for each employee id that a row has (or none)
    "staff": [
        ("row_ordinal", pa.int64()),
        ("employee", pa.binary(16)),  # keyed hash of the folded employee id
        ("left_said", pa.bool_()),  # the row says that the person left, or will
        ("left_from", pa.timestamp("us", tz="UTC")),  # when; null beside it: not readable
        ("active", pa.bool_()),  # the account is open; null: not said
    ],
    # ids of other products' records in rows: whose they are is told by those products' exports
    "traces": [
        ("row_ordinal", pa.int64()),
        ("product", pa.string()),
        ("fp", pa.binary(16)),  # as `row_ids.fp` of the record in an export of that product
    ],
    "integrations": [
        ("row_ordinal", pa.int64()),
        ("app", pa.string()),  # product id where known, else keyed slug
        ("product", pa.string()),
        ("seen_from", pa.timestamp("us", tz="UTC")),
        ("seen_to", pa.timestamp("us", tz="UTC")),
        ("mark", pa.string()),  # of the column that names the app
    ],
    "deletions": [
        ("row_ordinal", pa.int64()),
        ("how", pa.string()),
        ("at", pa.timestamp("us", tz="UTC")),
        ("mark", pa.string()),  # of the column that says so: M, known from memory only
    ],
}

EXTRACTED: Final[dict[str, pa.Schema]] = {
    name: pa.schema([pa.field(column, kind) for column, kind in columns])
    for name, columns in _SCHEMAS.items()
}

#: Columns of long tables whose words are few.
CODED: Final = {"rows": ("zone", "state"), "row_ids": ("kind", "who")}
