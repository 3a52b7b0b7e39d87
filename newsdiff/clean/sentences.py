"""What a sentence or a line is, as far as furniture goes: a notice, an offer, a credit, a caption, a teaser."""

from __future__ import annotations

import re

from newsdiff.clean import cues
from newsdiff.read import words
from newsdiff.read.dates import is_date_line

_SPLIT = re.compile(r"(?<=[.!?…])[\"”’)]*\s+(?=[\"“‘(\[]?[A-Z0-9©#@])")
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{2,64}")
_PHONE = re.compile(r"(?<!\d)(?:\+?\d[\d ()-]{7,15}\d)(?!\d)")
_URL = re.compile(r"(?:https?://|www\.|pic\.twitter\.com/)\S+", re.I)
_NAME = r"[A-Z][\w.'’-]*(?:\s[A-Z][\w.'’-]*){0,3}"
_SLASH_CREDIT = re.compile(rf"\(?{_NAME}\s?[/|]\s?{_NAME}(?:\s?[/|,]\s?{_NAME}){{0,2}}\)?$")
_TWEET_BY = re.compile(
    r"[—–-]{1,2}\s*[^()\n]{1,80}\(@\w{1,30}\)\s*(?:[A-Z][a-z]+ \d{1,2}, \d{4}|\d{1,2} [A-Z][a-z]+ \d{4})?"
)
_RULE = re.compile(r"[\W_]*$")
_READ_TIME = re.compile(
    r"\d+\s*(?:min(?:ute)?s?)\s+read$|\d[\d,.]*[KkMm]?\s+(?:shares?|comments?|views?|likes?)\b.*$", re.I
)


def sentences(text: str) -> list[tuple[int, int]]:
    """The sentences of a block by their final marks: rough, as only openings are looked at."""
    bounds = [0, *(match.end() for match in _SPLIT.finditer(text)), len(text)]
    return [(a, b) for a, b in zip(bounds, bounds[1:], strict=False) if text[a:b].strip()]


def reason(sentence: str) -> str | None:
    """Why `sentence` is furniture, or None: judged by how it opens and what contact details it holds."""
    head = sentence.strip()
    if not head:
        return None
    if cues.opener("notice").match(head):
        return "notice"
    if cues.opener("offer").match(head):
        return "offer"
    length = len(head.split())
    if cues.opener("credit").match(head) and length <= 25:
        return "credit"
    if cues.within().search(head) and length <= 45:
        return "notice"
    if (
        length <= 25
        and _EMAIL.search(head)
        and (length <= 12 or re.match(r"(?i)\W*(?:e-?mail|contact|write|call|send|follow)", head))
    ):
        return "contact"
    if length <= 12 and re.match(r"(?i)\W*(?:call|phone|tel|telephone|text|whatsapp)\b", head) and _PHONE.search(head):
        return "contact"
    if re.match(
        r"(?i)\W*follow\b.{0,80}(?:@\w+|\b(?:twitter|facebook|instagram|x|youtube|tiktok|linkedin|whatsapp)\b)", head
    ):
        return "offer"
    return None


def line_reason(line: str) -> str | None:
    """Why a whole `line` is furniture by its form alone, or None."""
    bare = line.strip()
    if _RULE.match(bare):
        return "rule"
    if len(bare) > 300:
        return None
    if is_date_line(bare) or _READ_TIME.match(bare):
        return "date"
    if not _URL.sub("", bare).strip(" :-–—|"):
        return "link"
    for strength in ("strong", "weak"):
        label = cues.link_label(strength).match(bare)
        if label is None:
            continue
        rest = bare[label.end() :].strip()
        closed = re.search(r"[.!?…][\"”’)]*$", rest) is not None
        # A strong label stands apart from its story by a mark; "More than 40" and "Watch makers" have none.
        if (not rest and len(bare.split()) <= 6) or (label["mark"] and (strength == "strong" or not closed)):
            return "link"
    if _is_menu(bare):
        return "menu"
    if is_credit(bare):
        return "credit"
    return None


def _is_menu(line: str) -> bool:
    """Short pieces parted by bars or dots, none of them a sentence."""
    pieces = [piece for piece in re.split(r"\s*[|•·»]\s*|\s{3,}", line) if piece.strip()]
    return len(pieces) >= 2 and all(len(piece.split()) <= 6 and piece[-1] not in ".!?" for piece in pieces)


def is_credit(text: str) -> bool:
    """Whether `text`, a short line or the inside of brackets, is nothing but a picture's credit."""
    bare = text.strip().strip("()[]").strip()
    count = len(bare.split())
    if not bare or count > 14:
        return False
    if cues.opener("credit").match(bare) and not re.search(r"[.!?]\s", bare):
        return True
    if _SLASH_CREDIT.match(bare):
        return True
    if bare.lower() in words.of("agencies"):
        return True
    small = sum(word[0].islower() for word in re.findall(r"[A-Za-z][\w'’-]*", bare))
    capitals = bare[:1].isupper() and bare[-1] not in "!?" and small <= max(2, count // 3)
    pieces = [piece.strip().lower() for piece in re.split(r"[/|,:]| via ", bare)]
    agency = any(piece in words.of("agencies") for piece in pieces)
    return capitals and (agency or cues.credit_word().search(bare) is not None) and count <= 10


def tweet_signatures(text: str) -> list[tuple[int, int]]:
    """The places of "— Name (@handle) December 28, 2017", with a link right before it."""
    if "(@" not in text:
        return []
    found = []
    for match in _TWEET_BY.finditer(text):
        start = match.start()
        # A link right before the signature goes with it.
        while (token := text[:start].rstrip()[-300:].rpartition(" ")[2]) and _URL.match(token):
            start = len(text[:start].rstrip()) - len(token)
        found.append((start, match.end()))
    return found


def is_teaser_of_link(text: str, start: int) -> bool:
    """Whether a tweet's text, `text[:start]` before its signature, is only another story's headline and link."""
    head = text[:start].strip()
    linked = _URL.search(text[start:]) is not None
    return linked and len(head.split()) <= 25 and not re.search(r"[.!?…\"”’]$", head) and head[:1] not in '"“‘'
