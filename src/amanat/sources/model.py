"""What sources say: units found, how they are recognised, what their columns mean.

Raw names and values live in these objects, in memory only; nothing here is ever written.
"""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Locator:
    """Where a unit lies: a file, the members to descend through, and the sheet of a workbook."""

    file: str
    members: tuple[str, ...] = ()
    part: str | None = None


@dataclass(frozen=True, slots=True)
class Stat:
    """What the file system says of the outermost file; unchanged means unchanged content."""

    size: int
    modified_ns: int
    inode: int


@dataclass(frozen=True, slots=True)
class Found:
    """A unit that was found, before anything of its content is believed.

    `reason` is a code of `terms.reasons.SKIPPED` where it cannot be read, else None. `format` is
    one of `terms.words.TERMS["format"]`. `size` is bytes after unpacking, as far as it is told.
    `modified_at` is the member's time inside a container, else the file's.
    `agreement` is true for a PDF or DOCX whose name speaks of an agreement. `modified_how` says
    whose time it is: "container" or "mtime". `position`: the place of a member in a container that
    is unpacked from its beginning only, so that members are best read in that order; else None.
    """

    where: Locator
    format: str
    size: int
    modified_at: datetime
    stat: Stat
    reason: str | None = None
    agreement: bool = False
    modified_how: str = "mtime"
    position: int | None = None


# --- what columns mean: one declarative description a product --------------------------------


@dataclass(frozen=True, slots=True)
class ColumnRule:
    """What a column of a known layout means.

    `names`: folded headers, any of which fits; a trailing `*` fits a prefix.
    `role`, one of:
      record_id    the row's own id in the product;
      person_ref   the product's id of a person's record, kept in this or another object;
      account_ref  the product's id of an account (a firm);
      customer_id  our own id of the person, the same in every product; device_id likewise;
      email, phone, name, first_name, last_name  of the row's person;
      other_email, other_phone, other_name  of a third person;
      staff        one of our own people (owner, agent);
      employee_id  our own id of one of our people; left_at: their last working day; employed: words
                   that say whether they still work here; account_open: whether an account is open;
      created_at, seen_at (the person did something), updated_at, sent_at (we did something);
      text, subject  free text to scan;
      deleted      true where the product marks the row as deleted;  merged: id of the survivor;
      source       where the person came from;  integration: names an app that wrote the row;
      foreign_id   the id of the person's record in the product `of`;
      place_id, place_title  the page, file or channel that the row speaks of;
      other        recognised, and of no use here.
    `mark`: D documented, C seen in public code or samples, M from memory (judges nothing).
    `of`: the product whose record ids the cells are.
    `bodies`: of JSON, a list of messages: of each only the first of these keys that is filled is
    read (`html_body` without its tags), one message a line; the rest is ids and links.
    `repeats`: columns (folded headers) of JSON whose text this one says again: a cell that stands
    in one of them too is empty.
    """

    names: tuple[str, ...]
    role: str
    mark: str = "C"
    of: str | None = None
    bodies: tuple[str, ...] = ()
    repeats: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ConsentRule:
    """A column, or columns of one prefix, that tell a person's choice.

    `values` maps folded cell values to acts of `terms.words` ("give", "withdraw", "refuse",
    "state_in", "state_out"); a value that is not in it makes no row. `label`: the product's word
    for the purpose; None takes what stands behind the prefix, or the cell of `label_column`.
    A value `*` stands for any filled cell (a column of times says that the act happened).
    Of several headers for a label, a time or a channel, the first that is there counts.
    `at`: the folded header of the act's time; without it the act is a state at export.
    `label_ids`: the cells of `label_column` are the product's ids of labels; their names stand in
    another object (`LabelRule`).
    """

    names: tuple[str, ...]
    values: dict[str, str]
    label: str | None = None
    label_column: str | tuple[str, ...] | None = None
    label_ids: bool = False
    scope: str = "purpose"
    at: str | tuple[str, ...] | None = None
    channel: str | None = None
    channel_column: str | tuple[str, ...] | None = None
    method: str | None = None
    ground_values: dict[str, str] = field(default_factory=dict)
    source_rank: int = 2
    mark: str = "C"


@dataclass(frozen=True, slots=True)
class LabelRule:
    """A table that names the labels of consents: a row gives a label's id and its name.

    Both are folded headers. Consents of the same system give the id (`ConsentRule.label_ids`).
    """

    id_column: str
    title_column: str


@dataclass(frozen=True, slots=True)
class ListRule:
    """Membership of lists, campaigns or audiences: a row is a person on a list.

    `list_column` names the list in each row (folded header); None: the whole unit is one list,
    named by the unit's own name when `named_by_unit`, else by the object.
    `active_values`: folded values of `active_column` that mean still on it; without
    `active_column` it is not said. A cell may name several lists, split by `;`. `channel`: by
    which the list reaches people, of `terms.words.TERMS["channel"]`; None: the layout cannot tell.
    """

    list_column: str | None = None
    title_column: str | None = None
    named_by_unit: bool = False
    active_column: str | None = None
    active_values: tuple[str, ...] = ()
    since_column: str | None = None
    channel: str | None = None
    mark: str = "C"


