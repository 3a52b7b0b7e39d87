"""Attribution by a noun (`the claim that …`), an adjective (`sure that …`) or `according to`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsdiff.extract.attribution.draft import Draft, Range, extent, without
from newsdiff.extract.attribution.phrases import noun_phrase, sentence, subject, trim
from newsdiff.extract.attribution.words import Reporting

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


def by_noun(doc: Doc, token: Token, words: Reporting) -> Draft | None:
    """`her claim that …`, `plans to …`."""
    lemma = token.lemma_.lower()
    if lemma not in words.nouns and lemma not in words.aims:
        return None
    for child in token.rights:
        if child.dep_ in ("acl", "ccomp", "relcl", "xcomp"):
            mark = next((c for c in child.children if c.dep_ in ("mark", "aux") and c.i < child.i), None)
            is_that = mark is not None and mark.lower_ == "that" and mark.dep_ == "mark" and lemma in words.nouns
            is_to = mark is not None and mark.lower_ == "to" and lemma in words.aims
            if is_that or is_to:
                return Draft(token.i, (token.i, token.i + 1), _holder(token), trim(doc, [extent(child)]), "noun")
    return None


def _holder(noun: Token) -> Range | None:
    """Whose statement, fear or plan it is: the possessor, or the subject of the verb it is the object of."""
    for child in noun.lefts:
        if child.dep_ == "poss":
            return noun_phrase(child)
    for child in noun.rights:
        if child.dep_ == "prep" and child.lower_ in ("by", "from", "of"):
            for inner in child.children:
                if inner.dep_ == "pobj":
                    return noun_phrase(inner)
    if noun.dep_ in ("dobj", "attr", "pobj", "oprd"):
        verb = noun.head if noun.dep_ != "pobj" else noun.head.head
        if verb.pos_ in ("VERB", "AUX"):
            return subject(verb)
    return None


def by_adjective(doc: Doc, token: Token, words: Reporting) -> Draft | None:
    """`was sure that …`, `is critical of …`."""
    lemma = token.lemma_.lower()
    if lemma not in words.adjectives or token.dep_ not in (
        "acomp",
        "attr",
        "ROOT",
        "conj",
        "advcl",
        "oprd",
        "amod",
        "ccomp",
    ):
        return None
    for child in token.rights:
        if child.dep_ in ("ccomp", "xcomp", "acl", "advcl"):
            span = extent(child)
        elif child.dep_ == "prep" and child.lower_ in ("about", "of", "over", "with"):
            inner = next((c for c in child.children if c.dep_ in ("pobj", "pcomp")), None)
            if inner is None:
                continue
            span = extent(inner)
        else:
            continue
        source = subject(token.head if token.dep_ == "acomp" else token)
        if source is None:
            return None
        return Draft(token.i, (token.i, token.i + 1), source, trim(doc, [span]), "adjective")
    return None


def by_according(doc: Doc, token: Token) -> Draft | None:
    """`according to X` and `per X`: the rest of the clause is the content."""
    if token.lower_ == "according":
        to = next((child for child in token.children if child.lower_ == "to"), None)
        if to is None and token.i + 1 < len(doc) and doc[token.i + 1].lower_ == "to":
            to = doc[token.i + 1]
        if to is None:
            return None
        holder, end = to, to.i + 1
    else:
        holder, end = token, token.i + 1
        before = doc[token.i - 1].text if token.i else "\n"
        if before not in (",", "(", "”", '"') and not token.is_sent_start:
            return None
    noun = next((child for child in holder.children if child.dep_ == "pobj"), None)
    if noun is None:
        return None
    if token.lower_ == "per" and noun.pos_ not in ("PROPN", "NOUN"):
        return None
    phrase = extent(noun)
    host = token.head
    while host.pos_ not in ("VERB", "AUX") and host.head.i != host.i:
        host = host.head
    content = without([extent(host)], (token.i, max(phrase[1], end)))
    if not trim(doc, content):
        content = without([sentence(doc, token.i)], (token.i, max(phrase[1], end)))
    return Draft(token.i, (token.i, end), noun_phrase(noun), trim(doc, content), "according")
