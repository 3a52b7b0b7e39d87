"""The table of a corpus: each story that holds what was asked for, its findings a line or two each, and the tally."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from rich.text import Text

from newsdiff.model import Report, Story, Verdict
from newsdiff.report.layout import Page, between
from newsdiff.report.look import STYLES, Look
from newsdiff.report.rows import VERDICTS, Row, story_rows, tally
from newsdiff.report.visible import visible, visible_path

_DIM = STYLES["dim"]
_DOT = Text(" · ", _DIM)


def render(report: Report, look: Look, *, verdicts: Collection[Verdict], beside: Mapping[str, int]) -> str:
    """The findings of `verdicts` by story, then counts; `beside` are further counts by name: what was passed over."""
    page = Page(look)
    for story in report.stories:
        rows = story_rows(story, verdicts)
        if rows:
            page.blank()
            _story(page, story, rows)
    for skipped in report.skipped:
        page.block(Text(), Text(f"skipped {visible_path(skipped.path)}: {visible(skipped.reason)}", _DIM))
    page.blank()
    articles = sum(len(story.articles) for story in report.stories)
    found = tally(report)
    counts = [Text(f"{found[verdict]:,} {verdict}", STYLES[verdict]) for verdict in ("divergent", "agreed", "unique")]
    more = {**beside, "alone": len(report.alone), "skipped": len(report.skipped)}
    counts += [Text(f"{number:,} {name}", _DIM) for name, number in more.items() if number]
    head = Text(f"{_count(len(report.stories), 'story', 'stories')} of {_count(articles, 'article', 'articles')}: ")
    page.block(Text(), Text.assemble(head, between(counts, _DOT)))
    return page.text()


def _story(page: Page, story: Story, rows: list[Row]) -> None:
    counts = {verdict: story.count(verdict) for verdict in VERDICTS}
    title = " ".join(visible(story.title).split()) or visible_path(story.articles[0].path)
    if page.look.screen and page.look.cells and len(title) > page.look.cells - 24:
        title = title[: page.look.cells - 25].rstrip() + "…"
    page.rule(Text.assemble((title, STYLES["title"]), f"  {counts['divergent']} divergent"))
    shown = rows[: page.look.top] if page.look.top else rows
    for row in shown:
        style = STYLES[row.finding.verdict]
        places = [Text(place.shown, _DIM) for place in row.places]
        before = Text.assemble("  ", (row.finding.code, style), "  ")
        page.block(before, Text(row.message))
        page.block(Text("         "), between(places, Text("  ")))
        if page.look.verbose:
            page.block(Text("         "), Text(f"{row.finding.id} · confidence {row.finding.confidence:.2f}", _DIM))
    if len(shown) < len(rows):
        page.line(Text(f"  … {len(rows) - len(shown)} more, --top 0 shows all", _DIM))


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"
