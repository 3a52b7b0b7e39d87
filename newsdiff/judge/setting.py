"""What a claim says beside its deed that may tell it from another: prepositions, places, and which of several it is."""

from __future__ import annotations

from newsdiff.judge.lazy import reading
from newsdiff.judge.side import Side
from newsdiff.lexicon.senses import distinct

_NOUNS = frozenset({"NOUN", "PROPN"})
_OTHERS = frozenset({"other", "others"})
_WHERE = frozenset({"in", "near"})
_TIES = frozenset({"ADP", "SCONJ"})


@reading
def ties(side: Side) -> frozenset[str]:
    """Its prepositions and conjunctions."""
    return frozenset(word.lemma for word in side.words if word.pos in _TIES)


@reading
def places(side: Side) -> dict[str, str]:
    """The names of places by the story's key, with what stands behind "in" or "near" whatever it was taken for."""
    return {
        side.key(word) or word.lemma: word.entity or word.text
        for n, word in enumerate(side.words)
        if word.role != "source" and n not in side.timed
        if word.kind == "place" or (word.pos == "PROPN" and word.head >= 0 and side.words[word.head].lemma in _WHERE)
    }


@reading
def counted(side: Side) -> frozenset[str]:
    """The words that count things or deeds off: "second", "third", "next", "again"."""
    return (
        frozenset(
            word.lemma
            for n, word in enumerate(side.words)
            if n not in side.timed
            if word.lemma == "again"
            or (word.pos == "ADJ" and distinct(word.lemma, "first") and side.words[word.head].pos in _NOUNS)
        )
        - _OTHERS
    )
