"""Clauses as claims: one proposition each, with its subject carried over, its polarity and its modality."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsdiff.extract.assertion import (
    OBJECTS,
    PASSIVE_SUBJECTS,
    SUBJECTS,
    auxiliary_owner,
    chain,
    infinitive,
    modality,
    polarity,
    tense,
    truth_frame,
    words,
)
from newsdiff.model import Modality, Polarity, Tense

if TYPE_CHECKING:
    from spacy.tokens import Span

    from newsdiff.extract.parse_tree import Node, ParseTree

#: A participle or an apposed clause shorter than this stays with the clause it stands in.
_SHORTEST_PARTICIPLE = 4
_CLAUSAL = {"ROOT", "conj", "ccomp", "advcl", "relcl", "acl", "parataxis"}
_MARGIN = {"PUNCT", "SPACE", "CCONJ", "SCONJ"}


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of a sentence: its syntactic `head`, its own tokens in order and its carried-over subject.

    `core` is the word that says what is claimed: "reject" in "is expected to reject", "mayor" in "is the mayor";
    `predicate` is its lemma with its particle: "call off".
    """

    head: Node
    tokens: tuple[Node, ...]
    subject: tuple[Node, ...]
    roles: Mapping[int, str]
    core: Node
    predicate: str
    tense: Tense
    polarity: Polarity
    modality: Modality
    hedge: str | None

    @property
    def first(self) -> Node:
        return self.tokens[0]

    @property
    def last(self) -> Node:
        return self.tokens[-1]


def _predicate(core: Node, tree: ParseTree) -> str:
    adverbs = words()["phrasal_adverbs"]
    particle = next(
        (c.lower_ for c in core.children if c.dep_ == "prt" or (c.i == core.i + 1 and c.lower_ in adverbs)), None
    )
    lemma = str(core.lemma_.lower())
    return f"{lemma} {particle}" if particle else lemma


def _opens_clause(token: Node, tree: ParseTree) -> bool:
    """Whether `token` heads a clause that stands as a claim of its own."""
    if token.dep_ == "ROOT":
        return True
    if token.dep_ not in _CLAUSAL or token.pos_ not in {"VERB", "AUX"}:
        return False
    if any(child.dep_ in SUBJECTS or child.dep_ in PASSIVE_SUBJECTS for child in token.children):
        return True
    if token.dep_ == "conj":
        return token.head.pos_ in {"VERB", "AUX"} and _size(token, tree) >= 2 and not infinitive(token, tree)
    if token.dep_ in {"relcl", "acl", "advcl"}:
        return not infinitive(token, tree) and _size(token, tree) >= _SHORTEST_PARTICIPLE
    return token.dep_ in {"ccomp", "parataxis"} and _size(token, tree) >= _SHORTEST_PARTICIPLE


def _size(token: Node, tree: ParseTree) -> int:
    whole = tree.doc[token.i]
    return int(whole.right_edge.i - whole.left_edge.i + 1)


def _owners(sentence: Span, tree: ParseTree) -> dict[int, int]:
    """The number of the clause head that each token of the sentence belongs to; one walk from the root down."""
    owner: dict[int, int] = {}
    start, end = sentence.start, sentence.end
    root = tree.nodes[sentence.root.i]
    stack = [(root, root.i)]
    while stack:
        token, head = stack.pop()
        mine = token.i if _opens_clause(token, tree) else head
        owner[token.i] = mine
        stack.extend((child, mine) for child in token.children if start <= child.i < end)
    return owner


def _subtree_within(token: Node, tree: ParseTree, owner: Mapping[int, int], head: int | None) -> list[Node]:
    found, stack = [], [token]
    while stack:
        current = stack.pop()
        if owner.get(current.i) == head:
            found.append(current)
            stack.extend(current.children)
    return sorted(found, key=lambda item: item.i)


def _carried_subject(head: Node, tree: ParseTree, owner: Mapping[int, int]) -> tuple[tuple[Node, ...], bool]:
    """The subject a clause shares with the clause it hangs on, and whether it is acted upon (passive)."""
    participle = head.dep_ in {"acl", "advcl"} and head.tag_ == "VBN"
    passive = participle or any(child.dep_ == "auxpass" for child in auxiliary_owner(head, tree).children)
    for child in head.children:
        if child.dep_ in SUBJECTS | PASSIVE_SUBJECTS and child.tag_ not in {"WDT", "WP"}:
            return (), passive
    if head.dep_ in {"relcl", "acl"}:
        noun = head.head
        kept = _subtree_within(noun, tree, owner, owner[noun.i]) if noun.i in owner else [noun]
        return tuple(token for token in kept if token.i < head.i), passive
    if head.dep_ in {"conj", "advcl", "xcomp"}:
        governor = head.head
        seen = 0
        while seen < 8:
            for child in governor.children:
                if child.dep_ in SUBJECTS | PASSIVE_SUBJECTS:
                    return tuple(_subtree_within(child, tree, owner, owner[child.i])), passive
            if governor.dep_ not in {"conj", "advcl", "xcomp"}:
                break
            governor, seen = governor.head, seen + 1
    return (), passive


