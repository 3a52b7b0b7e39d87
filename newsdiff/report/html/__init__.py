"""The report as one page of HTML that needs nothing else: a story is written out, those of a corpus open one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from newsdiff.model import Report
from newsdiff.report.html.page import block, template
from newsdiff.report.html.view import LABELS, StoryView, view
from newsdiff.report.rows import tally
from newsdiff.report.texts import Texts


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a corpus's index: `number` of the story's block, and `anchor`, its name in the page's address.

    `first` and `last` are the days, as ISO text, of the earliest and the latest of its articles that have one.
    """

    number: int
    anchor: str
    story: StoryView
    first: str
    last: str


def render(report: Report, *, texts: Texts | None = None) -> str:
    """The page: a report of one story shows it, any other an index from which each is opened.

    `texts` are the articles' own, which a story shows side by side; without them its findings stand alone.
    Raises ValueError where a story has not as many texts as articles.
    """
    given = texts or {}
    stories = [view(story, given.get(story.id)) for story in report.stories]
    alone = stories[0] if len(stories) == 1 else None
    story_template, blocks = template("story.html.j2"), []
    if alone is None:
        blocks = [block(story_template.render(story=story, labels=LABELS, corpus=True)) for story in stories]
    page = template("page.html.j2").render(
        report=report,
        labels=LABELS,
        title=alone.title if alone is not None else "Stories compared",
        story=alone,
        entries=_entries(stories) if alone is None else (),
        blocks=blocks,
        facts=block([[[card.anchor, card.headline, card.differing] for card in story.cards] for story in stories])
        if alone is None
        else "",
        counts=tally(report),
        articles=sum(len(story.columns) for story in stories),
    )
    return page.rstrip("\n") + "\n"


def _entries(stories: Sequence[StoryView]) -> list[Entry]:
    seen: Counter[str] = Counter()
    entries = []
    for number, story in enumerate(stories):
        seen[story.id] += 1
        anchor = story.id if seen[story.id] == 1 else f"{story.id}.{seen[story.id]}"
        days = sorted(column.article.published.isoformat() for column in story.columns if column.article.published)
        entries.append(Entry(number, anchor, story, *((days[0], days[-1]) if days else ("", ""))))
    return entries
