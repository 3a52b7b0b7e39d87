"""Attribution by grammar: which words of a sentence a verb, noun, adjective or preposition puts in a source's mouth."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from newsdiff.extract.attribution.draft import Draft, Range, extent, without
from newsdiff.extract.attribution.nominal import by_according, by_adjective, by_noun
from newsdiff.extract.attribution.phrases import (
    AUXILIARY,
    SUBJECTS,
    cue_range,
    finite_after_modal,
    lemma_of,
    noun_phrase,
    sentence,
    subject,
    trim,
)
from newsdiff.extract.attribution.words import Reporting, reporting

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from newsdiff.extract.parse_tree import ParseTree


def clause_drafts(tree: ParseTree) -> Iterator[Draft]:
    """Attributions that the parse shows, in the order of their cues."""
    doc, words = tree.doc, reporting()
    for token in tree.tokens:
        tag = token.pos_
        draft = None
        if token.lower_ in ("according", "per"):
            draft = by_according(doc, token)
        elif tag == "VERB":
            draft = _verb(doc, token, words)
        elif tag in ("NOUN", "PROPN"):
            draft = by_noun(doc, token, words)
        elif tag == "ADJ":
            draft = by_adjective(doc, token, words)
        if draft is not None and draft.content:
            yield draft


def _verb(doc: Doc, token: Token, words: Reporting) -> Draft | None:
    lemma = lemma_of(token, words)
    if lemma is None or token.dep_ in ("amod", "compound", "case"):
        return None
    passive = any(child.dep_ == "auxpass" for child in token.children)
    source = subject(token)
    cue = cue_range(token)
    clause = _clause(token, lemma, words)
    if clause is not None:
        content = [extent(clause)]
        if clause.dep_ == "xcomp" and not passive:
            for child in token.children:  # `asked the crowd to wait`: who shall wait is part of what is asked
                if child.dep_ == "dobj" and token.i < child.i < clause.i:
                    content = [(child.left_edge.i, content[0][1])]
        if passive and clause.dep_ == "xcomp":
            return _hearsay(doc, token, lemma, words, cue, content)
        holes = [cue] + ([source] if source else [])
        if content[0][0] <= token.i < content[0][1]:
            holes.append(_own_words(token))
        for hole in holes:
            content = without(content, hole)
        if clause.i < token.i:
            content = [part for part in content if part[0] < token.i] or content
            if (rest := _resumed(doc, token)) is not None:
                content.append(rest)
        elif content:
            content[-1] = (content[-1][0], _turn(clause, words, content[-1]))
        return Draft(token.i, cue, source, trim(doc, content), "clause")
    host = _host(token, lemma, words)
    if host is not None:
        content = without([extent(host)], _own_words(token))
        if (rest := _resumed(doc, token)) is not None:
            content = [part for part in content if part[0] < rest[0] - 1] + [rest]
        return Draft(token.i, cue, source, trim(doc, content), "inserted")
    if passive and not any(child.dep_ == "agent" for child in token.children):
        return None
    if source is None:
        return None
    span = _objects(token, lemma, words)
    if span is not None:
        content = without([span], cue)
        if source:
            content = without(content, source)
        return Draft(token.i, cue, source, trim(doc, content), "object")
    return None


def _clause(token: Token, lemma: str, words: Reporting) -> Token | None:
    """The clause that is said, thought or wanted."""
    for child in sorted(token.children, key=lambda child: child.i < token.i):
        if child.dep_ == "ccomp" and (
            lemma in words.speech or lemma in words.thought or lemma in words.telling or lemma in words.evidence
            or lemma in words.announcing or lemma in words.intention
        ):  # fmt: skip
            return child
        if child.dep_ == "xcomp" and child.i > token.i and (
            lemma in words.intention or lemma in words.telling or lemma in words.thought or lemma in words.hearsay
            or lemma in words.judging
        ):  # fmt: skip
            return child
    if lemma in words.speech or lemma in words.thought:
        for child in token.children:
            if (
                child.dep_ in ("advcl", "acl")
                and child.i > token.i
                and any(c.dep_ == "mark" and c.lower_ in ("that", "whether") for c in child.children)
            ):
                return child
    return None


def _host(token: Token, lemma: str, words: Reporting) -> Token | None:
    """The clause that `token` stands inside or after as a parenthesis: `The ship, police said, sank.`"""
    if token.dep_ not in ("parataxis", "ccomp", "advcl", "dep") or not (
        lemma in words.speech or lemma in words.thought or lemma in words.evidence
    ):
        return None
    head = token.head
    if head.dep_ in AUXILIARY:
        head = head.head
    if head.pos_ not in ("VERB", "AUX") or any(child.dep_ in ("mark", "advmod") for child in token.lefts):
        return None
    if not any(child.dep_ in SUBJECTS for child in token.children):
        return None
    start = token.left_edge.i
    before = token.doc[start - 1].text if start else ""
    if token.dep_ in ("ccomp", "advcl", "dep") and before not in (",", "”", '"', "’", "—", "–", "--"):
        return None
    return head if start > head.left_edge.i else None


def _own_words(token: Token) -> Range:
    """The words around `token` that belong to the telling itself: subject, auxiliaries, time and manner."""
    start, end = token.i, token.i + 1
    for child in token.children:
        if (
            child.dep_ in SUBJECTS
            or child.dep_ in AUXILIARY
            or child.dep_ in ("advmod", "npadvmod", "prep", "dative", "prt")
        ):
            start = min(start, child.left_edge.i)
            end = max(end, child.right_edge.i + 1)
    return start, end


def _resumed(doc: Doc, token: Token) -> Range | None:
    """What follows a cue set off by commas: `The ship, police said, sank`."""
    start, end = _own_words(token)
    if start == 0 or end >= len(doc) or doc[start - 1].text != "," or doc[end].text != ",":
        return None
    stop = sentence(doc, token.i)[1]
    after = doc[end + 1] if end + 1 < stop else None
    if (
        after is None
        or after.lower_ in ("who", "which", "whose", "adding", "citing", "referring")
        or after.tag_ == "VBG"
    ):
        return None
    return end + 1, stop


def _turn(clause: Token, words: Reporting, part: Range) -> int:
    """Where the teller takes over again inside what the parse gives to the source.

    That is at `…, arguing that …` and at `…, and he noted that …`, which have cues of their own.
    """
    end = part[1]
    for child in clause.rights:
        lemma = lemma_of(child, words) if child.pos_ == "VERB" and child.i < end else None
        if lemma is None:
            continue
        first: int = child.left_edge.i
        comma = clause.doc[first - 1].text in (",", "—", "–", "--", "―", ";")
        own = any(c.dep_ in SUBJECTS for c in child.children)
        says = lemma in words.speech or lemma in words.announcing
        if child.dep_ == "advcl" and child.tag_ == "VBG" and comma and first == child.i and says:
            return first
        if child.dep_ == "advcl" and own and comma and clause.doc[first].lower_ in ("although", "though", "while"):
            return first
        if child.dep_ == "conj" and (
            (own and lemma in words.speech) or (not own and finite_after_modal(child, clause))
        ):
            while first - 1 > clause.i and (clause.doc[first - 1].is_punct or clause.doc[first - 1].pos_ == "CCONJ"):
                first -= 1
            return first
    return end


def _objects(token: Token, lemma: str, words: Reporting) -> Range | None:
    """Object and prepositional complements of a verb that takes what is said as a thing."""
    first: int | None = None
    last = 0
    wanted = words.prepositions.get(lemma, frozenset())
    takes_object = lemma in words.announcing or lemma in words.judging
    if not takes_object and (lemma in words.thought or lemma in words.evidence):  # `see the vote as a rebuke`
        takes_object = any(c.dep_ == "prep" and c.lower_ == "as" and c.i > token.i for c in token.children)
    if lemma in words.naming and not _says_what(token):
        takes_object = False
    for child in token.children:
        if child.i < token.i:
            continue
        if child.dep_ in ("dobj", "oprd", "attr") and takes_object:
            pass
        elif child.dep_ == "prep" and (
            child.lower_ in wanted or (first is not None and (lemma in words.judging or child.lower_ == "as"))
        ):
            if child.lower_ in ("in", "on", "at", "during", "after", "before") and child.lower_ not in wanted:
                continue
            inner = next((c for c in child.children if c.dep_ in ("pobj", "pcomp")), None)
            if inner is not None and child.lower_ in wanted and first is None:
                first, last = inner.left_edge.i, inner.right_edge.i + 1
                continue
        elif child.dep_ == "prt" and child.lower_ in wanted:
            continue
        else:
            continue
        first = child.left_edge.i if first is None else first
        last = max(last, child.right_edge.i + 1)
    return (first, last) if first is not None else None


def _says_what(token: Token) -> bool:
    """Whether a verb of naming has what the object is called: two objects, or `as`, `to`, `a …`."""
    after = [child for child in token.children if child.i > token.i]
    objects = sum(child.dep_ in ("dobj", "oprd", "attr", "acomp", "xcomp", "ccomp", "advcl") for child in after)
    return objects > 1 or any(
        (child.dep_ == "prep" and child.lower_ in ("as", "to", "with"))
        or (child.dep_ == "dobj" and any(c.dep_ == "appos" or c.is_quote for c in child.children))
        or child.dep_ == "oprd"
        for child in after
    )


def _hearsay(doc: Doc, token: Token, lemma: str, words: Reporting, cue: Range, content: list[Range]) -> Draft | None:
    """`The ship was said to have sunk`: subject and infinitive are the content."""
    if lemma not in words.hearsay:
        return None
    whole = content
    source = None
    for child in token.children:
        if child.dep_ == "nsubjpass":
            whole = [extent(child), *content]
        elif child.dep_ == "agent":
            source = next((noun_phrase(c) for c in child.children if c.dep_ == "pobj"), None)
    return Draft(token.i, cue, source, trim(doc, whole), "hearsay")
