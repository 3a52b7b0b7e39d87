"""One view of a report for every format but the table: a flat run of findings, each with its words and its places."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from newsdiff.model import Facet, Finding, Report, Reported, Story, StoryArticle, Verdict
from newsdiff.report.excerpt import Excerpt, shorten
from newsdiff.report.visible import visible, visible_path
from newsdiff.report.worddiff import alike, wordings
from newsdiff.report.words import WORDS

#: Sections in the order of a report, and how a heading counts them.
VERDICTS: tuple[Verdict, ...] = ("divergent", "agreed", "unique")
#: The longest words of one source, and the longest summary, that a one-line message shows whole.
_WORDS, _SUMMARY = 80, 120
#: An article that is a line of a file of JSON lines, as reading names it.
_JSON_LINE = re.compile(r"(?s)(.+\.(?:jsonl|ndjson)):([0-9]{1,9})", re.IGNORECASE)
#: Files whose text is taken out of markup: a place in the text is none in the file.
_PAGES = (".html", ".htm", ".xhtml")
STDIN = "-"
#: What stands for the words of a version that does not say it.
NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Place:
    """Where one source says it: `[start, end)` in the article's text, from line and column to line and column.

    `words` are the exact words there. `file` is what to open, `exact` whether the numbers are of that file: those of
    a web page or of a line of JSON are of the text in it, and `line` is then that line of JSON, or 1.
    """

    article: str
    source: str
    path: str
    file: str
    exact: bool
    line: int
    column: int
    end_line: int
    end_column: int
    start: int
    end: int
    words: str

    @property
    def shown(self) -> str:
        """`file:line:column`, safe to print on one line."""
        return f"{visible_path(self.file)}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Wording:
    """Words in which one or more articles fill a facet, and the names of those articles.

    The `note` tells apart the same words said to other effect.
    """

    text: str
    articles: tuple[str, ...]
    sources: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """A facet with each wording once, in the order of the articles; one of `revisions` is from old to new.

    What one version alone says has an empty wording for the other.
    """

    facet: Facet
    wordings: tuple[Wording, ...]
    revised: bool = False

    @property
    def sign(self) -> str:
        return WORDS["revisions" if self.revised else "comparison"].signs.get(self.facet.relation, "=")

    def line(self) -> str:
        """`quantity "27" (Harbour Times) ≠ "25" (Coast)`, words cut to what is read at a glance.

        Of revisions `quantity "25" → "27"`: which version says which is told by the arrow. Wordings of one value stand
        together: `"3" (a) = "three" (b) ≠ "five" (c)`.
        """
        parts = []
        for item in self.wordings:
            quoted = f'"{_short(item.text, _WORDS)}"' if item.text else NOTHING
            sources = "" if self.revised else f" ({', '.join(item.sources)})"
            parts.append(quoted + (f" ({item.note})" if item.note else "") + sources)
        if self.facet.relation != "conflict" or self.revised:
            return f"{self.facet.kind} {f' {self.sign} '.join(parts)}"
        groups = alike(self.facet, [item.articles[0] for item in self.wordings])
        told = (" = ".join(parts[number] for number in group) for group in groups)
        return f"{self.facet.kind} {f' {self.sign} '.join(told)}"


@dataclass(frozen=True, slots=True)
class Row:
    """One finding of a story: `places` has one of each source that reports it, the one to be sent to first.

    Of revisions that is the newer one. `summary` and `message` are one line each, safe to print.
    """

    story: Story
    finding: Finding
    said: tuple[Said, ...]
    places: tuple[Place, ...]
    summary: str
    message: str

    @property
    def main(self) -> Place:
        return self.places[0]


def rows(report: Report, verdicts: Collection[Verdict] = VERDICTS) -> Iterator[Row]:
    """The findings of `verdicts`, story by story, in the order of the report."""
    for story in report.stories:
        yield from story_rows(story, verdicts)


def story_rows(story: Story, verdicts: Collection[Verdict] = VERDICTS) -> list[Row]:
    """The findings of `verdicts` of one story, in the order of the report."""
    names = source_names(story.articles)
    paths = {article.id: article.path for article in story.articles}
    return [_row(story, finding, names, paths) for finding in story.findings if finding.verdict in verdicts]


def source_names(articles: Sequence[StoryArticle]) -> dict[str, str]:
    """What each article is called, by its letter: its source where no other has the same, else its path."""
    sources = {article.id: visible(article.source).strip() for article in articles}
    taken = list(sources.values())
    return {
        article.id: sources[article.id]
        if sources[article.id] and taken.count(sources[article.id]) == 1
        else visible_path(article.path)
        for article in articles
    }


def by_verdict(report: Report) -> dict[Verdict, int]:
    """How many findings of each verdict the report holds."""
    return {verdict: sum(story.count(verdict) for story in report.stories) for verdict in VERDICTS}


def posix(path: str) -> str:
    """`path` with `/` between its parts and none of them `.`, as repositories name files; `-` and addresses stay."""
    return path if path == STDIN or "://" in path else PurePath(path).as_posix()


def _row(story: Story, finding: Finding, names: Mapping[str, str], paths: Mapping[str, str]) -> Row:
    revised = finding.change is not None
    said = tuple(Said(facet, _wordings(facet, names, silent=revised), revised) for facet in finding.facets)
    conflicts = [item for item in said if item.facet in finding.differing]
    articles = list(dict.fromkeys(item.article for item in finding.claims))
    places = [_place(article, finding, conflicts, names, paths) for article in articles]
    summary = _short(finding.summary.strip() or finding.claims[0].claim.text, _SUMMARY)
    return Row(
        story=story,
        finding=finding,
        said=said,
        places=tuple(sorted(reversed(places) if revised else places, key=lambda place: place.file == STDIN)),
        summary=summary,
        message=_message(finding, summary, conflicts, [names[article] for article in articles]),
    )


def _wordings(facet: Facet, names: Mapping[str, str], *, silent: bool) -> tuple[Wording, ...]:
    """Each wording with those who use it; with `silent`, an empty one for articles that do not say it."""
    if silent and facet.relation == "missing":
        saying = {value.article: visible(value.text).strip() for value in facet.values}
        return tuple(Wording(saying.get(article, ""), (article,), (name,)) for article, name in names.items())
    return tuple(
        Wording(item.text, item.articles, tuple(names[article] for article in item.articles), item.note)
        for item in wordings(facet)
    )


def _message(finding: Finding, summary: str, conflicts: Sequence[Said], sources: Sequence[str]) -> str:
    if finding.change is not None:
        return ": ".join([finding.change, summary, *(["; ".join(item.line() for item in conflicts)] * bool(conflicts))])
    if finding.verdict == "unique":
        return f"only {sources[0]} reports: {summary}"
    if finding.verdict == "agreed":
        return f"{', '.join(sources)} agree: {summary}"
    return f"{summary}: {'; '.join(item.line() for item in conflicts)}"


def _place(
    article: str, finding: Finding, conflicts: Sequence[Said], names: Mapping[str, str], paths: Mapping[str, str]
) -> Place:
    """The words of `article` that differ, where they stand in one of its claims, else its first claim."""
    claims = [item for item in finding.claims if item.article == article]
    for said in conflicts:
        for value in said.facet.values:
            if value.article == article and value.start < value.end:
                for item in claims:
                    if item.claim.start <= value.start and value.end <= item.claim.end:
                        return _located(item, value.start, value.end, names[article], paths[article])
    first = claims[0]
    return _located(first, first.claim.start, first.claim.end, names[article], paths[article])


def _located(item: Reported, start: int, end: int, source: str, path: str) -> Place:
    claim = item.claim
    words = claim.text[start - claim.start : end - claim.start]
    line, column = _after(claim.line, claim.column, claim.text[: start - claim.start])
    end_line, end_column = _after(line, column, words)
    file, exact = posix(path), True
    if (match := _JSON_LINE.fullmatch(path)) is not None:
        file, exact = posix(match[1]), False
        line, column, end_line, end_column = int(match[2]), 1, int(match[2]), 1
    elif path.lower().endswith(_PAGES):
        exact = False
        line, column, end_line, end_column = 1, 1, 1, 1
    return Place(item.article, source, path, file, exact, line, column, end_line, end_column, start, end, words)


def _after(line: int, column: int, text: str) -> tuple[int, int]:
    """Line and column of what follows `text` that begins at `line` and `column`."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    breaks = text.count("\n")
    return line + breaks, (len(text) - text.rfind("\n") if breaks else column + len(text))


def _short(text: str, cells: int) -> str:
    return shorten(Excerpt(visible(text).strip()), cells).text