@dataclass(frozen=True, slots=True)
class GrantRule:
    """A permission list: a row (or a group of wide columns) opens a place to somebody.

    For wide lists (`permissions.0.type` ...) the names hold `{n}`. `scope_values` maps folded cell
    values to `terms.words.TERMS["opened_to"]`. `mime`: the file's type, by which a document of the
    product itself is known: a download of it has another size. `place_path`: columns of a path or
    link whose last part is the title. Where several columns of `scope` are there, the first filled
    one counts; `otherwise`: what holds where none is. Without an id in the row it speaks of the
    place that the unit itself is of (`Layout.placed_by`).
    """

    place_id: tuple[str, ...]
    place_title: tuple[str, ...]
    scope: tuple[str, ...]
    scope_values: dict[str, str]
    who: tuple[str, ...] = ()
    domain: tuple[str, ...] = ()
    may: tuple[str, ...] = ()
    may_values: dict[str, str] = field(default_factory=dict)
    discovery: tuple[str, ...] = ()
    size: tuple[str, ...] = ()
    mime: tuple[str, ...] = ()
    mark: str = "C"
    place_path: tuple[str, ...] = ()
    otherwise: str | None = None


@dataclass(frozen=True, slots=True)
class CellSign:
    """What cells of a column look like where headers alone tell too little.

    `names`: folded headers, one of which is there; a trailing `*` fits a prefix. `pattern`: found
    in at least `share` per mille of the first filled cells of such a column, of which there is one.
    """

    names: tuple[str, ...]
    pattern: str
    share: int = 800


@dataclass(frozen=True, slots=True)
class Times:
    """How a layout writes moments. `zone`: IANA name or None; `known` false: only assumed.

    `form`: "iso", "epoch_s", "epoch_ms", "ct" (`YYYYMMDDHHMMSS`), "local" (decide the order of day
    and month for each column), or "auto".
    """

    form: str = "auto"
    zone: str | None = None
    known: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """One object of one product: how it is recognised and what its columns mean.

    Headers are folded (`sources.fold.fold`). A unit fits when it has every header of `all_of` and,
    for each (n, names) of `some_of`, at least n of the names; `plus` raises it to certain.
    `people`: whom a row is about, of `terms.words.TERMS["person_kind"]`, or None: nobody.
    `mark` of the telltale: M gives `looks_like`, D and C give `seen`; so does a missing `plus`.
    `named`: a pattern that the file's name without suffix must match as well (Notion's page ids).
    `footer`: only below a table with a report's footer. `formats`: the formats it is found in,
    empty for any. `more_lists`: lists that a row may be on besides `lists`. `own_columns`: the
    product is known, its columns are whatever a team made: they are read as a generic table's.
    `staff_when`: a column (folded header) and folded values of it: such rows are our own people.
    `cells`: signs in the cells, all of which must be there. `titled`: (n, pattern): at least n
    folded headers match. `closed`: there are no columns but those that the telltale names.
    `none_of`: headers that a sister product has and this one never.
    `placed_by`: "name" where the page id in the file's name is the place, "folder" where the
    folder that holds the file is (one folder a channel).
    """

    product: str | None
    object: str
    kind: str
    all_of: frozenset[str] = frozenset()
    some_of: tuple[tuple[int, frozenset[str]], ...] = ()
    plus: frozenset[str] = frozenset()
    mark: str = "C"
    people: str | None = None
    columns: tuple[ColumnRule, ...] = ()
    consents: tuple[ConsentRule, ...] = ()
    lists: ListRule | None = None
    grants: GrantRule | None = None
    labels: LabelRule | None = None
    times: Times = Times()
    team: str | None = None
    named: str | None = None
    footer: bool = False
    formats: tuple[str, ...] = ()
    more_lists: tuple[ListRule, ...] = ()
    own_columns: bool = False
    staff_when: tuple[str, tuple[str, ...]] | None = None
    cells: tuple[CellSign, ...] = ()
    titled: tuple[int, str] | None = None
    closed: bool = False
    placed_by: str | None = None
    none_of: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Head:
    """A unit as recognised: its layout, its columns, and how to read it.

    `columns`: raw titles in order, made unique with ` #2`; `folded`: the same, folded.
    `rules`: for each column the rule that fits, or None. `how`: seen, looks_like or generic.
    `account`: an id of the account in the content or container (raw). `title`: what people call
    the unit (file, sheet or page title, raw). `place_key`: the product's own id of the page or
    file, where content or name gives it (raw). `taken_at`, `taken_how`: when it was exported.
    `partly`: a code of `terms.reasons.PARTLY` known before reading. `dialect` is the reader's own.
    """

    found: Found
    layout: Layout
    how: str
    columns: tuple[str, ...]
    folded: tuple[str, ...]
    rules: tuple[ColumnRule | None, ...]
    title: str
    taken_at: datetime
    taken_how: str
    account: str | None = None
    place_key: str | None = None
    partly: str | None = None
    dialect: object | None = None


@dataclass(slots=True)
class ReadNotes:
    """Filled while a unit is read: how many rows were bad, and why it is only partly read."""

    bad_records: int = 0
    partly: str | None = None
    content_hash: bytes | None = None
