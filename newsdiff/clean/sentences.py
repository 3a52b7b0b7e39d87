"""What a sentence or a line is, as far as furniture goes: a notice, an offer, a credit, a link, a menu."""

from __future__ import annotations

import re
from itertools import pairwise

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
_COUNTER = re.compile(
    r"\d+\s*(?:min(?:ute)?s?)\s+read$|\d[\d,.]*[KkMm]?\s+(?:shares?|comments?|views?|likes?)\b[^.!?]*$", re.I
)
_APPEAL = re.compile(r"\W*(?:e-?mail|contact|write|call|send|follow|reach)\b", re.I)
_CALL = re.compile(r"\W*(?:call|phone|tel|telephone|text|whatsapp)\b", re.I)
_FOLLOW = re.compile(
    r"\W*follow\b.{0,80}?(?:@\w+|\b(?:twitter|facebook|instagram|x|youtube|tiktok|linkedin|whatsapp|bluesky)\b)", re.I
)
_COMMENTS = re.compile(
    r"\W*(?:\d[\d,]*\s+)?(?:comments?|replies|responses to|thoughts on|leave a (?:reply|comment)|discussion"
    r"|join the (?:discussion|conversation)|(?:post|add|write) a comment|reader comments|comments are closed)\b"
    r"[^.!?]{0,60}[!:]?$",
    re.I,
)
_COPYRIGHT = re.compile(
    r"\W{0,3}(?:©|\([cC]\)\s|[Cc](?i:opyright)(?:\s?(?:©|\([cC]\))"
    r"|(?:\W{1,3}(?:[A-Z][\w.&'’-]*|of|and|the)){0,8}\W{1,3}(?:19|20)\d\d))"
)
_GALLERY = re.compile(r"\W*(?:slideshow|gallery|photos|images|pictures|videos?)\s*\(\d+[^()]{0,20}\)$", re.I)
_MORE_AT_END = re.compile(r"[^.!?\s]\s+(?:read|see|watch|find out|learn) more\W*$", re.I)
#: Words that headline style leaves in small letters, and those it raises that no sentence would.
_LOW = frozenset("a an and as at by for from in into of on or the to with".split())
_RAISED = frozenset(
    "Are Can Could Did Do Does Had Has Have Is It Should That The They This Was We Were Will Would You".split()
)


def sentences(text: str) -> list[tuple[int, int]]:
    """The sentences of a block by their final marks: rough, as only openings are looked at."""
    bounds = [0, *(match.end() for match in _SPLIT.finditer(text)), len(text)]
    return [(a, b) for a, b in pairwise(bounds) if text[a:b].strip()]


def reason(sentence: str) -> str | None:
    """Why `sentence` is furniture, or None: judged by how it opens and what contact details it holds."""
    head = sentence.strip()
    if not head:
        return None
    if is_copyright(head):
        return "notice"
    # What somebody is quoted to say is never addressed to the reader.
    quoted = head[0] in '"“‘'
    if not quoted and cues.opener("notice").match(head):
        return "notice"
    if not quoted and cues.opener("offer").match(head):
        return "offer"
    length = len(head.split())
    # A bracket that closes early is a credit of its own, with a sentence after it.
    if length <= 25 and head.find(")") in (-1, len(head) - 1, len(head) - 2) and cues.opener("credit").match(head):
        return "credit"
    if length <= 45 and cues.within().search(head):
        return "notice"
    if length <= 25 and _EMAIL.search(head) and (length <= 12 or _APPEAL.match(head)):
        return "contact"
    if length <= 12 and _CALL.match(head) and _PHONE.search(head):
        return "contact"
    if _FOLLOW.match(head):
        return "offer"
    return "heading" if head.endswith("?") and _is_asked_in_capitals(head) else None


def is_copyright(text: str) -> bool:
    """Whether `text` opens as a copyright line; "Copyright law was changed in 2019" does not."""
    return _COPYRIGHT.match(text) is not None


