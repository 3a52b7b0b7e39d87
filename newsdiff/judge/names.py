"""Is it the same person, body or place in the same part of the same fact?"""

from __future__ import annotations

from collections.abc import Iterator

from newsdiff.judge.pairing import Comparison, Pair, Side
from newsdiff.lexicon.names import same_name
from newsdiff.lexicon.senses import events
from newsdiff.model import FacetKind

_KINDS: dict[str, FacetKind] = {"person": "name", "organisation": "name", "place": "place"}

#: What befalls or is done by many in one story: it takes more to tell that it is the same one.
_MANY = frozenset(
    "die hurt ill missing arrest jail charge accuse convict sue rescue hospital flee say ask warn".split()
)


def compare(pair: Pair) -> Iterator[Comparison]:
    """Named things in one slot of two claims: the same name, or another name for the same part.

    Another name conflicts only where the claims share their predicate and most of their other words, and where each
    claim names one thing of that kind in that role.
    """
    if not pair.first.named or not pair.second.named:
        return
    for role in ("subject", "object", "oblique"):
        for kind, facet in _KINDS.items():
            ours, theirs = pair.first.named.get((role, kind), {}), pair.second.named.get((role, kind), {})
            if len(ours) != 1 or len(theirs) != 1:
                continue
            (key, value), (other_key, other_value) = *ours.items(), *theirs.items()
            if key == other_key or same_name(key, other_key) != "different":
                yield Comparison(facet, "same", "the same name", value, other_value)
            elif kind == "person" and _one_slot(pair, role) and not _elsewhere(pair, key, other_key):
                yield Comparison(facet, "conflict", f"another name for the same {role}", value, other_value)


def _one_slot(pair: Pair, role: str) -> bool:
    """Whether the claims share their predicate and, outside the role, a noun and most of the shorter claim's words."""
    if pair.first.claim.predicate != pair.second.claim.predicate:
        return False
    ours, theirs = _others(pair.first, role), _others(pair.second, role)
    answered = [i for i in ours if pair.matches.get(i) in theirs]
    nouns = sum(i != pair.first.root and pair.first.words[i].pos in {"NOUN", "PROPN"} for i in answered)
    enough = 2 if events(pair.first.claim.predicate) & _MANY else 1
    return nouns >= enough and len(answered) >= 0.6 * min(len(ours), len(theirs))


def _others(side: Side, role: str) -> set[int]:
    """The numbers of the content words in other roles than this one."""
    return {
        number
        for number, word in enumerate(side.words)
        if word.role not in {role, "source"} and word.pos in {"NOUN", "PROPN", "VERB", "ADJ", "NUM"}
    }


def _elsewhere(pair: Pair, key: str, other_key: str) -> bool:
    """Whether either claim names the other's thing in another part: then both may be true."""
    ours = {pair.first.key(word) for word in pair.first.words}
    theirs = {pair.second.key(word) for word in pair.second.words}
    return key in theirs or other_key in ours
