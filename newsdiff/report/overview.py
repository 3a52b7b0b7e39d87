"""The table of a corpus: each story that holds what was asked for, its findings a line or two each, and the tally."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from rich.text import Text

from newsdiff.model import Report, Story, Verdict
from newsdiff.report.layout import Page, between
from newsdiff.report.look import STYLES, Look
from newsdiff.report.rows import VERDICTS, Row, by_verdict, story_rows
from newsdiff.report.visible import visible, visible_path

_DIM = STYLES["dim"]
_DOT = Text(" · ", _DIM)


def render(
    report: Report,
    look: Look,
    *,
    verdicts: Collection[Verdict],
    counts: Mapping[Verdict, int] | None = None,
    beside: Mapping[str, int] | None = None,
) -> str:
    """The whole table: what `pieces` gives, in one."""
    return "".join(pieces(report, look, verdicts=verdicts, counts=counts, beside=beside))


def pieces(
    report: Report,
    look: Look,
    *,
    verdicts: Collection[Verdict],
    counts: Mapping[Verdict, int] | None = None,
    beside: Mapping[str, int] | None = None,
) -> Iterator[str]:
    """The findings of `verdicts` by story, the articles that are alone or left out, then counts.

    `counts` are how many findings there are of each verdict, where the report does not hold them all; `beside` are
    further counts by name: what was passed over. A piece is a story, so that no more than one is in memory.
    """
    page = Page(look)
    articles = 0
    for story in report.stories:
        articles += len(story.articles)
        rows = story_rows(story, verdicts)
        if rows:
            _story(page, story, rows)
            page.line()
            yield page.taken()
    _paths(page, "Alone", [(path, "") for path in report.alone])
    _paths(page, "Left out", [(item.path, f": {item.reason}") for item in report.skipped])
    found = counts if counts is not None else by_verdict(report)
    told = [Text(f"{found[verdict]:,} {verdict}", STYLES[verdict]) for verdict in ("divergent", "agreed", "unique")]
    more = {**(beside or {}), "alone": len(report.alone), "left out": len(report.skipped)}
    told += [Text(f"{number:,} {name}", _DIM) for name, number in more.items() if number]
    head = Text(f"{_count(len(report.stories), 'story', 'stories')} of {_count(articles, 'article', 'articles')}: ")
    page.block(Text(), Text.assemble(head, between(told, _DOT)))
    yield page.taken()


def _paths(page: Page, title: str, paths: Sequence[tuple[str, str]]) -> None:
    """A section of paths, each with what is said of it."""
    if not paths:
        return
    page.rule(Text.assemble((title, STYLES["title"]), f"  {len(paths):,}"))
    shown = paths[: page.look.top] if page.look.top else paths
    for path, said in shown:
        page.block(Text("  "), Text(visible_path(path) + " ".join(visible(said).split())))
    if len(shown) < len(paths):
        page.line(Text(f"  … {len(paths) - len(shown):,} more, --top 0 shows all", _DIM))
    page.line()


def _story(page: Page, story: Story, rows: list[Row]) -> None:
    title = " ".join(visible(story.title).split()) or visible_path(story.articles[0].path)
    if page.look.screen and page.look.cells and len(title) > page.look.cells - 24:
        title = title[: page.look.cells - 25].rstrip() + "…"
    page.rule(Text.assemble((title, STYLES["title"]), f"  {_kinds(rows)}"))
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


def _kinds(rows: Sequence[Row]) -> str:
    """How many of each verdict are shown, most telling first."""
    found = Counter(row.finding.verdict for row in rows)
    return " · ".join(f"{found[verdict]:,} {verdict}" for verdict in VERDICTS if found[verdict])


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"
