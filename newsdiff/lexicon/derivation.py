"""Which nouns name the event that a verb reports: "resignation" and "resign", "sentencing" and "sentence"."""

from __future__ import annotations

from functools import cache

from newsdiff.lexicon.senses import same_sense

#: Endings that make a noun of an event out of a verb, with what the verb had in their place; the longest first.
_ENDINGS = (
    ("ification", "ify"),
    ("isation", "ise"),
    ("ization", "ize"),
    ("ation", ""),
    ("ation", "ate"),
    ("ition", ""),
    ("ution", "ve"),
    ("ssion", "t"),
    ("ssion", "de"),
    ("sion", "d"),
    ("sion", "de"),
    ("sion", "s"),
    ("ption", "ve"),
    ("ption", "pt"),
    ("ion", ""),
    ("ion", "e"),
    ("ment", ""),
    ("ance", ""),
    ("ence", ""),
    ("ure", ""),
    ("ure", "e"),
    ("al", ""),
    ("al", "e"),
    ("ing", ""),
    ("ing", "e"),
    ("ery", "er"),
    ("y", ""),
    ("er", ""),
    ("or", ""),
)
_SHORTEST = 4


@cache
def verbs(noun: str) -> frozenset[str]:
    """The verbs that `noun`, by its ending, may be the event of; words that are none may be among them."""
    found = set()
    for ending, instead in _ENDINGS:
        if noun.endswith(ending):
            verb = noun[: -len(ending)] + instead
            found.add(verb)
            if ending == "ing" and not instead and len(verb) > 2 and verb[-1] == verb[-2]:
                found.add(verb[:-1])  # "running" is of "run"
    return frozenset(verb for verb in found if len(verb) >= _SHORTEST)


@cache
def one_event(first: str, second: str) -> bool:
    """Whether two lemmas report one event: one sense, or a verb and a noun made of it or of a like one. Symmetric."""
    if same_sense(first, second) or first.replace(" ", "") == second.replace(" ", ""):
        return True
    pairs = ((first, second), (second, first))
    return any(same_sense(verb, other) for noun, other in pairs for verb in verbs(noun))
