"""Clauses as claims: one proposition each, with its subject carried over, its polarity and its modality."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from newsdiff import lexicon
from newsdiff.model import Modality, Polarity, Tense

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from newsdiff.extract.parse_tree import ParseTree

#: A participle or an apposed clause shorter than this stays with the clause it stands in.
_SHORTEST_PARTICIPLE = 4
_CLAUSAL = {"ROOT", "conj", "ccomp", "advcl", "relcl", "acl", "parataxis"}
_SUBJECTS = {"nsubj", "csubj", "expl"}
_PASSIVE_SUBJECTS = {"nsubjpass", "csubjpass"}
_OBJECTS = {"dobj", "obj", "attr", "oprd", "dative", "acomp"}
_MARGIN = {"PUNCT", "SPACE", "CCONJ", "SCONJ"}


_TABLES = (
    "negators",
    "negative_verbs",
    "possible_modals",
    "possible_words",
    "planned_modals",
    "planned_words",
    "semi_auxiliaries",
    "conditions",
)
_LIST: Literal["words"] = "words"


@cache
def _words() -> dict[str, frozenset[str]]:
    data = lexicon.load("clauses", **dict.fromkeys(_TABLES, _LIST))
    return {name: frozenset(words) for name, words in data.items()}


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of a sentence: its syntactic `head`, its own tokens in order and its carried-over subject.

    `core` is the word that says what is claimed: "reject" in "is expected to reject", "mayor" in "is the mayor";
    `predicate` is its lemma with its particle: "call off".
    """

    head: Token
    tokens: tuple[Token, ...]
    subject: tuple[Token, ...]
    roles: Mapping[int, str]
    core: Token
    predicate: str
    tense: Tense
    polarity: Polarity
    modality: Modality
    hedge: str | None

    @property
    def first(self) -> Token:
        return self.tokens[0]

    @property
    def last(self) -> Token:
        return self.tokens[-1]


def _predicate(core: Token, tree: ParseTree) -> str:
    particle = next((child.lower_ for child in tree.children(core) if child.dep_ == "prt"), None)
    lemma = str(core.lemma_.lower())
    return f"{lemma} {particle}" if particle else lemma


def _opens_clause(token: Token, tree: ParseTree) -> bool:
    """Whether `token` heads a clause that stands as a claim of its own."""
    if token.dep_ == "ROOT":
        return True
    if token.dep_ not in _CLAUSAL or token.pos_ not in {"VERB", "AUX"}:
        return False
    if any(child.dep_ in _SUBJECTS or child.dep_ in _PASSIVE_SUBJECTS for child in tree.children(token)):
        return True
    if token.dep_ == "conj":
        return token.head.pos_ in {"VERB", "AUX"} and _size(token) >= 2 and not _infinitive(token, tree)
    if token.dep_ in {"relcl", "acl", "advcl"}:
        return not _infinitive(token, tree) and _size(token) >= _SHORTEST_PARTICIPLE
    return token.dep_ in {"ccomp", "parataxis"} and _size(token) >= _SHORTEST_PARTICIPLE


def _infinitive(token: Token, tree: ParseTree) -> bool:
    return any(child.dep_ == "aux" and child.lower_ == "to" for child in tree.children(token))


def _size(token: Token) -> int:
    return int(token.right_edge.i - token.left_edge.i + 1)


def _owners(sentence: Span, tree: ParseTree) -> dict[int, int]:
    """The number of the clause head that each token of the sentence belongs to; one walk from the root down."""
    owner: dict[int, int] = {}
    start, end = sentence.start, sentence.end
    stack = [(sentence.root, sentence.root.i)]
    while stack:
        token, head = stack.pop()
        mine = token.i if _opens_clause(token, tree) else head
        owner[token.i] = mine
        stack.extend((child, mine) for child in tree.children(token) if start <= child.i < end)
    return owner


