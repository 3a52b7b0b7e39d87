"""Text to `Article`: front matter, header lines and dateline, and what they say."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from urllib.parse import urlsplit

from newsdiff.config.tables import NO_DEFAULTS, SourceDefaults
from newsdiff.model import Article, Furniture, PublishedFrom
from newsdiff.read.dateline import Dateline, dateline
from newsdiff.read.dates import date_in_url, first_date, stated_date, written_dates
from newsdiff.read.frontmatter import FrontMatter, front_matter
from newsdiff.read.header import Header, header
from newsdiff.read.own_lines import hidden, own_lines

#: Words before a full date that make it one to come or a limit, not the day of the report.
_AHEAD = re.compile(
    r"\b(?:by|until|till|before|through|from|due|expires?|expected|scheduled|planned|born)(?:\s+\S+)?\s*$", re.I
)


def parse(
    text: str,
    path: str = "<text>",
    *,
    label: str | None = None,
    published: date | None = None,
    encoding: str = "utf-8",
    warnings: tuple[str, ...] = (),
    metadata: Mapping[str, str] | None = None,
    defaults: SourceDefaults = NO_DEFAULTS,
) -> Article:
    """Read what `text` says of itself; `label` overrides its source and `published` its date.

    `metadata` is what stands beside the text (`title`, `source`, `date`, `url`, `author`); it counts as front matter.
    `defaults` are what is known of its source; their label counts where `label` gives none.

    Lone surrogates become U+FFFD, one for one, so that every later output can encode the text. The date is, in
    this order: `published` (`option`), the front matter, a header line, the dateline with a year known from
    elsewhere, a day in the address or the latest full date of the text (`inferred`), or None.
    """
    whole = text = _surrogates_replaced(text)
    front = front_matter(text)
    own = own_lines(text, front.end, defaults.furniture)
    text = hidden(text, own) if own else text
    if metadata:
        front = replace(front, values={**front.values, **metadata})
    head = header(text, front.end, front.values.get("title"), defaults)
    line = _first_dateline(text, head.end)
    url = front.values.get("url") or head.url
    day, origin = _published(text, front, head, line, url, defaults) if published is None else (published, "option")
    month_day = (line.month, line.day) if day is None and line is not None and line.month and line.day else None
    if day is None and (stated := front.values.get("date")):
        warnings += (f"date {stated!r} cannot be read beyond doubt; give the day with --date",)
    furniture = [Furniture(0, front.end, "front matter")] if front.end else []
    furniture += head.furniture
    furniture += own
    if line is not None:
        furniture.append(Furniture(line.start, line.end, "dateline"))
    return Article(
        path=path,
        text=whole,
        title=front.values.get("title") or head.title,
        source=label or defaults.label or front.values.get("source") or head.source or _wire(line) or _host(url),
        published=day,
        published_from=origin,
        month_day=month_day,
        author=front.values.get("author") or head.author,
        url=url,
        encoding=encoding,
        body_start=head.end,
        title_span=head.title_span,
        furniture=tuple(sorted(furniture, key=lambda item: item.start)),
        warnings=warnings + ((front.warning,) if front.warning else ()),
    )


def _surrogates_replaced(text: str) -> str:
    if text.isascii():
        return text
    return re.sub("[\ud800-\udfff]", "\ufffd", text)


def _first_dateline(text: str, start: int) -> Dateline | None:
    """The dateline of one of the first paragraphs: a caption may stand before it."""
    for count, match in enumerate(re.finditer(r"[^\s][^\r\n]*", text[start : start + 4000])):
        found = dateline(text, start + match.start(), start + match.end())
        if found is not None or count >= 3:
            return found
    return None


def _wire(line: Dateline | None) -> str | None:
    return line.wire if line is not None else None


def _host(url: str | None) -> str | None:
    try:
        return urlsplit(url).hostname if url else None
    except ValueError:
        return None


def _published(
    text: str,
    front: FrontMatter,
    head: Header,
    line: Dateline | None,
    url: str | None,
    defaults: SourceDefaults,
) -> tuple[date | None, PublishedFrom]:
    stated = stated_date(front.values.get("date", ""), defaults) or stated_date(
        front.values.get("updated", ""), defaults
    )
    if stated:
        return stated, "front-matter"
    stated = head.published or head.updated
    if stated:
        return stated, "header"
    inferred = (date_in_url(url) if url else None) or _latest(text, head.end, defaults.dates)
    if line is not None and line.month and line.day:
        own = first_date(text[line.start : line.end], defaults.dates)
        if own is None and inferred is not None:
            own = _nearest_year(line.month, line.day, inferred)
        if own is not None:
            return own, "dateline"
    return (inferred, "inferred") if inferred else (None, "none")


def dated_by_story(articles: Sequence[Article]) -> tuple[Article, ...]:
    """The articles of one story, those with a dateline but no year dated by the nearest year of the others.

    An article whose day would still be more than 60 days from every other's stays undated.
    """
    known = sorted({article.published for article in articles if article.published is not None})

    def dated(article: Article) -> Article:
        days = [day for near in known if article.month_day and (day := _nearest_year(*article.month_day, near))]
        return replace(article, published=days[0], published_from="dateline") if days else article

    return tuple(dated(article) for article in articles)


def _nearest_year(month: int, day: int, near: date) -> date | None:
    """The day in the year that brings it closest to `near`; None where it stays more than 60 days away."""
    days = []
    for year in (near.year - 1, near.year, near.year + 1):
        try:
            days.append(date(year, month, day))
        except ValueError:
            continue
    best = min(days, key=lambda item: abs((item - near).days), default=None)
    return best if best is not None and abs((best - near).days) <= 60 else None


def _latest(text: str, start: int, order: str | None) -> date | None:
    """The latest full date of the text: a report tells of days up to its own; dates named as ahead are left out."""
    days = [
        found.day
        for found in written_dates(text, start, order=order)
        if not _AHEAD.search(text[max(start, found.start - 30) : found.start])
    ]
    return max(days, default=None)
