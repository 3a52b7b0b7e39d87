"""The loose lines that stand above a saved article: title, byline, date, outlet."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from newsdiff.config.tables import NO_DEFAULTS, SourceDefaults
from newsdiff.model import Furniture, Span
from newsdiff.read import words
from newsdiff.read.dates import first_date, is_date_line, stated_date, written_dates

#: Lines looked at for a header, blank ones left out.
MAX_LINES = 14
_LINE = re.compile(r"[^\r\n]+")
_KEY = re.compile(r"\s*([A-Za-z][A-Za-z _-]{1,20}?)\s*:\s*(\S.*)$")
_BYLINE = re.compile(r"\s*(?:written |reported |words |story |posted )?by:?\s+(?=[A-Z@])", re.I)
_RUN_IN = re.compile(r"\s*(?:date|dated|published|updated|posted)(?:\s+(?:on|at))?\s*:?\s+", re.I)
_CLOCK = re.compile(
    r"(?:[\sT,|]+(?:at\s+)?\d{1,2}[:.]\d{2}(?::\d{2})?(?:\s?[ap]\.?m\.?)?(?:\s?(?:[A-Z]{2,4}|Z|[+-]\d{2}:?\d{2})\b)?)?"
    r"[\s.,:;|–—-]*"
)
_PIECES = re.compile(r"\s+[|•·/–—-]+\s+|\s*[|•·]\s*")
_NAME = r"[A-Z][\w.'’-]*(?:\s(?:de|da|del|van|von|der|bin|al|la|le|[A-Z][\w.'’-]*)){1,3}"
_AUTHOR_AT = re.compile(rf"\s*({_NAME})(?:,\s[A-Z][\w. ]{{1,40}}| (?:at|in) (?:the )?[A-Z][\w'’. -]{{1,40}})\s*$")
#: A title's pieces; from the start of a gap only, as a gap of a megabyte would else be tried from each of its spaces.
_PARTED = re.compile(r"(?<!\s)\s+[|–—-]\s+")
_PARTED_LAST = re.compile(rf"{_PARTED.pattern}$")
_FINAL = re.compile(r"[.!?…:;,][\"'”’)\]]*\s*$")


@dataclass(slots=True)
class Header:
    """What the lines above the body say; `end` is where the body starts."""

    end: int
    title: str | None = None
    title_span: Span | None = None
    source: str | None = None
    author: str | None = None
    url: str | None = None
    published: date | None = None
    updated: date | None = None
    defaults: SourceDefaults = NO_DEFAULTS
    furniture: list[Furniture] = field(default_factory=list)


def header(text: str, start: int, known_title: str | None = None, defaults: SourceDefaults = NO_DEFAULTS) -> Header:
    """Read the lines of `text` from `start` up to the first sentence of the body."""
    found = Header(start, defaults=defaults)
    lines = []
    for match in _LINE.finditer(text, start):
        if match[0].strip():
            lines.append(match)
            if len(lines) > MAX_LINES:
                break
    if _is_menu(lines):
        return found
    for k, line in enumerate(lines):
        content = line[0]
        span = _trimmed(line)
        untitled = found.title_span is None and found.title is None
        if untitled and _is_title(text, line, lines[k + 1 : k + 2], known_title, defaults):
            _take_title(found, content, span, known_title)
        elif _repeats(content, found.title):
            found.furniture.append(Furniture(span.start, span.end, "title"))
        elif found.title_span is not None and found.author is None and _is_bare_name(content):
            found.author = content.strip()
            found.furniture.append(Furniture(span.start, span.end, "byline"))
        elif _take(found, content, span):
            pass
        elif not re.search(r"\w", content):
            found.furniture.append(Furniture(span.start, span.end, "rule"))
        # A standfirst may stand between the title and the byline.
        elif found.title_span is None or not _is_standfirst(
            content, [item[0] for item in lines[k + 1 : k + 3]], defaults
        ):
            break
        found.end = line.end()
    return found


def _is_menu(lines: list[re.Match[str]]) -> bool:
    """A web page pasted whole starts with its menus: no header to be read there."""
    return len(lines) > MAX_LINES and sum(len(line[0].split()) <= 4 for line in lines) > 0.7 * len(lines)


def _trimmed(line: re.Match[str]) -> Span:
    content = line[0]
    left = len(content) - len(content.lstrip())
    return Span(line.start() + left, line.start() + len(content.rstrip()))


def _bare(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().casefold()


def _repeats(content: str, title: str | None) -> bool:
    return bool(title) and len(content) < 400 and bool(_bare(content)) and _bare(content) == _bare(title or "")


def _is_title(
    text: str, line: re.Match[str], following: list[re.Match[str]], known: str | None, defaults: SourceDefaults
) -> bool:
    content = line[0].strip()
    if _repeats(content.lstrip("# "), known):
        return True
    if content.startswith("# "):
        return True
    if (
        not re.search(r"\w", content)
        or not following
        or len(content) > 200
        or len(content.split()) > 30
        or _is_metadata(content, defaults)
    ):
        return False
    if re.search(r"(?<!\b[A-Z])[.,;:]$", content) and not content.endswith("..."):
        return False
    blank = text.count("\n", line.end(), following[0].start()) > 1 or "\r\r" in text[line.end() : following[0].start()]
    if blank or _is_metadata(following[0][0], defaults):
        return True
    # Without a blank line only a short line above a much longer one is a title.
    return known is None and len(content.split()) <= 14 and len(following[0][0]) > 2 * len(content)


def _is_bare_name(content: str) -> bool:
    bare = re.fullmatch(_NAME, content.strip()) is not None and len(content.split()) <= 4
    return bare and not _BYLINE.match(content)


def _is_standfirst(content: str, following: list[str], defaults: SourceDefaults) -> bool:
    """A line without a full stop above a line of metadata."""
    if len(content) > 300 or _FINAL.search(content):
        return False
    return any(_is_metadata(line, defaults) or _is_bare_name(line) for line in following)


def _take_title(found: Header, content: str, span: Span, known: str | None) -> None:
    title = content.strip().lstrip("#").strip()
    pieces = _PARTED.split(title)
    outlet = pieces[-1] if len(pieces) > 1 else ""
    if not known and outlet and _is_outlet(outlet):
        found.source = found.source or outlet
        title = _PARTED_LAST.sub("", title[: title.rindex(outlet)])
        end = span.start + content.strip().index(title) + len(title)
        found.furniture.append(Furniture(end, span.end, "source"))
        span = Span(span.start, end)
    key = _KEY.match(title)
    if key and words.keys().get(key[1].lower()) == "title":
        title = key[2].strip()
    found.title, found.title_span = title, span


def _is_outlet(piece: str) -> bool:
    """Whether a title's last piece is an outlet's name: short, capitalised, and ending as outlets' names do."""
    tokens = re.findall(r"[\w.'’&]+", piece)
    if not 1 <= len(tokens) <= 5 or not all(t[0].isupper() or t.lower() in ("the", "of", "and", "&") for t in tokens):
        return False
    last = tokens[-1].lower()
    domain = re.fullmatch(r"[\w-]+\.(?:com|org|net|co\.uk|info|tv|news|\w\w)", last) is not None
    return domain or last in words.of("outlet_words") or piece.lower() in words.of("agencies")


