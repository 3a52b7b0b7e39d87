"""What is cut within a block: widgets and lead-ins at its head, credits and signatures in it, marks of layout."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from newsdiff.clean import cues
from newsdiff.clean.sentences import is_credit, is_teaser_of_link, reason, sentences, tweet_signatures

_BRACKETS = re.compile(r"[(\[]([^()\[\]\n]{2,90})[)\]]")
_CAPTION_AT = re.compile(r"\b(?:image|media|picture|photo|video) caption:?\s+", re.I)
_BOLD_LEAD = re.compile(r"(\*\*|__)(?P<lead>[^*_\n]{1,60}?)(?P<in>[:.?!])?\1(?P<out>\s*:)?\s*")
_LEAD = re.compile(r"(?P<lead>[A-Z][^\s:.,;!?\"“”()]*(?: [^\s:.,;!?\"“”()]+){1,5}):\s+(?=[\"“‘'A-Z0-9$£€])")
_EMPHASIS = re.compile(r"\*{1,3}(?=\S)|(?<=\S)\*{1,3}|(?<![\w_])_{1,2}(?=[^\W_])|(?<=[^\W_])_{1,2}(?![\w_])|`")
_LINK = re.compile(r"!?\[([^\[\]\n]{0,300})\]\((?:https?://|www\.|/|#|mailto:)[^()\s]{0,500}\)")
_WEB = re.compile(r"\s*(?:https?://|pic\.twitter\.com/)\S+")
#: Words that open a lead-in and never a name: what the reader is about to be told.
_ASKING = frozenset(
    [
        "why",
        "what",
        "how",
        "who",
        "where",
        "when",
        "which",
        "the",
        "a",
        "an",
        "between",
        "by",
        "behind",
        "driving",
        "zoom",
        "flashback",
        "state",
        "our",
        "of",
        "in",
        "on",
        "for",
        "and",
        "be",
        "catch",
        "yes",
        "but",
        "go",
        "quick",
        "reality",
        "context",
        "background",
        "threat",
        "level",
        "worth",
        "noting",
        "bottom",
        "line",
        "big",
    ]
)
_SAYING = re.compile(
    r"\b(?:said|says|say|added|adds|wrote|writes|tweeted|posted|asked|told|replied|read|reads|is|are|was)$", re.I
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
    for a, b in tweet_signatures(text[head:]):
        a, b = a + head, b + head
        teaser = not found.parts and is_teaser_of_link(text[head:], a - head)
        found.parts.append((head if teaser else a, b, "signature"))
    _sentences(text, head, found)
    _credits(text, head, found)
    for link in _LINK.finditer(text, head):
        found.marks += [(link.start(), link.start(1)), (link.end(1), link.end())]
    found.marks += [match.span() for match in _EMPHASIS.finditer(text, head)]
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
    """Cut the sentences that are notices, offers, contacts and credits; a copyright notice takes the rest along."""
    for a, b in sentences(text[start:]):
        sentence = text[start + a : start + b]
        why = reason(sentence)
        last = start + b == len(text)
        if why is None and a > 0 and is_credit(sentence) and not re.search(r"[.!?]\s*$", sentence):
            why = "credit"
        if why is None:
            continue
        found.credited = found.credited or why == "credit"
        if why == "notice" and re.match(r"\W*(?:©|copyright\b|\(c\))", sentence.strip(), re.I):
            found.parts.append((start + a, len(text), "copyright"))
            return
        found.parts.append((start + a, start + b - (0 if last else len(sentence) - len(sentence.rstrip())), why))


def _credits(text: str, start: int, found: Cuts) -> None:
    """Cut bracketed credits that close a sentence or the block."""
    for match in _BRACKETS.finditer(text, start):
        before, after = text[start : match.start()].rstrip()[-1:], text[match.end() :].lstrip()
        if (not after or before in '.!?”"’' or not before) and is_credit(match[1]):
            found.parts.append((match.start(), match.end(), "credit"))
            found.credited = True
