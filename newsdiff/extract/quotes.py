"""Words inside quotation marks: straight, curly, single, nested, left open, and over several paragraphs."""

from __future__ import annotations

import re

from newsdiff.model import Quote

_MARKS = re.compile(r"[\"“”„‟«»]|[‘’‚‛'`´]+|\n[ \t\r\f\v]*\n\s*")
_OPENING = frozenset("“„‟«‘‚‛")
_SINGLE = frozenset("‘’‚‛'`´")
_WORDS = re.compile(r"\w")
#: Newspapers quote less at a stretch, and quote within quotes no deeper; beyond these a mark was left open. Each
#: clause of a quotation carries it, so without a bound the text's square would have to be held.
_LONGEST, _DEEPEST = 5000, 6
_FINAL = frozenset(".!?…")
_ELIDED = re.compile(r"(?:em|tis|twas|til|cause|n|round|bout)\b", re.I)
_CLOSES = re.compile(r"[\w.,!?…]['’](?!\w)")
_OPENS = re.compile(r"(?<![\w.,!?…])['‘](?=\w)")


def find_quotes(doc_text: str) -> tuple[Quote, ...]:
    """The quotations of `doc_text`, outermost and nested, without their marks, in the order of the text.

    A paragraph break inside a quotation ends that part of it; where the next paragraph opens with a mark again the
    quotation goes on there as a Quote of its own. An opening mark without a closing one reaches to the end of its
    paragraph when it is a curly one, and is no quotation when it is straight. A straight mark that can only open,
    inside a quotation, opens its next paragraph where line breaks were lost: what went before is a quotation where
    it ends a sentence. Linear in the length of the text.
    """
    found: list[Quote] = []
    stack: list[tuple[str, int]] = []  # kind of mark, start of the words
    text = doc_text
    for match in _MARKS.finditer(text):
        start, end = match.span()
        mark = match[0]
        if mark[0] == "\n":
            _leave_open(text, stack, start, found)
            stack.clear()
            continue
        kind = _kind(mark)
        if not kind:
            continue
        role = _role(text, start, end, mark, kind, stack)
        if role == "open":
            stack.append((kind, end))
        elif role == "go on":
            while stack:
                opened, since = stack.pop()
                if opened == kind:
                    if text[since:start].rstrip()[-1:] in _FINAL:
                        _add(text, since, start, found)
                    break
            stack.append((kind, end))
        elif role == "close":
            while stack:
                opened, since = stack.pop()
                if opened == kind:
                    if len(stack) < _DEEPEST:
                        _add(text, since, start, found)
                    break
    _leave_open(text, stack, len(text), found)
    found.sort(key=lambda quote: (quote.start, -quote.end))
    return tuple(found)


def _kind(mark: str) -> str:
    if mark[0] in _SINGLE:
        if mark in ("''", "``", "´´", "’’", "‘‘", "`"):
            return "double" if len(mark) == 2 else "single"
        return "single" if len(mark) == 1 else ""
    return "double"


def _role(text: str, start: int, end: int, mark: str, kind: str, stack: list[tuple[str, int]]) -> str:
    """Whether the mark at `[start, end)` opens, closes or goes on with a quotation, or neither (an apostrophe)."""
    before = text[start - 1] if start else "\n"
    after = text[end] if end < len(text) else "\n"
    is_open = any(opened == kind for opened, _ in stack[-3:])
    if kind == "single":
        if before.isalnum() and after.isalnum():
            return ""  # don't
        if mark in ("’", "'", "´") and before.isalnum() and not is_open:
            return ""  # the workers' demand
        if mark != "‘" and not before.isalnum() and (after.isdigit() or _elided(text, end)):
            return ""  # the '90s, 'em
        if mark in ("’", "'") and before in "sS" and is_open and _closes_later(text, end):
            return ""  # 'the workers' demand'
    if mark in "“„‟‘‚‛«":
        if mark == "“" and is_open and stack[-1][1] and text[stack[-1][1] - 1] == "„":
            return "close"  # „so“
        if mark in "“«" or not (is_open and (before.isalnum() or before in ".,!?…")) or after.isalnum():
            return "open"
        return "close"
    if mark in "”»":
        if is_open:
            return "close"
        return "open" if (before.isspace() or before in "([—–-") and after.isalnum() else ""
    if mark == "’":
        return "close" if is_open and not before.isspace() else ""
    # a straight mark: it opens before a word and closes after one
    if is_open:
        if not ((before.isspace() or before in "([—–") and not after.isspace()):
            return "close"
        if kind == "single":
            return "open"
        return "go on" if before.isspace() and after.isalnum() else "close"
    spaced = start == 0 or before.isspace() or before in "([—–-/“‘\"':>,.…"
    return "open" if spaced and not after.isspace() else ""


def _elided(text: str, at: int) -> bool:
    """Whether a word that is written with an apostrophe in front stands at `at`."""
    return _ELIDED.match(text, at) is not None


def _closes_later(text: str, at: int) -> bool:
    """Whether another closing single mark follows within reach, before a new one opens."""
    reach = text[at : at + 200].split("\n", 1)[0]
    close, opens = _CLOSES.search(reach), _OPENS.search(reach)
    return close is not None and (opens is None or opens.start() > close.start())


def _add(text: str, start: int, end: int, found: list[Quote]) -> None:
    if end - start > _LONGEST:
        return
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    end -= len(words) - len(words.rstrip())
    if start < end and _WORDS.search(text, start, end):
        found.append(Quote(start, end, text[start:end]))


def _leave_open(text: str, stack: list[tuple[str, int]], end: int, found: list[Quote]) -> None:
    """Close what a paragraph left open: only the outermost double quotation is taken for one."""
    for kind, since in stack[:1]:
        if kind == "double" and text[since - 1] in _OPENING:
            _add(text, since, end, found)