def _is_metadata(content: str, defaults: SourceDefaults) -> bool:
    return len(content) < 250 and _take(Header(0, defaults=defaults), content, Span(0, len(content)))


def _take(found: Header, content: str, span: Span) -> bool:
    """Take one header line into `found`; False where the line belongs to the body."""
    stripped, order = content.strip(), found.defaults.dates
    run_in = _RUN_IN.match(content)
    if run_in:
        when = next(written_dates(content[:120], run_in.end(), order=order), None)
        if when and when.start - run_in.end() <= 12:
            clock = _CLOCK.match(content, when.end)
            cut = clock.end() if clock else when.end
            rest = content[cut:].strip()
            if not rest or len(rest.split()) > 4 or is_date_line(stripped, order):
                _take_date(found, when.day, content[: run_in.end()])
                inside = span.start - (len(content) - len(content.lstrip()))
                whole = not rest or is_date_line(stripped, order)
                end = span.end if whole else inside + len(content[:cut].rstrip())
                found.furniture.append(Furniture(span.start, end, "date"))
                return whole
    if len(stripped) > 250:
        return False
    pair = _KEY.match(content)
    kind = words.keys().get(pair[1].lower().replace("_", " ").replace("-", " ")) if pair else None
    if pair and kind and _take_pair(found, kind, pair[2].strip(), span):
        return True
    if is_date_line(stripped, order):
        _take_date(found, first_date(stripped, order), stripped)
        found.furniture.append(Furniture(span.start, span.end, "date"))
        return True
    if _is_byline(stripped):
        if found.author is None:
            found.author = _BYLINE.sub("", re.split(r"[|•·]", stripped)[0]).strip()
        _take_date(found, first_date(stripped, order), stripped)
        found.furniture.append(Furniture(span.start, span.end, "byline"))
        return True
    return _take_pieces(found, stripped, span)