def _is_asked_in_capitals(sentence: str) -> bool:
    """ "How Did It Start?" run into a paragraph: a head, as only headline style capitalises such small words."""
    tokens = re.findall(r"[A-Za-z][\w'’-]*", sentence[:120])
    if not 3 <= len(tokens) <= 14 or sentence[0] in "\"“‘'":
        return False
    return all(t[0].isupper() or t in _LOW for t in tokens) and any(t in _RAISED for t in tokens[1:])


def line_reason(line: str) -> str | None:
    """Why a whole `line` is furniture by its form alone, or None."""
    bare = line.strip()
    if _RULE.match(bare):
        return "rule"
    if len(bare) > 300:
        return None
    if is_date_line(bare):
        return "date"
    if not _URL.sub("", bare).strip(" :-–—|"):
        return "link"
    count = len(bare.split())
    if count <= 8 and is_comments_head(bare):
        return "comments"
    if _COUNTER.match(bare):
        return "counter"
    if _GALLERY.match(bare) or _is_link(bare, count):
        return "link"
    if _is_menu(bare):
        return "menu"
    return "credit" if is_credit(bare) else None


def _is_link(line: str, count: int) -> bool:
    """A label alone, or with a mark and a story's name; or a story's name with "Read more" after it."""
    for strength in ("strong", "weak"):
        label = cues.link_label(strength).match(line)
        if label is None:
            continue
        rest = line[label.end() :].strip()
        closed = re.search(r"[.!?…][\"”’)]*$", rest) is not None
        # A label stands apart from its story by a mark; "More than 40" and "Watch makers" have none.
        if (not rest and count <= 6) or (label["mark"] and (strength == "strong" or not closed)):
            return True
    return count <= 40 and _MORE_AT_END.search(line[-60:]) is not None


def is_comments_head(line: str) -> bool:
    """Whether `line` opens the readers' comments."""
    return len(line) < 90 and _COMMENTS.match(line) is not None


def is_title_case(line: str) -> bool:
    """Whether `line` is written as headlines of links are: four long words or more, nearly all capitalised."""
    long = [word for word in re.findall(r"[A-Za-z][\w'’-]*", line) if len(word) > 3]
    return len(long) >= 4 and sum(word[0].isupper() for word in long) >= 0.85 * len(long)


def is_name(text: str) -> bool:
    """Whether `text`, in brackets after a caption, is but a name: at most five words, all capitalised."""
    tokens = text.split()
    return 0 < len(tokens) <= 5 and all(t[0].isupper() or t[0].isdigit() or t in ("of", "the") for t in tokens)


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
    if _SLASH_CREDIT.match(bare) or bare.lower() in words.of("agencies"):
        return True
    small = sum(word[0].islower() for word in re.findall(r"[A-Za-z][\w'’-]*", bare))
    capitals = bare[:1].isupper() and bare[-1] not in "!?" and small <= max(1, count // 4)
    pieces = [piece.strip().lower() for piece in re.split(r"[/|,:]| via ", bare)]
    agency = any(piece in words.of("agencies") for piece in pieces)
    return capitals and count <= 10 and (agency or cues.credit_word().search(bare) is not None)


def tweet_signatures(text: str) -> list[tuple[int, int]]:
    """The places of "— Name (@handle) December 28, 2017", with the links right before it."""
    if "(@" not in text:
        return []
    found = []
    for match in _TWEET_BY.finditer(text):
        start = match.start()
        for _ in range(3):
            before = text[max(0, start - 300) : start].rstrip()
            token = before.rpartition(" ")[2]
            if not token or not _URL.match(token):
                break
            start -= len(text[max(0, start - 300) : start]) - len(before) + len(token)
        found.append((start, match.end()))
    return found


def is_teaser_of_link(text: str, start: int) -> bool:
    """Whether a tweet's text, `text[:start]` before its signature, is only another story's headline and link."""
    head = text[:start].strip()
    linked = _URL.match(text[start:].lstrip()) is not None
    return linked and len(head.split()) <= 25 and not re.search(r"[.!?…\"”’]$", head) and head[:1] not in '"“‘'
