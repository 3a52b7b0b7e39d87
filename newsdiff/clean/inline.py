"""What is cut within a block: widgets and lead-ins at its head, credits and signatures in it, marks of layout."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from newsdiff.clean import cues
from newsdiff.clean.sentences import (
    is_copyright,
    is_credit,
    is_name,
    is_teaser_of_link,
    reason,
    sentences,
    tweet_signatures,
)

_BRACKETS = re.compile(r"[(\[]([^()\[\]\n]{2,90})[)\]]")
_CAPTION_AT = re.compile(r"\b(?:image|media|picture|photo|video) caption:?\s+", re.I)
_BOLD_LEAD = re.compile(r"(\*\*|__)(?P<lead>[^*_\n]{1,60}?)(?P<in>[:.?!])?\1(?P<out>\s*:)?\s*")
_LEAD = re.compile(r"(?P<lead>[A-Z][^\s:.,;!?\"“”()]*(?: [^\s:.,;!?\"“”()]+){1,5}):\s+(?=[\"“‘'A-Z0-9$£€])")
_EMPHASIS = re.compile(
    r"\*{1,3}(?=\S)|(?<=\S)\*{1,3}|(?<![\w_])_{1,2}(?=[^\W_])|(?<=[^\W_])_{1,2}(?![\w_])|`|~~(?=\S)|(?<=\S)~~"
)
_LINK = re.compile(
    r"!?\[([^\[\]\n]{0,300})\](?:"
    r"\((?:<[^<>\n]{0,2000}>|(?:https?://|www\.|/|#|mailto:)[^()\s]{0,2000}(?:\([^()\s]{0,500}\)[^()\s]{0,500})?)"
    r"(?:\s\"[^\"\n]{0,500}\")?\)|\[\^?[\w -]{1,60}\])"
)
_NOTE = re.compile(r"\[\^[^\[\]\s]{1,60}\](?!:)")
_WEB = re.compile(r"\s*<?(?:https?://|pic\.twitter\.com/)\S+")
#: Words that open a lead-in and never a name: what the reader is about to be told.
_ASKING = frozenset(
    """what why how who where when which whose the between behind driving zoom zooming flashback state reality context
    threat threats bottom big by of in on for and but yes yet go catch quick""".split()
)
#: What is left at the head of a block when its dateline stood on a line above.
_DASH_LEFT = re.compile(r"--+\s+(?=\w)")
_CLOSED = re.compile(r"[.!?]\s*$")
#: After these a block holds nothing but small print.
_SWEEPS = re.compile(r"\W*(?:disclaimer|disclosure|editor['’]s note|correction|clarification)", re.I)
#: A sign alone after the last full stop, with which some outlets close an article.
_LONE_SIGN = re.compile(r"(?<=[.!?\"”’])\s+[^\sA-Za-z0-9.,!?\"“”‘’'()\[\]%€$£]$")
_SAYING = re.compile(
    r"\b(?:said|says|say|added|adds|wrote|writes|tweeted|posted|asked|told|replied|reads?|is|are|was|were|has|had)$",
    re.I,
)


@dataclass(slots=True)
class Cuts:
    """Spans of a block's text that are left out: `parts` part the text around them, `marks` leave it joined."""

    parts: list[tuple[int, int, str]] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)
    credited: bool = False


def cuts(text: str, start: int) -> Cuts:
    """Find what to cut in the block `text` from index `start`, where its marker ends."""
    found = Cuts()
    head = _head(text, start, found)
    plain = all(why == "lead-in" for *_, why in found.parts)
    for count, (a, b) in enumerate(tweet_signatures(text[head:])):
        teaser = count == 0 and plain and is_teaser_of_link(text[start:], a + head - start)
        found.parts.append((start if teaser else a + head, b + head, "signature"))
    _credits(text, head, found)
    _sentences(text, head, found)
    _widgets(text, head, found)
    lone = _LONE_SIGN.search(text, max(head, len(text) - 10))
    if lone:
        found.parts.append((lone.start(), len(text), "rule"))
    _scraps(text, start, found)
    for link in _LINK.finditer(text, head):
        found.marks += [(link.start(), link.start(1)), (link.end(1), link.end())]
    dash = _DASH_LEFT.match(text, start)
    if dash:
        found.marks.append(dash.span())
    if any(sign in text for sign in "*_`~"):
        found.marks += [match.span() for match in _EMPHASIS.finditer(text, head)]
    found.marks += [match.span() for match in _NOTE.finditer(text, head)]
    found.marks += [match.span() for match in _WEB.finditer(text, head)]
    return found


