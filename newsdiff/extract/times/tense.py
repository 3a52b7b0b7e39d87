"""Whether the words around a time look back or ahead, read from the verb that governs it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Literal

from newsdiff.extract.parse_tree import ParseTree
from newsdiff.extract.times.words import tables

if TYPE_CHECKING:
    from spacy.tokens import Token

Tense = Literal["past", "future", "unknown"]

_CLIMB = 8
_GOING = {"go"}


@cache
def _ahead() -> tuple[frozenset[str], ...]:
    data = tables()["ahead"]
    return (
        frozenset(data["verbs"]),
        frozenset(data["auxiliaries"]),
        frozenset(data["timetable"]),
        frozenset(data["planning"]),
        frozenset(data["negatives"]),
    )


def tense_at(tree: ParseTree, token: Token) -> Tense:
    """The tense of the clause that `token` stands in.

    "will meet", "to meet", "is due", "scheduled for" look ahead; simple past and perfect look back.
    """
    verbs, auxiliaries, timetable, planning, _ = _ahead()
    node = token
    for _ in range(_CLIMB):
        if node.pos_ in {"VERB", "AUX"}:
            found = _verb_tense(tree, node, verbs, auxiliaries, timetable, planning)
            if found != "unknown" or node.tag_ in {"VBZ", "VBP"}:
                return found
            if node.tag_ == "VBN":
                return found  # the present passive: "the case is heard in May"
        elif node.pos_ == "ADJ" and node.lemma_ == "due":
            return "future"
        if node.head is node:
            break
        node = node.head
    return "unknown"


def is_negated(tree: ParseTree, verb: Token) -> bool:
    """Whether the clause of `verb` says that it was not so, by the verb ("did not") or by its subject ("nobody")."""
    nobody = _ahead()[4]
    for child in tree.children(verb):
        if child.dep_ == "neg":
            return True
        if child.dep_ in {"nsubj", "nsubjpass", "preconj"}:
            words = (child, *tree.children(child))
            if any(word.lower_ in nobody for word in words):
                return True
    return False


def negated_at(tree: ParseTree, token: Token) -> bool:
    """Whether the nearest verb above `token` is negated."""
    node = token
    for _ in range(_CLIMB):
        if node.pos_ in {"VERB", "AUX"}:
            return is_negated(tree, node)
        if node.head is node:
            break
        node = node.head
    return False


def _verb_tense(
    tree: ParseTree,
    verb: Token,
    ahead: frozenset[str],
    auxiliaries: frozenset[str],
    timetable: frozenset[str],
    planning: frozenset[str],
) -> Tense:
    helpers = [child for child in tree.children(verb) if child.dep_ in {"aux", "auxpass"}]
    words = {child.lower_ for child in helpers}
    negated = is_negated(tree, verb)
    past = bool(words & {"had", "has", "have", "was", "were", "did", "'ve", "’ve"})
    if words & auxiliaries and not words & {"have"}:
        return "past" if "could" in words and negated else "future"
    lemma = verb.lemma_.lower()
    if (lemma in ahead and verb.tag_ in {"VBN", "VBP", "VBZ"}) or lemma in planning:
        return "future"
    if past or verb.tag_ == "VBD" or (verb.tag_ == "VBN" and not words & {"is", "are", "'s", "'re", "be", "being"}):
        return "past"
    if verb.tag_ == "VB":
        return "future" if "to" in words and verb.head.lemma_.lower() in ahead | _GOING | {"be"} else "unknown"
    if verb.tag_ in {"VBZ", "VBP"}:
        return "future" if lemma in timetable else "unknown"
    if verb.tag_ == "VBG" and words & {"is", "are", "'s", "'re", "am", "’s", "’re"}:
        return "future"
    return "unknown"
