"""Read tables that name the labels which consents give by id."""

from dataclasses import dataclass, field

from amanat.detect.people import slug
from amanat.evidence.extract_cells import Batch
from amanat.evidence.extract_consents import column_of
from amanat.evidence.extract_tables import Tables
from amanat.evidence.extract_titles import label_by_id
from amanat.evidence.keys import Keys
from amanat.sources.model import Head


@dataclass(slots=True)
class Labels:
    """Collects `labels` of one unit. Such tables have a few rows: they are read row by row."""

    head: Head
    keys: Keys
    _slugs: dict[str, str] = field(default_factory=dict)

    def add(self, batch: Batch) -> None:
        """Read a batch."""
        rule = self.head.layout.labels
        if rule is None:
            return
        at, titled = column_of(self.head, rule.id_column), column_of(self.head, rule.title_column)
        if at is None or titled is None:
            return
        names = batch.texts(titled).to_pylist()
        for word, name in zip(batch.texts(at).to_pylist(), names, strict=True):
            if word is not None:
                label = label_by_id(self.head.layout.product, word, self.keys)
                self._slugs[label] = (slug(name) if name is not None else None) or label

    def finish(self, tables: Tables) -> None:
        """Write `labels`, in the order of the labels."""
        known = sorted(self._slugs.items())
        tables.add(
            "labels",
            len(known),
            {"label": [label for label, _ in known], "slug": [name for _, name in known]},
        )
