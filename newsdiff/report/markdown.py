"""The report as GitHub-flavoured Markdown, for a comment on a pull request: what differs, and the rest folded away."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from newsdiff.model import Report, Story
from newsdiff.report.rows import NOTHING, Place, Row, Said, story_rows
from newsdiff.report.visible import visible, visible_path
from newsdiff.report.words import Kind, Words, kind_of, tally, words_of

#: An empty comment parts signs that a platform would read as one, and shows as nothing.
_PART = "<!-- -->"
#: Beginnings of a line that would make a list, a heading or a rule of it; signs that mark words up; and what
#: platforms make links, mentions, references and formulas of.
_ACTS = re.compile(
    r"(?P<start>^(?:[-+=]|\d{1,9}[.)](?=\s|$)))|(?P<mark>[\\`*_\[\]<>|~])|(?P<part>[@#]|\bwww(?=\.)|\bgh(?=-\d)|:(?=//))|(?P<and>&)"
    r"|(?P<dollar>\$)",
    re.IGNORECASE,
)


def pieces(report: Report) -> Iterator[str]:
    """Every finding: a line that counts them, then for each story a table of what differs and two folded lists."""
    words, stories = words_of(report), len(report.stories)
    counts: Counter[Kind] = Counter()
    for story in report.stories:
        counts.update(tally(story.findings, words))
    told = ", ".join(f"**{counts[kind]} {kind}**" for kind in words.kinds)
    one, many = ("story", "stories") if report.kind == "comparison" else ("revision", "revisions")
    yield f"## newsdiff\n\n{told} in {stories} {one if stories == 1 else many}\n"
    for story in report.stories:
        yield "\n".join(["", *_story(story, words), ""])
    if report.skipped:
        lines = [f"- {_code(visible_path(item.path))}: {escaped(item.reason)}" for item in report.skipped]
        yield "\n".join(["", "### Inputs left out", "", *lines, ""])


def escaped(text: str) -> str:
    """`text` on one line as words and nothing else: no mark-up, no HTML, no link, mention, reference or formula."""
    return _ACTS.sub(_escape, visible(text).strip())


def _escape(match: re.Match[str]) -> str:
    sign = match[0]
    if match["part"]:
        return sign + _PART
    if match["and"]:
        return "&amp;"
    if match["dollar"]:
        return "<span>$</span>"  # As GitHub's own page says: a backslash does not keep it from being a formula.
    return f"{sign[:-1]}\\{sign[-1]}"


def _story(story: Story, words: Words) -> Iterator[str]:
    found = story_rows(story)
    first, *others = words.kinds
    differing = [row for row in found if kind_of(row.finding) == first]
    yield f"### {escaped(story.title) or escaped(story.id)}"
    yield ""
    for article in story.articles:
        day = article.published.isoformat() if article.published else "no date"
        yield f"- **{escaped(article.source) or '–'}**, {day}, {_code(visible_path(article.path))}"
    yield ""
    if differing:
        yield f"| | Fact | What {'differs' if first == 'divergent' else 'changed'} |"
        yield "| --- | --- | --- |"
        for row in differing:
            yield f"| {row.finding.code} | {escaped(row.summary)} | {_differs(row)} |"
    else:
        yield "Nothing differs." if first == "divergent" else "Nothing changed."
    for kind in others:
        rows = [row for row in found if kind_of(row.finding) == kind]
        items = [_unique(row) if row.finding.verdict == "unique" else _agreed(row) for row in rows]
        yield from _listed(kind, items) if kind in ("added", "removed") else _folded(kind, items)


def _listed(name: str, items: Sequence[str]) -> Iterator[str]:
    """What a reader of revisions looks for, in the open."""
    if items:
        yield from ("", f"**{len(items)} {name}**", "")
        yield from (f"- {item}" for item in items)


def _folded(name: str, items: Sequence[str]) -> Iterator[str]:
    if items:
        yield from ("", f"<details><summary>{len(items)} {name}</summary>", "")
        yield from (f"- {item}" for item in items)
        yield from ("", "</details>")


def _differs(row: Row) -> str:
    """Each conflict, each wording with those who use it and where."""
    places = {place.article: place for place in row.places}
    conflicts = (said for said in row.said if said.facet in row.finding.differing)
    return "<br>".join(f"{said.facet.kind}: {_said(said, places)}" for said in conflicts)


def _said(said: Said, places: Mapping[str, Place]) -> str:
    parts = []
    for wording in said.wordings:
        who = (_source(places[article]) for article in wording.articles if article in places)
        parts.append(f"**{escaped(wording.text) or NOTHING}** {', '.join(who)}")
    return f" {said.sign} ".join(parts)


def _agreed(row: Row) -> str:
    """The fact, who reports it, and what they say in other words."""
    other = [
        f"{said.facet.kind} {f' {said.sign} '.join(escaped(item.text) for item in said.wordings)}"
        for said in row.said
        if said.facet.relation == "compatible" and len(said.wordings) > 1
    ]
    sources = ", ".join(escaped(place.source) for place in row.places)
    return f"{escaped(row.summary)} ({'; '.join([sources, *other])})"


def _unique(row: Row) -> str:
    return f"{escaped(row.summary)} ({_source(row.main)})"


def _source(place: Place) -> str:
    return f"{escaped(place.source)} {_code(place.shown)}"


def _code(text: str) -> str:
    """A path or a place in a fixed width. Backticks and pipes of a path would end a code span or its table cell."""
    return f"<code>{escaped(text)}</code>"
