"""Phrases of the parse that attributions are made of: who does a verb, a noun without its asides, a cue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsdiff.extract.attribution.draft import Range, trimmed
from newsdiff.extract.attribution.words import Reporting, reporting

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
AUXILIARY = frozenset({"aux", "auxpass", "neg"})
#: No sentence is searched farther than this many tokens either way.
_LONGEST_SENTENCE = 250


def subject(token: Token) -> Range | None:
    """The words that name who does `token`: its subject, the one shared with a verb before it, or its agent."""
    for _ in range(5):
        passive = any(child.dep_ == "auxpass" for child in token.children)
        for child in token.children:
            if child.dep_ in SUBJECTS and not (passive and child.dep_ == "nsubjpass"):
                return noun_phrase(child)
            if child.dep_ == "agent":
                for inner in child.children:
                    if inner.dep_ == "pobj":
                        return noun_phrase(inner)
        if passive:
            return None
        head = token.head
        if head.i == token.i:
            return None
        if _teller_again(token, head):
            token = head.head
            continue
        if token.dep_ == "acl" and token.tag_ == "VBG" and head.pos_ in ("NOUN", "PROPN", "PRON"):
            return noun_phrase(head)
        if token.dep_ == "relcl":
            return None
        if token.dep_ == "xcomp":
            for child in head.children:  # `forced the bank to admit`: the object does it
                if child.dep_ in ("dobj", "dative") and child.i < token.i:
                    return noun_phrase(child)
        if token.dep_ in ("conj", "xcomp", "advcl", "pcomp", "dep", "ccomp", "prep", "acl") or head.pos_ in (
            "VERB",
            "AUX",
        ):
            token = head
            if token.pos_ in ("NOUN", "PROPN") and token.dep_ in ("dobj", "pobj", "attr", "appos"):
                token = token.head
            continue
        return None
    return None


def _teller_again(token: Token, head: Token) -> bool:
    """Whether `token` hangs on the clause that is said, though the one who says that clause does it.

    So it is in `…, adding that …`, and in `said it would close and warned of delays`.
    """
    if head.dep_ != "ccomp":
        return False
    words = reporting()
    if lemma_of(head.head, words) is None:
        return False
    if token.dep_ == "conj":
        return finite_after_modal(token, head)
    adds = token.tag_ == "VBG" and token.dep_ == "advcl" and token.doc[token.i - 1].text == ","
    lemma = lemma_of(token, words) if adds else None
    return lemma in words.speech or lemma in words.announcing


def finite_after_modal(verb: Token, first: Token) -> bool:
    """Whether `verb`, a finite form, cannot share the modal of `first`: `would close and warned`."""
    return verb.tag_ in ("VBD", "VBZ", "VBP") and first.tag_ == "VB"


def noun_phrase(noun: Token) -> Range:
    """The noun phrase of `noun` without relative clauses, appositions and what follows them."""
    start, end = noun.left_edge.i, noun.right_edge.i + 1
    for child in noun.rights:
        after = child.i + 1
        if child.dep_ == "prep" and after < len(noun.doc) and noun.doc[after].ent_type_ in ("DATE", "TIME"):
            end = min(end, child.left_edge.i)  # `a jury on Friday`
            break
        if child.dep_ in ("relcl", "appos", "acl", "punct", "advcl", "parataxis") and child.text != "-":
            first = child.left_edge.i
            if first > noun.i:
                end = min(end, first)
            break
    for i in range(start, min(noun.i, start + 4)):  # a dateline is no part of the name: `OSLO - Police said`
        if noun.doc[i].text in ("-", "–", "—", "--") and noun.doc[i - 1].is_upper and noun.doc[start].is_upper:
            start = i + 1
            break
    while end > noun.i + 1 and noun.doc[end - 1].is_punct:
        end -= 1
    return start, max(end, noun.i + 1)


def sentence(doc: Doc, i: int) -> Range:
    """The sentence around token `i`."""
    start, end = i, i + 1
    while start > max(0, i - _LONGEST_SENTENCE) and not doc[start].is_sent_start:
        start -= 1
    while end < min(len(doc), i + _LONGEST_SENTENCE) and not doc[end].is_sent_start:
        end += 1
    return start, end


def cue_range(token: Token) -> Range:
    """The verb with the auxiliaries, negation and particle next to it."""
    start = end = token.i
    for child in token.children:
        if child.dep_ in AUXILIARY and child.i < token.i:
            start = min(start, child.i)
        elif child.dep_ == "prt" and child.i == token.i + 1:
            end = child.i
    if any(child.dep_ in SUBJECTS and start <= child.i < token.i for child in token.children):
        start = token.i
    return start, end + 1


def lemma_of(token: Token, words: Reporting) -> str | None:
    """The known lemma of a verb, its final `e` mended (the lemmatizer has `hop` for `hoping`); None if unknown."""
    lemma: str = token.lemma_.lower()
    for form in (lemma, lemma + "e", lemma[:-1] if lemma.endswith("e") else lemma):
        if form in words.verbs:
            return form
    return None


def trim(doc: Doc, ranges: list[Range]) -> list[Range]:
    """`ranges` each without punctuation and space at its edges; empty ones left out."""
    return [kept for start, end in ranges if (kept := trimmed(doc, start, end)) is not None]