def _subtree_within(token: Token, tree: ParseTree, owner: Mapping[int, int], head: int | None) -> list[Token]:
    found, stack = [], [token]
    while stack:
        current = stack.pop()
        if owner.get(current.i) == head:
            found.append(current)
            stack.extend(tree.children(current))
    return sorted(found, key=lambda item: item.i)


def _carried_subject(head: Token, tree: ParseTree, owner: Mapping[int, int]) -> tuple[tuple[Token, ...], bool]:
    """The subject a clause shares with the clause it hangs on, and whether it is acted upon (passive)."""
    participle = head.dep_ in {"acl", "advcl"} and head.tag_ == "VBN"
    passive = participle or any(child.dep_ == "auxpass" for child in tree.children(head))
    for child in tree.children(head):
        if child.dep_ in _SUBJECTS | _PASSIVE_SUBJECTS and child.tag_ not in {"WDT", "WP"}:
            return (), passive
    if head.dep_ in {"relcl", "acl"}:
        noun = head.head
        kept = _subtree_within(noun, tree, owner, owner[noun.i]) if noun.i in owner else [noun]
        return tuple(token for token in kept if token.i < head.i), passive
    if head.dep_ in {"conj", "advcl", "xcomp"}:
        governor = head.head
        seen = 0
        while seen < 8:
            for child in tree.children(governor):
                if child.dep_ in _SUBJECTS | _PASSIVE_SUBJECTS:
                    return tuple(_subtree_within(child, tree, owner, owner[child.i])), passive
            if governor.dep_ not in {"conj", "advcl", "xcomp"}:
                break
            governor, seen = governor.head, seen + 1
    return (), passive


def _roles(head: Token, tree: ParseTree, owner: Mapping[int, int], clause: int) -> dict[int, str]:
    roles = {head.i: "predicate"}
    for child in tree.children(head):
        if owner.get(child.i) != clause:
            continue
        if child.dep_ in _SUBJECTS:
            role = "subject"
        elif child.dep_ in _PASSIVE_SUBJECTS or child.dep_ in _OBJECTS:
            role = "object"
        elif child.dep_ == "agent":
            role = "subject"
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


def _negates(token: Token) -> bool:
    return token.dep_ == "neg" or token.lower_.replace("’", "'") in {"n't", "not", "never"}


def _polarity(head: Token, tree: ParseTree, tokens: Sequence[Token]) -> Polarity:
    words = _words()
    negated = any(_negates(child) for child in tree.children(head))
    for token in tokens:
        if token.lower_ in words["negators"] and not _negates(token):
            core = token.head
            negated ^= token.dep_ in {"det", "preconj", "advmod"} and head.i in (core.i, core.head.i)
            negated ^= token.dep_ in _SUBJECTS | _PASSIVE_SUBJECTS | _OBJECTS and core.i == head.i
        elif token.i != head.i and token.dep_ == "xcomp" and any(_negates(c) for c in tree.children(token)):
            negated = not negated
    if head.lemma_ in words["negative_verbs"] and any(
        child.dep_ in {"xcomp", "ccomp", "dobj"} for child in tree.children(head)
    ):
        negated = not negated
    return "negated" if negated else "affirmed"


def _core(head: Token, tree: ParseTree, owner: Mapping[int, int]) -> Token:
    """The verb that auxiliary-like verbs lead to, or what a copula says of its subject."""
    words = _words()
    leading = words["semi_auxiliaries"] | words["planned_words"] | words["possible_words"] | words["negative_verbs"]
    core = head
    for _ in range(4):
        inside = [child for child in tree.children(core) if owner.get(child.i) == head.i]
        adjective = next((child for child in inside if child.dep_ == "acomp" and child.lemma_ in leading), core)
        below = next(
            (c for c in (*inside, *tree.children(adjective)) if c.dep_ == "xcomp" and c.pos_ in {"VERB", "AUX"}), None
        )
        if core.lemma_ not in leading or below is None:
            break
        core = below
    if core.lemma_ != "be":
        return core
    for dependency in ("attr", "acomp", "oprd", "nsubj"):
        for child in tree.children(core):
            if child.dep_ == dependency and child.pos_ in {"NOUN", "PROPN", "ADJ", "NUM", "VERB"}:
                return child
    return core


