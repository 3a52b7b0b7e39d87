"""The report as GitHub-flavoured Markdown, for a comment on a pull request: what differs, and the rest folded away."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from newsdiff.model import Report, Story
from newsdiff.report.rows import VERDICTS, Place, Row, Said, story_rows, tally
from newsdiff.report.visible import visible, visible_path

#: An empty comment parts signs that a platform would read as one, and shows as nothing.
_PART = "<!-- -->"
#: Beginnings of a line that would make a list, a heading or a rule of it; signs that mark words up; and what
#: platforms make links, mentions, references and formulas of.
_ACTS = re.compile(
    r"(?P<start>^(?:[-+=]|\d{1,9}[.)](?=\s|$)))|(?P<mark>[\\`*_\[\]<>|~])|(?P<part>[@#]|\bwww(?=\.)|\bgh(?=-\d)|:(?=//))|(?P<and>&)"
    r"|(?P<dollar>\$)",
    re.IGNORECASE,
)


def render(report: Report) -> str:
    """Every finding: a line that counts them, then for each story a table of what differs and two folded lists."""
    counts, stories = tally(report), len(report.stories)
    told = ", ".join(f"**{counts[verdict]} {verdict}**" for verdict in VERDICTS)
    lines = ["## newsdiff", "", f"{told} in {stories} {'story' if stories == 1 else 'stories'}", ""]
    for story in report.stories:
        lines += [*_story(story), ""]
    if report.skipped:
        lines += ["### Inputs left out", ""]
        lines += [f"- {_code(visible_path(item.path))}: {escaped(item.reason)}" for item in report.skipped]
    return "\n".join(lines).rstrip("\n") + "\n"


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


def _story(story: Story) -> Iterator[str]:
    found = story_rows(story)
    by_verdict = {verdict: [row for row in found if row.finding.verdict == verdict] for verdict in VERDICTS}
    yield f"### {escaped(story.title) or escaped(story.id)}"
    yield ""
    for article in story.articles:
        day = article.published.isoformat() if article.published else "no date"
        yield f"- **{escaped(article.source) or '–'}**, {day}, {_code(visible_path(article.path))}"
    yield ""
    if by_verdict["divergent"]:
        yield "| | Fact | What differs |"
        yield "| --- | --- | --- |"
        for row in by_verdict["divergent"]:
            yield f"| {row.finding.code} | {escaped(row.summary)} | {_differs(row)} |"
    else:
        yield "Nothing differs."
    yield from _folded("agreed", [_agreed(row) for row in by_verdict["agreed"]])
    yield from _folded("unique", [_unique(row) for row in by_verdict["unique"]])


def _folded(name: str, items: Sequence[str]) -> Iterator[str]:
    if items:
        yield from ("", f"<details><summary>{len(items)} {name}</summary>", "")
        yield from (f"- {item}" for item in items)
        yield from ("", "</details>")


def _differs(row: Row) -> str:
    """Each conflict, each wording with those who use it and where."""
    places = {place.article: place for place in row.places}
    conflicts = (said for said in row.said if said.facet.relation == "conflict")
    return "<br>".join(f"{said.facet.kind}: {_said(said, places)}" for said in conflicts)


def _said(said: Said, places: Mapping[str, Place]) -> str:
    parts = []
    for wording in said.wordings:
        who = (_source(places[article]) for article in wording.articles if article in places)
        parts.append(f"**{escaped(wording.text) or '–'}** {', '.join(who)}")
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
