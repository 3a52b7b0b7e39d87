"""Attribution by grammar: which words of a sentence a verb, noun, adjective or preposition puts in a source's mouth."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from newsdiff.extract.attribution.draft import Draft, Range, extent, trimmed, without
from newsdiff.extract.attribution.words import Reporting, reporting

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_CLAUSES = frozenset({"ccomp", "xcomp"})
_AUXILIARY = frozenset({"aux", "auxpass", "neg"})
#: Dependents that stand beside what is said rather than in it.
_TIMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september "
    "october november december today yesterday tomorrow week month year morning afternoon evening night day hour".split()
)


def clause_drafts(doc: Doc) -> Iterator[Draft]:
    """Attributions that the parse of `doc` shows, in the order of their cues."""
    words = reporting()
    for token in doc:
        tag = token.pos_
        draft = None
        if token.lower_ in ("according", "per"):
            draft = _according(doc, token)
        elif tag == "VERB":
            draft = _verb(doc, token, words)
        elif tag in ("NOUN", "PROPN"):
            draft = _noun(doc, token, words)
        elif tag == "ADJ":
            draft = _adjective(doc, token, words)
        if draft is not None and draft.content:
            yield draft


def subject(token: Token) -> Range | None:
    """The words that name who does `token`: its subject, the one shared with a verb before it, or its agent."""
    for _ in range(5):
        passive = any(child.dep_ == "auxpass" for child in token.children)
        for child in token.children:
            if child.dep_ in _SUBJECTS and not (passive and child.dep_ == "nsubjpass"):
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
        if token.dep_ == "acl" and token.tag_ == "VBG" and head.pos_ in ("NOUN", "PROPN", "PRON"):
            return noun_phrase(head)
        if token.dep_ == "relcl":
            return None
        if token.dep_ == "xcomp":
            for child in head.children:  # `forced the bank to admit`: the object does it
                if child.dep_ in ("dobj", "dative") and child.i < token.i:
                    return noun_phrase(child)
        if token.dep_ in ("conj", "xcomp", "advcl", "pcomp", "dep", "ccomp", "prep", "acl") or head.pos_ in ("VERB", "AUX"):
            token = head
            if token.pos_ in ("NOUN", "PROPN") and token.dep_ in ("dobj", "pobj", "attr", "appos"):
                token = token.head
            continue
        return None
    return None


def noun_phrase(noun: Token) -> Range:
    """The noun phrase of `noun` without relative clauses, appositions and what follows them."""
    start, end = noun.left_edge.i, noun.right_edge.i + 1
    for child in noun.rights:
        if child.dep_ in ("relcl", "appos", "acl", "punct", "advcl", "parataxis") and child.text != "-":
            first = child.left_edge.i
            if first > noun.i:
                end = min(end, first)
            break
    while end > noun.i + 1 and noun.doc[end - 1].is_punct:
        end -= 1
    return start, max(end, noun.i + 1)


#: No sentence is searched farther than this many tokens either way.
_LONGEST_SENTENCE = 250


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
        if child.dep_ in _AUXILIARY and child.i < token.i:
            start = min(start, child.i)
        elif child.dep_ == "prt" and child.i == token.i + 1:
            end = child.i
    if any(child.dep_ in _SUBJECTS and start <= child.i < token.i for child in token.children):
        start = token.i
    return start, end + 1


def lemma_of(token: Token, words: Reporting) -> str | None:
    """The known lemma of a verb, its final `e` mended (the lemmatizer has `hop` for `hoping`); None if unknown."""
    lemma = token.lemma_.lower()
    for form in (lemma, lemma + "e", lemma[:-1] if lemma.endswith("e") else lemma):
        if form in words.verbs:
            return form
    return None


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
        return Draft(token.i, cue, source, _trim(doc, content), "clause")
    host = _host(token, lemma, words)
    if host is not None:
        content = without([extent(host)], _own_words(token))
        if (rest := _resumed(doc, token)) is not None:
            content = [part for part in content if part[0] < rest[0]] + [rest]
        return Draft(token.i, cue, source, _trim(doc, content), "inserted")
    if passive and not any(child.dep_ == "agent" for child in token.children):
        return None
    if source is None:
        return None
    span = _objects(token, lemma, words)
    if span is not None:
        content = without([span], cue)
        if source:
            content = without(content, source)
        return Draft(token.i, cue, source, _trim(doc, content), "object")
    return None


def _asserts(token: Token) -> bool:
    """Whether the verb is stated as done: not denied, not merely possible, not a purpose."""
    if token.dep_ == "xcomp" or token.tag_ == "VB":
        return False
    return not any(child.dep_ == "neg" or child.tag_ == "MD" for child in token.children)


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
            if child.dep_ in ("advcl", "acl") and child.i > token.i and any(
                c.dep_ == "mark" and c.lower_ in ("that", "whether") for c in child.children
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
    if head.pos_ not in ("VERB", "AUX") or any(child.dep_ in ("mark", "advmod") for child in token.lefts):
        return None
    if not any(child.dep_ in _SUBJECTS for child in token.children):
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
        if child.dep_ in _SUBJECTS or child.dep_ in _AUXILIARY or child.dep_ in ("advmod", "npadvmod", "prep", "dative", "prt"):
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
    if after is None or after.lower_ in ("who", "which", "whose", "adding", "citing", "referring") or after.tag_ == "VBG":
        return None
    return end + 1, stop


def _turn(clause: Token, words: Reporting, part: Range) -> int:
    """Where the teller takes over again inside what the parse gives to the source.

    That is at `…, arguing that …` and at `…, and he noted that …`, which have cues of their own.
    """
    end = part[1]
    for child in clause.rights:
        if child.i >= end or child.pos_ != "VERB" or not (lemma_of(child, words) in words.speech):
            continue
        first = child.left_edge.i
        comma = clause.doc[first - 1].text in (",", "—", "–", "--", "―", ";")
        if child.dep_ == "advcl" and child.tag_ == "VBG" and comma and first == child.i:
            return first
        if child.dep_ == "conj" and any(c.dep_ in _SUBJECTS for c in child.children):
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
    for child in token.children:
        if child.i < token.i:
            continue
        if child.dep_ in ("dobj", "oprd", "attr") and takes_object:
            pass
        elif child.dep_ == "prep" and (child.lower_ in wanted or (first is not None and (lemma in words.judging or child.lower_ == "as"))):
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


def _hearsay(
    doc: Doc, token: Token, lemma: str, words: Reporting, cue: Range, content: list[Range]
) -> Draft | None:
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
    return Draft(token.i, cue, source, _trim(doc, whole), "hearsay")


def _noun(doc: Doc, token: Token, words: Reporting) -> Draft | None:
    lemma = token.lemma_.lower()
    if lemma not in words.nouns and lemma not in words.aims:
        return None
    for child in token.rights:
        if child.dep_ in ("acl", "ccomp", "relcl", "xcomp"):
            mark = next((c for c in child.children if c.dep_ in ("mark", "aux") and c.i < child.i), None)
            is_that = mark is not None and mark.lower_ == "that" and mark.dep_ == "mark" and lemma in words.nouns
            is_to = mark is not None and mark.lower_ == "to" and lemma in words.aims
            if is_that or is_to:
                return Draft(token.i, (token.i, token.i + 1), _holder(token), _trim(doc, [extent(child)]), "noun")
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


def _adjective(doc: Doc, token: Token, words: Reporting) -> Draft | None:
    lemma = token.lemma_.lower()
    if lemma not in words.adjectives or token.dep_ not in ("acomp", "attr", "ROOT", "conj", "advcl", "oprd", "amod", "ccomp"):
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
        return Draft(token.i, (token.i, token.i + 1), source, _trim(doc, [span]), "adjective")
    return None


def _according(doc: Doc, token: Token) -> Draft | None:
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
    if not _trim(doc, content):
        content = without([sentence(doc, token.i)], (token.i, max(phrase[1], end)))
    return Draft(token.i, (token.i, end), noun_phrase(noun), _trim(doc, content), "according")


def _trim(doc: Doc, ranges: list[Range]) -> list[Range]:
    return [kept for start, end in ranges if (kept := trimmed(doc, start, end)) is not None]
