"""The report as one page of HTML that needs nothing else: a story is written out, those of a corpus open one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from newsdiff.model import Grounds, Report, ReportKind, Story
from newsdiff.report.html.labels import PAGES
from newsdiff.report.html.page import block, template
from newsdiff.report.html.view import StoryView, view
from newsdiff.report.texts import Texts
from newsdiff.report.words import Kind

#: So many characters of a template are joined before they are handed on: few writes, and little memory.
_BUFFERED = 1 << 16


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a corpus's index: `number` of the story's block, and `anchor`, its name in the page's address.

    `sources` are the names of its articles, of versions their paths; `first` and `last` are the days, as ISO text, of
    the earliest and the latest of those that have one; `facts` is its part of what the index searches, as JSON: of each
    finding its anchor, its headline and the words that differ.
    """

    number: int
    anchor: str
    title: str
    sources: tuple[str, ...]
    counts: dict[Kind, int]
    first: str
    last: str
    facts: str


def render(report: Report, *, texts: Texts | None = None, grounds: Mapping[str, Grounds] | None = None) -> str:
    """The page: a report of one story shows it, any other an index from which each is opened.

    `texts` are the articles' own, which a story shows side by side; without them its findings stand alone. `grounds`
    are, by the id of a story, why the sentences of its findings were put together.
    Raises ValueError where a story has not as many texts as articles.
    """
    return "".join(pieces(report, texts=texts, grounds=grounds))


def pieces(
    report: Report, *, texts: Texts | None = None, grounds: Mapping[str, Grounds] | None = None
) -> Iterator[str]:
    """The page of `render` piece by piece: of a corpus one story at a time is held, beside the index."""
    given, why = texts or {}, grounds or {}
    words = PAGES[report.kind]
    alone = None
    if len(report.stories) == 1:
        story = report.stories[0]
        alone = view(story, given.get(story.id), report.kind, why.get(story.id))
    entries = _entries(report.stories, report.kind) if alone is None else []
    stream = template("page.html.j2").stream(
        report=report,
        page=words,
        title=alone.title if alone is not None else words.title,
        story=alone,
        entries=entries,
        blocks=_blocks(report.stories, given, report.kind, why) if alone is None else (),
        counts={kind: sum(entry.counts[kind] for entry in entries) for kind in words.kinds},
        articles=sum(len(entry.sources) for entry in entries),
    )
    yield from _joined(stream)
    yield "\n"


def _joined(stream: Iterable[str]) -> Iterator[str]:
    held, size = [], 0
    for piece in stream:
        held.append(piece)
        size += len(piece)
        if size >= _BUFFERED:
            yield "".join(held)
            held, size = [], 0
    yield "".join(held)


def _blocks(stories: Sequence[Story], texts: Texts, kind: ReportKind, grounds: Mapping[str, Grounds]) -> Iterator[str]:
    """Each story as it is shown when it is opened, made when it is asked for."""
    page = template("story.html.j2")
    for story in stories:
        shown = view(story, texts.get(story.id), kind, grounds.get(story.id))
        yield block(page.render(story=shown, page=shown.page, corpus=True))


def _entries(stories: Sequence[Story], kind: ReportKind) -> list[Entry]:
    seen: Counter[str] = Counter()
    entries = []
    for number, story in enumerate(stories):
        seen[story.id] += 1
        anchor = story.id if seen[story.id] == 1 else f"{story.id}.{seen[story.id]}"
        entries.append(_entry(number, anchor, view(story, None, kind)))
    return entries


def _entry(number: int, anchor: str, story: StoryView) -> Entry:
    days = sorted(column.article.published.isoformat() for column in story.columns if column.article.published)
    return Entry(
        number=number,
        anchor=anchor,
        title=story.title,
        sources=tuple(column.path if column.source else column.name for column in story.columns),
        counts=dict(story.counts),
        first=days[0] if days else "",
        last=days[-1] if days else "",
        facts=block([[card.anchor, card.headline, card.differing] for card in story.cards]),
    )