def _tense(head: Token, tree: ParseTree) -> Tense:
    """Past for a past or perfect verb group, present for a present one, none for participles and verbless clauses."""
    tags = {head.tag_} | {child.tag_ for child in tree.children(head) if child.dep_ in {"aux", "auxpass"}}
    if "VBD" in tags or any(child.dep_ == "aux" and child.lemma_ == "have" for child in tree.children(head)):
        return "past"
    return "present" if tags & {"VBZ", "VBP"} else "none"


def _modality(head: Token, tree: ParseTree, tokens: Sequence[Token]) -> tuple[Modality, str | None]:
    words = _words()
    for child in tree.children(head):
        if child.dep_ == "mark" and child.lower_ in words["conditions"]:
            return "conditional", child.lower_
    for child in tree.children(head):
        if child.dep_ == "aux" and child.lower_ in words["possible_modals"]:
            return "possible", child.lower_
    for child in tree.children(head):
        if child.dep_ == "advmod" and child.lower_ in words["possible_words"]:
            return "possible", child.lower_
    has_infinitive = any(child.dep_ in {"xcomp", "acomp"} for child in tree.children(head))
    if has_infinitive and (
        head.lemma_ in words["possible_words"]
        or any(t.head.i == head.i and t.lower_ in words["possible_words"] for t in tokens)
    ):
        return "possible", head.lower_
    for child in tree.children(head):
        if child.dep_ == "aux" and child.lower_ in words["planned_modals"]:
            return "planned", child.lower_
    if has_infinitive and (
        head.lemma_ in words["planned_words"]
        or any(t.head.i == head.i and t.dep_ == "acomp" and t.lemma_ in words["planned_words"] for t in tokens)
    ):
        return "planned", head.lower_
    return "asserted", None


def _unasserted(sentence: Span, tree: ParseTree, clause: Clause) -> bool:
    """Questions, commands and lead-ins without content assert nothing."""
    if clause.last.i + 1 < sentence.end and tree.tokens[clause.last.i + 1].text == "?":
        return True
    if clause.last.text == "?":
        return True
    head = clause.head
    if head.tag_ == "VB" and head.dep_ == "ROOT":
        governed = any(c.dep_ in _SUBJECTS | _PASSIVE_SUBJECTS | {"aux"} for c in tree.children(head))
        if not governed and head.i == sentence.start:
            return True
    content = [t for t in clause.tokens if t.pos_ in {"NOUN", "PROPN", "VERB", "NUM", "ADJ", "ADV"}]
    has_subject = bool(clause.subject) or any(c.dep_ in _SUBJECTS | _PASSIVE_SUBJECTS for c in tree.children(head))
    return not content or (len(content) < 2 and not has_subject)


def find_clauses(sentence: Span, tree: ParseTree) -> tuple[Clause, ...]:
    """The clauses of a parsed sentence that assert something, in the order of their heads' first words."""
    owner = _owners(sentence, tree)
    members: dict[int, list[Token]] = {}
    for token in tree.tokens[sentence.start : sentence.end]:
        head = owner.get(token.i)
        if head is not None:
            members.setdefault(head, []).append(token)
    clauses = []
    for head_index, tokens in members.items():
        head = tree.tokens[head_index]
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
        modality, hedge = _modality(head, tree, tokens)
        clause = Clause(
            head,
            tuple(tokens),
            subject,
            roles,
            core := _core(head, tree, owner),
            _predicate(core, tree),
            _tense(head, tree),
            _polarity(head, tree, tokens),
            modality,
            hedge,
        )
        if not _unasserted(sentence, tree, clause):
            clauses.append(clause)
    return tuple(sorted(clauses, key=lambda clause: clause.first.i))


def sentences(tree: ParseTree) -> tuple[Span, ...]:
    """The sentences that hold at least one word."""
    return tuple(sent for sent in tree.doc.sents if any(token.is_alpha for token in tree.tokens[sent.start : sent.end]))
