"""The names of an article as they stand there: where, of what kind, with what titles and roles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from newsdiff.extract.attribution.phrases import lemma_of
from newsdiff.extract.attribution.words import reporting
from newsdiff.lexicon.countries import countries
from newsdiff.lexicon.folding import fold
from newsdiff.lexicon.names import given_names, names, titles

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from newsdiff.extract.parse_tree import ParseTree

Kind = Literal["person", "organisation", "place", "group", "work", "event", "other"]
Gender = Literal["m", "f"]

KINDS: dict[str, Kind] = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "NORP": "group",
    "EVENT": "event",
    "WORK_OF_ART": "work",
    "LAW": "other",
    "PRODUCT": "other",
}
_OTHER_LABELS = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "ORDINAL", "CARDINAL", "LANGUAGE"})
_POSSESSIVE = re.compile(r"['’‘`´]s?$")
_BREAKS = frozenset({"(", ")", "[", "]", ":", ";", '"', "“", "”"})
_NOT_NAMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december jan feb mar apr jun jul aug sept sep oct nov dec gmt bst est edt pst utc "
    "am pm i mr mrs ms dr mx god twitter facebook instagram tiktok telegram reuters internet".split()
)


@dataclass(slots=True)
class Mention:
    """Tokens `[start, end)` that name something; `weights` holds the evidence for each kind."""

    start: int
    end: int
    name: str
    weights: dict[Kind, float] = field(default_factory=dict)
    gender: Gender | None = None
    roles: tuple[tuple[str, str | None], ...] = ()  # office or noun, and the folded state it belongs to

    @property
    def words(self) -> int:
        return self.end - self.start


def find_mentions(tree: ParseTree) -> list[Mention]:
    """All names of a parsed text in its order, without overlaps."""
    doc = tree.doc
    taken = bytearray(len(doc))
    found: list[Mention] = []
    for start, end, label in _spans(doc, tree.tokens, taken):
        mention = _mention(doc, start, end, label)
        if mention is not None:
            found.append(mention)
    found.sort(key=lambda mention: (mention.start, -mention.end))
    kept: list[Mention] = []
    for mention in found:
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept


def _spans(doc: Doc, tokens: Sequence[Token], taken: bytearray) -> Iterator[tuple[int, int, str]]:
    """The pipeline's entities, and the runs of capitalised proper nouns that it has passed over."""
    spans: list[tuple[int, int, str]] = []
    for ent in doc.ents:
        label = ent.label_
        if label in _OTHER_LABELS:
            if label not in ("LANGUAGE", "CARDINAL"):
                taken[ent.start : ent.end] = b"\1" * (ent.end - ent.start)
            continue
        if label not in KINDS:
            continue
        start = ent.start
        for at in range(ent.start, ent.end + 1):  # an entity never runs over a line's end or a bracket
            if at == ent.end or doc[at].is_space or doc[at].text in _BREAKS or _owner_ends(doc, at, ent.end, label):
                if start < at:
                    spans.append((start, at, label))
                    taken[start:at] = b"\1" * (at - start)
                start = at + 1
    ends = {end: n for n, (start, end, label) in enumerate(spans) if label == "PERSON" and end - start == 1}
    at, size = 0, len(tokens)
    while at < size:
        token = tokens[at]
        if not taken[at] and token.is_upper and _acronym(doc, at):
            spans.append((at, at + 1, "ORG"))
            at += 1
            continue
        if taken[at] or token.pos_ != "PROPN" or not token.text[:1].isupper() or token.lower_ in _NOT_NAMES:
            at += 1
            continue
        end = at + 1
        while end < size and not taken[end] and tokens[end].pos_ == "PROPN" and tokens[end].text[:1].isupper():
            end += 1
        if at in ends:  # a given name alone was seen: the rest of the name follows
            spans[ends[at]] = (spans[ends[at]][0], end, "PERSON")
        else:
            spans.append((at, end, ""))
        at = end
    yield from spans


def _owner_ends(doc: Doc, at: int, end: int, label: str) -> bool:
    """Whether a possessor ends at `at` inside what is labelled one person: `Norway's Ingrid Dahl`."""
    return label == "PERSON" and doc[at].tag_ == "POS" and at + 1 < end


def _acronym(doc: Doc, at: int) -> bool:
    """Whether `at` is a known acronym, and not a word of a shouted line."""
    token = doc[at]
    if len(token.text) < 3 or fold(token.text) not in names().acronyms:
        return False
    beside = [doc[i] for i in (at - 1, at + 1) if 0 <= i < len(doc) and doc[i].is_alpha and len(doc[i]) > 1]
    return not any(word.is_upper for word in beside)


