"""What a number counts, read from the parse: the noun with its modifiers, and the predicate it takes part in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsdiff.extract.parse_tree import ParseTree

if TYPE_CHECKING:
    from spacy.tokens import Token

_NOUNS = {"NOUN", "PROPN"}
_SUPPORT = {
    "be",
    "have",
    "do",
    "get",
    "say",
    "make",
    "take",
    "give",
    "include",
    "see",
    "leave",
    "tell",
    "report",
    "age",
}
#: The tail of "8-month-old", which says nothing of what is counted.
_OF_AGE = {"old", "olds"}
_SUBJECTS = {"nsubj", "nsubjpass", "csubj"}
#: A chain of heads in a news sentence is no longer; a bound keeps long ones cheap.
_CLIMB = 6


def _lemma(token: Token) -> str:
    return str(token.text if token.pos_ == "PROPN" else token.lemma_.lower())


def counted_noun(tree: ParseTree, token: Token) -> Token | None:
    """The noun that the number token modifies: "people" of "27 people", "a dozen people", "hundreds of people"."""
    for child in tree.children(token):
        if child.dep_ == "prep" and child.lower_ == "of":
            for noun in tree.children(child):
                if noun.dep_ == "pobj":
                    return noun
    if token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.pos_ in _NOUNS:
        return token.head.head  # "a crew of six"
    head = token
    for _ in range(_CLIMB):
        if head.dep_ in {"nummod", "quantmod", "compound", "amod", "nmod", "npadvmod", "poss", "advmod"}:
            if head.head is head:
                break
            head = head.head
            if head.pos_ in _NOUNS and head.like_num is False:
                return head
            continue
        break
    return head if head is not token and head.pos_ in _NOUNS else None


def _noun_after(token: Token, taken: set[int]) -> Token | None:
    """The last noun of the run of adjectives and nouns right after the number, where the parse has none."""
    noun = None
    first = max(taken | {token.i}) + 1
    for follow in token.doc[first : first + 4]:
        if follow.pos_ not in _NOUNS | {"ADJ"} or follow.ent_type_ in {"DATE", "TIME"}:
            break
        noun = follow if follow.pos_ in _NOUNS else noun
    return noun


def _noun_words(tree: ParseTree, noun: Token, taken: set[int]) -> list[str]:
    """The noun's lemma with those of its adjectives, compounds and "of" complement, in the order of the text."""
    parts = [noun]
    for child in tree.children(noun):
        if child.i in taken or child.lower_ in _OF_AGE:
            continue
        if child.dep_ in {"amod", "compound", "nmod"} and child.pos_ in {"ADJ", "NOUN", "PROPN", "VERB"}:
            parts.append(child)
        elif child.dep_ == "prep" and child.lower_ in {"of", "on", "in", "aboard", "at", "from"}:
            parts.extend(
                below
                for below in tree.children(child)
                if below.dep_ == "pobj" and below.pos_ in _NOUNS and not below.ent_type_
            )
    return [_lemma(part) for part in sorted(parts, key=lambda part: part.i) if part.i not in taken]


def _clause_of(tree: ParseTree, noun: Token) -> list[str]:
    """The lemma of a clause that modifies the noun: "people killed in", "people who died"."""
    return [
        child.lemma_.lower()
        for child in tree.children(noun)
        if child.dep_ in {"acl", "relcl"} and child.pos_ == "VERB" and child.lemma_.lower() not in _SUPPORT
    ]


def _predicate(tree: ParseTree, noun: Token) -> list[str]:
    """The lemma of what is said of the noun: "hurt" of "27 people were hurt", "kill" of "killed 27 people"."""
    node = noun
    for _ in range(_CLIMB):
        head = node.head
        if head is node:
            return []
        if head.pos_ in {"VERB", "AUX"}:
            return _verb_words(tree, head, node)
        if node.dep_ in {"pobj", "dobj"} and head.pos_ in _NOUNS:
            return [_lemma(head)]
        node = head
    return []


def _verb_words(tree: ParseTree, verb: Token, node: Token) -> list[str]:
    if verb.pos_ == "VERB" and verb.lemma_.lower() not in _SUPPORT:
        return [verb.lemma_.lower()]
    subject = node.dep_ in _SUBJECTS
    told = {"acomp", "attr", "oprd", "ccomp", "xcomp"} if subject else {"oprd", "ccomp"}
    words = [
        child.lemma_.lower()
        for child in tree.children(verb)
        if child.dep_ in told and child is not node and child.pos_ in {"ADJ", "VERB", "NOUN"}
    ]
    if not words and node.dep_ in {"attr", "dobj"}:
        words = [_lemma(child) for child in tree.children(verb) if child.dep_ in _SUBJECTS and child.pos_ in _NOUNS]
    return words


def _subject(tree: ParseTree, node: Token, taken: set[int]) -> list[str]:
    """The words of the subject of the clause that holds `node`: "share" of "shares fell 3 percent"."""
    for _ in range(_CLIMB):
        if node.pos_ in {"VERB", "AUX"}:
            nouns = [child for child in tree.children(node) if child.dep_ in _SUBJECTS and child.pos_ in _NOUNS]
            words = [word for noun in nouns for word in _noun_words(tree, noun, taken)]
            inner = [child for noun in nouns for child in tree.children(noun) if child.lower_ == "of"]
            below = [noun for child in inner for noun in tree.children(child) if noun.pos_ in _NOUNS]
            return words + [word for noun in (*nouns, *below) for word in _clause_of(tree, noun)]
        if node.head is node:
            break
        node = node.head
    return []


def _told_of(token: Token, taken: set[int]) -> str | None:
    """What stands right after a number that has no noun: "300 injured", "12 dead"."""
    last = max(taken | {token.i})
    if last + 1 >= len(token.doc):
        return None
    follow = token.doc[last + 1]
    if follow.tag_ in {"VBN", "JJ"} and follow.dep_ not in {"aux", "auxpass"} and follow.pos_ != "AUX":
        return str(follow.lemma_.lower())
    return None


def counted(tree: ParseTree, token: Token, taken: set[int], measured: bool) -> str | None:
    """The words of what the amount at `token` counts or measures; `taken` are the amount's own tokens.

    `measured` says that it has a unit: then the thing measured may be the clause's subject.
    """
    noun = counted_noun(tree, token)
    if noun is not None and noun.i in taken:
        # the unit itself is the head: "10 percent of voters", "a 5-mile march"
        inner = [child for child in tree.children(noun) if child.dep_ == "prep" and child.lower_ in {"of", "in"}]
        inside = [below for child in inner for below in tree.children(child) if below.dep_ == "pobj"]
        outer = noun.head if noun.dep_ in {"compound", "nummod", "amod", "nmod"} and noun.head.pos_ in _NOUNS else None
        node, noun = noun, inside[0] if inside else outer
        if noun is not None and noun.i in taken:
            noun = None
    else:
        node = noun or token
    if noun is None and not measured:
        noun = _noun_after(token, taken)
        node = noun or token
    if noun is None and not measured:
        told = _told_of(token, taken)
        if told:
            return told
        # "the toll rose to 46", "the number of dead was 46"
        levelled = token.dep_ in {"pobj", "attr"} and token.head.lower_ not in {"of", "in", "among", "with"}
        words = _subject(tree, token, taken) if levelled else []
    else:
        words = _noun_words(tree, noun, taken) if noun is not None else []
    more = (_clause_of(tree, noun) if noun is not None else []) or _predicate(tree, node)
    if measured and noun is None:
        words = _subject(tree, node, taken) + words
    words += [word for word in more if word not in words]
    return " ".join(dict.fromkeys(words)) or None