def _take_date(found: Header, day: date | None, label: str) -> None:
    if day is None:
        return
    if re.search(r"updat|modif|revis", label, re.I) and not re.search(r"publish|posted", label, re.I):
        found.updated = found.updated or day
    else:
        found.published = found.published or day


def _take_pair(found: Header, kind: str, value: str, span: Span) -> bool:
    if kind in ("date", "updated"):
        day = stated_date(value, found.defaults) if len(value) <= 120 else None
        if day is None:
            return False
        _take_date(found, day, "updated" if kind == "updated" and "publish" not in value.lower() else "")
        reason = "date"
    elif kind == "author":
        if _FINAL.search(value) and len(value.split()) > 6:
            return False
        found.author, reason = found.author or value, "byline"
    elif kind == "title":
        found.title, found.title_span, reason = found.title or value, None, "title"
    elif kind == "url":
        if not re.match(r"(?:https?://|www\.)\S+$", value):
            return False
        found.url, reason = found.url or value, "link"
    elif kind == "source":
        if len(value.split()) > 8:
            return False
        found.source, reason = found.source or value, "source"
    else:
        reason = "metadata"
    found.furniture.append(Furniture(span.start, span.end, reason))
    return True


def _is_byline(line: str) -> bool:
    """`By …`, `Name, … <role>`, or `Name at Place`: short, no sentence."""
    if len(line) > 150 or re.search(r"[.!?][\"”’]?$", line.replace(".com", "")) or line[:1] in "\"“'‘":
        return False
    by = _BYLINE.match(line)
    if by:
        return len(line.split()) <= 22 and _small_words(line[by.end() :]) <= 1
    first = re.split(r"\s[|]\s", line)[0]
    names = re.match(_NAME + r"(?:,|\s[|–—-]|\sand\s|$)", line) is not None
    if names and len(line.split()) <= 14 and (words.ends_in_role(first) or _role_follows(first)):
        return True
    if len(line.split()) <= 4 and line[:1].isupper() and words.ends_in_role(line) and "," not in line:
        return True
    return bool(_AUTHOR_AT.match(line)) and len(line.split()) <= 10


def _small_words(line: str) -> int:
    """How many words in small letters `line` holds that are no function word, role or date: bylines have few."""
    usual = {"and", "in", "at", "for", "the", "of", "by", "with", "on"} | words.of("roles") | words.date_company()
    return sum(word not in usual for word in re.findall(r"\b[a-z][\w'’-]*", line))


def _role_follows(line: str) -> bool:
    """`Name, Diplomatic Correspondent, Place`: the part after the name is a role."""
    parts = line.split(",")
    return len(parts) > 1 and words.ends_in_role(parts[1]) and len(parts[1].split()) <= 4


def _take_pieces(found: Header, line: str, span: Span) -> bool:
    """`Outlet | date`, `Section • Updated 3 May 2021 • 2 min read`: short pieces, one of them a date."""
    pieces = [piece for piece in _PIECES.split(line) if piece.strip()]
    if not 2 <= len(pieces) <= 6 or len(line) > 160 or _FINAL.search(line):
        return False
    order = found.defaults.dates
    dated = [piece for piece in pieces if is_date_line(piece, order)]
    if not dated:
        return False
    for piece in pieces:
        if piece in dated:
            _take_date(found, first_date(piece, order), piece)
        elif _BYLINE.match(piece):
            found.author = found.author or _BYLINE.sub("", piece).strip()
        elif found.source is None and len(piece.split()) <= 6 and piece[:1].isupper():
            found.source = piece.strip()
    found.furniture.append(Furniture(span.start, span.end, "date"))
    return True
