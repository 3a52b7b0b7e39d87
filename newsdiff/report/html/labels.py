"""What the page calls its findings: of articles compared, and of versions of one article."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from newsdiff.model import ReportKind
from newsdiff.report.words import Kind


@dataclass(frozen=True, slots=True)
class Label:
    """One kind of finding: `name` above a finding and in the filter, with its `sign`; `heading` over its section.

    `counted` stands behind the number of them in the story's head, `column` over the numbers of an index. `tone` is
    the class of its colours.
    """

    name: str
    heading: str
    sign: str
    counted: str
    column: str
    tone: str


@dataclass(frozen=True, slots=True)
class Page:
    """The words of a kind of report; `kinds` in the order of the page, the first of them what one looks for.

    `of` is what a story's articles are of, `matrix` is over the table of facts by sources. Of a page with an index
    `title` is its name, `one` and `many` what it lists, with `between` the names of their articles; `only` is beside
    the box that narrows it, `empty` is said where it lists none.
    """

    kinds: Mapping[Kind, Label]
    of: str
    matrix: str
    title: str
    one: str
    many: str
    between: str
    only: str
    empty: str


_COMPARISON = Page(
    {
        "divergent": Label("Differs", "Where they differ", "≠", "differ", "Differ", "divergent"),
        "agreed": Label("Agrees", "What they agree on", "✓", "agree", "Agree", "agreed"),
        "unique": Label("Only one", "What only one reports", "1", "told by one alone", "Alone", "unique"),
    },
    of="reports of one story",
    matrix="Who reports what",
    title="Stories compared",
    one="story",
    many="stories",
    between=" · ",
    only="Only where sources differ",
    empty="No two articles report one event.",
)
_REVISIONS = Page(
    {
        "changed": Label("Changed", "What was changed", "→", "changed", "Changed", "divergent"),
        "added": Label("Added", "What was added", "+", "added", "Added", "agreed"),
        "removed": Label("Removed", "What was removed", "−", "removed", "Removed", "unique"),
        "kept": Label("Kept", "What was kept", "=", "kept", "Kept", "kept"),
    },
    of="versions of one article",
    matrix="What was changed",
    title="Versions compared",
    one="revision",
    many="revisions",
    between=" → ",
    only="Only where facts were changed",
    empty="No two versions were compared.",
)
PAGES: Mapping[ReportKind, Page] = {"comparison": _COMPARISON, "revisions": _REVISIONS}
#: What the two versions of a revision are called.
VERSIONS = ("Older version", "Newer version")
