"""The offices that a claim gives to persons: mayor, captain, chief executive, of which body."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from newsdiff.judge.lazy import reading
from newsdiff.judge.mentions import Mention, mentions
from newsdiff.judge.side import Side
from newsdiff.lexicon.folding import fold
from newsdiff.lexicon.names import same_name
from newsdiff.lexicon.roles import roles
from newsdiff.lexicon.senses import same_sense

_NOUNS = {"NOUN", "PROPN"}
_LEFT = {"NOUN", "PROPN", "ADJ", "VERB", "ADV", "NUM"}


@dataclass(frozen=True, slots=True)
class Office:
    """An office as a claim names it, at word `noun`: which, of `whom` (keys) or `what` (lemmas).

    `another` tells that its words make it another office ("former mayor"); `title` that it stands before the name
    as a title.
    """

    office: str
    noun: int
    whom: frozenset[str]
    what: frozenset[str]
    another: frozenset[str]
    title: bool


@dataclass(frozen=True, slots=True)
class Holder:
    """A person and the office that the claim gives them."""

    mention: Mention
    office: Office


@reading
def held(side: Side) -> tuple[Holder, ...]:
    """The persons of the claim with the offices of one holder that it gives them, in order."""
    return tuple(
        Holder(mention, office)
        for mention in mentions(side)
        if mention.kind == "person"
        for noun, title in _nouns(side, mention)
        if (office := _office(side, noun, title, mention)) is not None
    )


def _nouns(side: Side, mention: Mention) -> Iterator[tuple[int, bool]]:
    """The nouns that say what the bearer of the name is, and whether each is a title before the name."""
    words, root, table = side.words, side.words[side.root], roles()
    predicate = side.claim.predicate
    for noun in mention.nouns:
        yield noun, noun < mention.first and words[noun].head == mention.head
    antecedent = mention.governor < 0 and root.head == mention.head  # "Falk, who succeeded him"
    if mention.by == "mod" and predicate in table.gives and words[mention.governor].head == side.root:
        yield mention.governor, False  # "appointed Harrow chief executive"
    elif mention.by == "as" and predicate in table.identifies and mention.governor == side.root:
        yield from ((n, False) for n in _set_on(side, "object"))  # "the captain, named as Pell"
    elif mention.by:
        return
    elif mention.head == side.root:
        yield from ((n, False) for n in _set_on(side, "subject"))  # "the captain was Sarre"
    elif root.pos in _NOUNS:
        named = mention.role == "subject" and mention.governor in {side.root, root.head}  # "Falk is the mayor"
        beside = mention.governor == side.root and mention.first > side.root  # "it was the captain, Sarre"
        if named or beside or antecedent:
            yield side.root, False
    elif mention.governor == side.root or antecedent:
        takes = predicate in table.takes and (mention.role == "subject" or antecedent)
        gives = predicate in table.gives and (mention.role == "object" or antecedent)
        if takes or gives:
            yield from ((n, False) for n in _taken(side))


def _set_on(side: Side, role: str) -> Iterator[int]:
    """The nouns of the role that hang on the predicate, or that it hangs on."""
    over = side.words[side.root].head
    for n, word in enumerate(side.words):
        if word.pos in _NOUNS and word.role == role and (word.head in {side.root, over} - {-1} or n == over):
            yield n


def _taken(side: Side) -> Iterator[int]:
    """The nouns that say what office a predicate of taking or giving one means: "as mayor", "elected mayor"."""
    words = side.words
    for n, word in enumerate(words):
        if word.pos not in _NOUNS or word.entity is not None or word.head < 0:
            continue
        over = words[word.head]
        if (over.pos == "ADP" and over.lemma == "as" and over.head == side.root) or (
            word.head == side.root and word.role == "object" and n > side.root
        ):
            yield n


def leaves(side: Side, holder: Holder) -> bool:
    """Whether the claim tells of the end of the person's time in office, or of who lost it to whom."""
    ends = side.claim.predicate in roles().ends and side.claim.predicate not in roles().takes
    return ends and holder.mention.governor in {side.root, -1}


def _office(side: Side, noun: int, title: bool, mention: Mention) -> Office | None:
    """The office that the noun names, if one person holds it; None for any other noun, and for one of several."""
    words, table = side.words, roles()
    word = words[noun]
    if word.pos not in _NOUNS or (word.pos == "NOUN" and word.text.lower() != word.lemma.lower()):
        return None
    left = []
    for n in range(noun - 1, -1, -1):
        if not words[n].text[-1:].isalnum():
            continue  # the hyphen of "ex-mayor"
        if words[n].pos not in _LEFT or not (noun >= words[n].head > n or words[n].head == mention.head):
            break
        if words[n].entity is None:
            left.append(n)
    left.reverse()
    for skip in range(len(left) + 1):
        phrase = fold(" ".join(words[n].text for n in (*left[skip:], noun)))
        if phrase in table.single:
            rest = left[:skip]
            break
    else:
        return None
    before = {form.lower() for n in rest for form in (words[n].lemma, words[n].text)}
    start = left[0] if left else noun
    article = words[start - 1].lemma.lower() if start > 0 and words[start - 1].pos in {"DET", "NUM"} else ""
    if article in {"a", "an", "one", "another", "any", "some", "each", "every", "either"}:
        return None
    another = frozenset(word for word in before if word in table.other_office or word.startswith(("ex-", "co-")))
    compound = frozenset(words[n].lemma for n in rest if words[n].pos == "NOUN" and words[n].head == noun) - another
    whom, what = _of(side, noun, mention)
    what |= compound
    another |= what & table.other_office
    return Office(table.single[phrase], noun, whom, what - another, another, title)


def _of(side: Side, noun: int, mention: Mention) -> tuple[frozenset[str], frozenset[str]]:
    """What the office is held of: keys of names and lemmas of nouns that hang before it, or after "of" and the like."""
    words = side.words
    whom, what = set(), set()
    heads = {noun, mention.head} if words[noun].head == mention.head else {noun}
    for n, word in enumerate(words):
        over = word.head
        if mention.first <= n <= mention.last or over < 0 or n in heads or not word.text[-1:].isalnum():
            continue
        if words[over].pos == "ADP" and words[over].lemma in {"of", "for", "at", "in"} and words[over].head in heads:
            over = noun
        elif not (n < noun and over in heads):
            continue
        if over not in heads:
            continue
        if word.entity is not None:
            key = side.key(word)
            if key is not None and key != mention.key:
                whom.add(key)
        elif (word.pos == "NOUN" and word.head != noun) or _possessive(side, n):
            what.add(word.lemma)
    return frozenset(whom), frozenset(what)


def _possessive(side: Side, number: int) -> bool:
    return any(word.head == number and word.pos == "PART" for word in side.words)


def one_office(first: Office, second: Office) -> bool:
    """Whether two claims name one office of one body, as far as they say."""
    if first.office != second.office or first.another or second.another:
        return False
    if first.whom and second.whom and not _meet(first.whom, second.whom):
        return False
    return not (first.what and second.what) or any(
        same_sense(one, other) for one in first.what for other in second.what
    )


def _meet(ones: frozenset[str], others: frozenset[str]) -> bool:
    return any(one == other or same_name(one, other) != "different" for one in ones for other in others)