def _whole_word(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """The span with the rest of a hyphenated name that the tokenizer has cut up: `Mazar-i-Sharif`."""
    at = end
    while (
        at + 3 < len(doc)
        and doc[at].text == "-"
        and doc[at + 2].text == "-"
        and doc[at + 1].is_lower
        and len(doc[at + 1]) <= 4
        and doc[at + 3].text[:1].isupper()
        and not any(doc[i].whitespace_ for i in range(at - 1, at + 3))
    ):
        at += 4
    return start, at


def _mention(doc: Doc, start: int, end: int, label: str) -> Mention | None:
    start, end = _whole_word(doc, *_trim(doc, start, end))
    if start >= end:
        return None
    table = titles()
    begin = start
    # titles inside the span go off its front, titles before the span count too
    while start < end - 1 and (width := _title_width(doc, start, end - 1)):
        start += width
    if start == end - 1 and start > begin and fold(doc[start].text) in table.offices:
        start = begin
    name = _POSSESSIVE.sub("", doc[start:end].text)
    key = fold(name)
    if table.known(key) or (end - start == 1 and key in _NOT_NAMES):
        return None
    if not any(c.isupper() for c in name) and label not in ("NORP", "GPE"):
        return None
    mention = Mention(start, end, name)
    if label == "GPE" and key in countries().capitals and _speaks(doc[end - 1]):
        mention.name = countries().capitals[key]  # the government there: `Moscow denied it`
    _weigh(mention, doc, fold(mention.name), label)
    _describe(mention, doc)
    if label == "PERSON" and end - start == 1 and start and doc[start - 1].lower_ in ("in", "near"):
        mention.weights["place"] = mention.weights.get("place", 0.0) + 1.5  # "nobody in Brenholm"
    return mention


def _speaks(token: Token) -> bool:
    head = token.head
    return token.dep_ == "nsubj" and head.pos_ == "VERB" and lemma_of(head, reporting()) is not None


def _trim(doc: Doc, start: int, end: int) -> tuple[int, int]:
    while start < end and (doc[start].is_punct or doc[start].is_space or doc[start].lower_ in ("the", "a", "an", "'s")):
        start += 1
    while start < end and (
        (doc[end - 1].is_punct and doc[end - 1].text[-1:] != ".")
        or doc[end - 1].is_space
        or doc[end - 1].lower_ in ("'s", "’s", "'", "’")
        or doc[end - 1].pos_ in ("ADP", "CCONJ", "SYM")
    ):
        end -= 1
    return start, end


def _title_width(doc: Doc, start: int, last: int) -> int:
    """How many tokens from `start` (none after `last`) are a title, or a state's adjective before one; 0 if none."""
    table = titles()
    for width in (3, 2, 1):
        if start + width <= last and table.known(fold(doc[start : start + width].text)):
            return width
    if start + 1 < last + 1 and fold(doc[start].text) in ("former", "ex", "then", "acting"):
        return 1
    first = fold(doc[start].text)
    if first in countries().demonyms and start + 1 < last + 1 and table.known(fold(doc[start + 1].text)):
        return 1
    return 0


def _weigh(mention: Mention, doc: Doc, key: str, label: str) -> None:
    weights = mention.weights
    table, states = names(), countries()

    def add(kind: Kind, weight: float) -> None:
        weights[kind] = weights.get(kind, 0.0) + weight

    if label:
        add(KINDS[label], 0.5 if KINDS[label] == "other" else 1.0)
    short = mention.name.replace(".", "")
    if states.find(key) and (len(key) > 4 or short.isupper()):
        add("place", 20.0)
        return
    if key in table.metonyms or (short.isupper() and key in table.acronyms):
        add("organisation", 10.0)
        return
    if key in states.capitals:
        add("place", 3.0)
    words = key.split()
    last = words[-1] if words else ""
    if len(words) > 1:
        if last in table.suffixes or last in table.heads:
            add("organisation", 3.0)
        elif last in table.places and (words[0] not in given_names() or KINDS.get(label) == "place"):
            add("place", 3.0)
        elif words[0] in table.heads and words[1] in ("of", "for"):
            add("organisation", 3.0)
        elif words[0] in given_names():
            add("person", 2.0 if label != "ORG" else 0.5)


def _describe(mention: Mention, doc: Doc) -> None:
    """Gender and roles from titles before the name and from appositions beside it."""
    table, states = titles(), countries()
    at = mention.start - 1
    roles: list[tuple[str, str | None]] = []
    steps = 0
    while at >= 0 and steps < 6:
        for width in (3, 2, 1):
            first = at - width + 1
            if first < 0 or doc[first].is_space:
                continue
            key = fold(doc[first : at + 1].text)
            if table.known(key):
                break
        else:
            break
        if doc[at].pos_ not in ("PROPN", "NOUN", "ADJ"):
            break
        gender = table.gender.get(key)
        mention.gender = mention.gender or gender
        if gender or key in table.address or key in table.offices:
            mention.weights["person"] = mention.weights.get("person", 0.0) + 3.0
        if key in table.offices:
            state = states.find(fold(doc[first - 1].text)) if first else None
            if first > 1 and not state and doc[first - 1].lower_ in ("'s", "’s"):
                state = states.find(fold(doc[first - 2].text))
            roles.append((table.offices[key], fold(state) if state else None))
        elif gender:
            roles.append((key, None))  # "the king", "the pope"
        at, steps = first - 1, steps + 1
    root = doc[mention.start : mention.end].root
    beside = [child for child in root.children if child.dep_ == "appos"]
    if root.dep_ == "appos":
        beside.append(root.head)
    if root.dep_ in ("nsubj", "nsubjpass") and root.head.lemma_ == "be":
        beside += [child for child in root.head.children if child.dep_ == "attr"]
    for noun in beside:
        if noun.pos_ == "NOUN" or (noun.pos_ == "PROPN" and fold(noun.text) in table.offices):
            roles += _role(noun)
    mention.roles = tuple(roles)


def _role(noun: Token) -> Iterator[tuple[str, str | None]]:
    """The office or kind a describing noun names, and the state it is tied to."""
    states = countries()
    state = None
    compound = [child.lower_ for child in noun.lefts if child.dep_ in ("compound", "amod")]
    doc = noun.doc
    for i in range(max(noun.left_edge.i, noun.i - 6), min(noun.right_edge.i, noun.i + 6) + 1):
        if doc[i].text[:1].isupper() and (found := states.find(fold(doc[i].text))):
            state = fold(found)
            break
    word = noun.lemma_.lower()
    if compound:
        yield f"{compound[-1]} {word}", state
    yield word, state