def _roles(head: Node, tree: ParseTree, owner: Mapping[int, int], clause: int) -> dict[int, str]:
    roles = {head.i: "predicate"}
    for child in head.children:
        if owner.get(child.i) != clause:
            continue
        if child.dep_ in SUBJECTS:
            role = "subject"
        elif child.dep_ in PASSIVE_SUBJECTS or child.dep_ in OBJECTS:
            role = "object"
        elif child.dep_ == "agent":
            role = "subject" if head.tag_ == "VBN" else "oblique"  # "was paid by a firm", "paid by cheque"
        elif child.dep_ in {"prep", "npadvmod", "advcl", "obl"}:
            role = "oblique"
        elif child.dep_ in {"xcomp", "prt"}:
            role = "predicate"
        else:
            role = "modifier"
        for token in _subtree_within(child, tree, owner, clause):
            roles[token.i] = role
        if child.dep_ == "xcomp":
            roles |= _roles(child, tree, owner, clause)
    return roles


def _core(verbs: Sequence[Node], tree: ParseTree) -> Node:
    """The verb at the end of the chain, or what a copula there says of its subject."""
    core = verbs[-1]
    if core.lemma_ != "be":
        return core
    for dependency in ("attr", "acomp", "oprd", "nsubj"):
        for child in core.children:
            if dependency == "nsubj" and child.i < core.i:
                continue  # only after the copula: "among them was a doctor"
            if child.dep_ == dependency and child.pos_ in {"NOUN", "PROPN", "ADJ", "NUM", "VERB"}:
                return child
    return core


def _unasserted(sentence: Span, tree: ParseTree, clause: Clause) -> bool:
    """Questions, commands and lead-ins without content assert nothing."""
    if clause.last.i + 1 < sentence.end and tree.nodes[clause.last.i + 1].text == "?":
        return True
    if clause.last.text == "?":
        return True
    head = clause.head
    main = _first_of(head, tree)
    if main.dep_ == "ROOT" and _asks(sentence, tree, main):
        return True
    if head.tag_ == main.tag_ == "VB" and main.dep_ == "ROOT" and main.i == sentence.start:
        over = SUBJECTS | PASSIVE_SUBJECTS | {"aux"}
        if not any(c.dep_ in over for verb in (head, main) for c in verb.children):
            return True
    content = [t for t in clause.tokens if t.pos_ in {"NOUN", "PROPN", "VERB", "NUM", "ADJ", "ADV"}]
    has_subject = bool(clause.subject) or any(c.dep_ in SUBJECTS | PASSIVE_SUBJECTS for c in head.children)
    return not content or (len(content) < 2 and not has_subject)


def _first_of(head: Node, tree: ParseTree) -> Node:
    """The first verb of those coordinated with `head`."""
    for _ in range(8):
        if head.dep_ != "conj":
            break
        head = head.head
    return head


def _asks(sentence: Span, tree: ParseTree, main: Node) -> bool:
    """Whether the sentence ends in a question mark and its main verb, or an auxiliary of it, opens it."""
    inside = tree.nodes[sentence.start : sentence.end]
    end = next((token for token in reversed(inside) if token.pos_ not in {"PUNCT", "SPACE"} or token.text == "?"), None)
    opens = next((token for token in inside if token.pos_ not in _MARGIN), None)
    if end is None or opens is None or end.text != "?":
        return False
    return opens.tag_ in {"WP", "WRB", "WDT"} or (opens.pos_ == "AUX" and main.i in {opens.i, opens.head.i})


def find_clauses(sentence: Span, tree: ParseTree) -> tuple[Clause, ...]:
    """The clauses of a parsed sentence that assert something, in the order of their heads' first words."""
    owner = _owners(sentence, tree)
    members: dict[int, list[Node]] = {}
    for token in tree.nodes[sentence.start : sentence.end]:
        mine = owner.get(token.i)
        if mine is not None:
            members.setdefault(mine, []).append(token)
    for framed in [index for index in members if truth_frame(tree.nodes[index], tree)]:
        inner = next((c.i for c in tree.nodes[framed].children if c.dep_ == "ccomp" and c.i in members), None)
        if inner is not None:
            members[inner] = sorted(members.pop(framed) + members[inner], key=lambda token: token.i)
    clauses = []
    for head_index, tokens in members.items():
        head = tree.nodes[head_index]
        while tokens and (tokens[0].pos_ in _MARGIN or tokens[0].text.isspace()):
            tokens = tokens[1:]
        while tokens and tokens[-1].pos_ in {"PUNCT", "SPACE", "CCONJ"}:
            tokens = tokens[:-1]
        if not tokens:
            continue
        subject, passive = _carried_subject(head, tree, owner)
        roles = _roles(head, tree, owner, head.i)
        for token in subject:
            roles.setdefault(token.i, "object" if passive else "subject")
        verbs = tuple(verb for verb in chain(head, tree) if owner.get(verb.i) == head.i)
        held, hedge = modality(verbs, tree)
        clause = Clause(
            head,
            tuple(tokens),
            subject,
            roles,
            core := _core(verbs, tree),
            _predicate(core, tree),
            tense(head, tree),
            polarity(verbs, tree, tokens),
            held,
            hedge,
        )
        if not _unasserted(sentence, tree, clause):
            clauses.append(clause)
    return tuple(sorted(clauses, key=lambda clause: clause.first.i))


def sentences(tree: ParseTree) -> tuple[Span, ...]:
    """The sentences that hold at least one word."""
    words = [node.text.isalpha() for node in tree.nodes]
    return tuple(sent for sent in tree.doc.sents if any(words[sent.start : sent.end]))