def _head(text: str, start: int, found: Cuts) -> int:
    """Cut widgets, a credit before "Image caption", and a lead-in; the index where the rest begins."""
    caption = _CAPTION_AT.search(text, start, start + 160)
    if caption:
        found.parts.append((start, caption.end(), "credit"))
        found.credited = True
        return caption.end()
    widget = cues.widgets().match(text, start)
    if widget and (widget.end() >= len(text) or text[widget.end()] in "\"“‘'" or text[widget.end()].isupper()):
        found.parts.append((start, widget.end(), "widget"))
        return _head(text, widget.end(), found) if widget.end() > start else start
    lead = _BOLD_LEAD.match(text, start)
    if lead and (lead["in"] or lead["out"]) and lead.end() < len(text):
        found.parts.append((start, lead.end(), "lead-in"))
        return lead.end()
    lead = _LEAD.match(text, start)
    if lead and _leads_in(lead["lead"], text[lead.end() :]):
        found.parts.append((start, lead.end(), "lead-in"))
        return lead.end()
    return start


def _leads_in(lead: str, rest: str) -> bool:
    """ "Why it matters", "Driving the news": an asking or function word first, no verb of saying last."""
    first = lead.split()[0].lower().strip("’'s")
    return first in _ASKING and not _SAYING.search(lead) and len(rest.split()) >= 3


def _sentences(text: str, start: int, found: Cuts) -> None:
    """Cut the sentences that are notices, offers, contacts and credits; some notices take the rest along."""
    for low, high in outside([(a, b) for a, b, _ in found.parts], start, len(text)):
        for a, b in sentences(text[low:high]):
            sentence = text[low + a : low + b]
            why = reason(sentence)
            if why is None and low + a > start and is_credit(sentence) and not _CLOSED.search(sentence):
                why = "credit"
            if why is None:
                continue
            found.credited = found.credited or why == "credit"
            if why == "notice" and (is_copyright(sentence.strip()) or _SWEEPS.match(sentence.strip())):
                found.parts.append((low + a, len(text), "notice"))
                return
            found.parts.append((low + a, low + a + len(sentence.rstrip()), why))


def _scraps(text: str, start: int, found: Cuts) -> None:
    """Cut what a cut leaves over of two or three words, or of a block that is mostly cut, with it."""
    if all(why == "lead-in" for *_, why in found.parts):
        return
    rest = outside([(a, b) for a, b, _ in found.parts], start, len(text))
    cut = sum(b - a for a, b, why in found.parts if why != "lead-in")
    mostly = sum(b - a for a, b in rest) < 0.2 * cut
    last_appeal = max((a for a, _, why in found.parts if why in ("contact", "offer")), default=-1)
    why = found.parts[0][2]
    for a, b in rest:
        piece = text[a:b].strip()
        count = len(piece.split())
        few = count <= 3 and not re.search(r"[.!?…][\"”’']*$", piece)
        # "Were you there?" before an address is part of the appeal.
        asks = count <= 9 and piece.endswith("?") and last_appeal >= b
        if few or mostly or asks:
            found.parts.append((a, b, why))


def outside(spans: list[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    """The ranges of `[start, end)` that none of `spans` covers."""
    place, ranges = start, []
    for a, b in sorted(spans):
        if a > place:
            ranges.append((place, min(a, end)))
        place = max(place, b)
    if place < end:
        ranges.append((place, end))
    return ranges


def _credits(text: str, start: int, found: Cuts) -> None:
    """Cut bracketed credits that close a sentence or the block, one or several in a row."""
    cut = last = -1
    for match in _BRACKETS.finditer(text, start):
        before, after = (
            text[max(start, match.start() - 40) : match.start()].rstrip()[-1:],
            text[match.end() : match.end() + 40].strip(),
        )
        in_row = cut >= 0 and cut == last and not text[cut : match.start()].strip()
        closes = not after or in_row or not before or before in ".!?”\"’'"
        if closes and (is_credit(match[1]) or (not after and before in ".!?" and is_name(match[1]))):
            found.parts.append((match.start(), match.end(), "credit"))
            found.credited, cut = True, match.end()
        last = match.end()


def _widgets(text: str, start: int, found: Cuts) -> None:
    """Cut the page's machinery where it opens what the other cuts have left."""
    for a, b in outside([(a, b) for a, b, _ in found.parts], start, len(text)):
        a += len(text[a:b]) - len(text[a:b].lstrip())
        widget = cues.widgets().match(text, a, b)
        if widget and (widget.end() >= b or not text[widget.end()].islower()):
            found.parts.append((a, widget.end(), "widget"))
