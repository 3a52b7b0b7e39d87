"""What a clause asserts of its proposition: its tense, its polarity and its modality."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Literal

from newsdiff import lexicon
from newsdiff.model import Modality, Polarity, Tense

if TYPE_CHECKING:
    from newsdiff.extract.parse_tree import Node, ParseTree

SUBJECTS = {"nsubj", "csubj", "expl"}
PASSIVE_SUBJECTS = {"nsubjpass", "csubjpass"}
OBJECTS = {"dobj", "obj", "attr", "oprd", "dative", "acomp"}
_VERBAL = {"VERB", "AUX"}
_COMPLEMENTS = {"attr", "acomp", "oprd"}

_TABLES = (
    "negators",
    "focus_words",
    "comparatives",
    "exceptions",
    "negative_verbs",
    "negative_phases",
    "truth_words",
    "falsehood_words",
    "evidence_words",
    "possible_modals",
    "possible_words",
    "considering_verbs",
    "negotiations",
    "thinking_verbs",
    "nearness",
    "planned_modals",
    "planned_words",
    "semi_auxiliaries",
    "conditions",
    "awaited",
    "phrasal_adverbs",
)
_LIST: Literal["words"] = "words"


@cache
def words() -> dict[str, frozenset[str]]:
    """The lists of `clauses.toml` by their names."""
    data = lexicon.load("clauses", **dict.fromkeys(_TABLES, _LIST))
    return {name: frozenset(members) for name, members in data.items()}


@cache
def _leading() -> frozenset[str]:
    lists = words()
    names = ("semi_auxiliaries", "planned_words", "possible_words", "considering_verbs", "negative_verbs")
    return frozenset().union(*(lists[name] for name in names))


def infinitive(token: Node, tree: ParseTree) -> bool:
    """Whether the verb is a "to" infinitive."""
    return any(child.dep_ == "aux" and child.lower_ == "to" for child in token.children)


def chain(head: Node, tree: ParseTree) -> tuple[Node, ...]:
    """The verbs from `head` down to the one that says what is claimed: "is", "unable", "lower".

    Auxiliary-like verbs and adjectives lead to the verb below them: "has to leave", "is due to leave", "refused to
    leave", "refrained from leaving", "stopped short of leaving".
    """
    found = [head]
    for _ in range(4):
        below = _below(found[-1], tree)
        if below is None:
            break
        found.extend(below)
    return tuple(found)


def _below(verb: Node, tree: ParseTree) -> tuple[Node, ...] | None:
    """The next verb of the chain, after the adjective that leads to it."""
    leading = _leading()
    inside = verb.children
    if verb.lemma_ not in leading | words()["negative_phases"] | words()["thinking_verbs"]:
        return None
    adjective = next((child for child in inside if child.dep_ == "acomp" and child.lemma_ in leading), None)
    for over in (verb, adjective):
        if over is None:
            continue
        for child in over.children:
            if child.dep_ == "xcomp" and child.pos_ in _VERBAL:
                if verb.lemma_ in words()["negative_phases"] and infinitive(child, tree):
                    return None  # who stopped to rest did not stop resting
                return (adjective, child) if adjective is not None else (child,)
    if verb.lemma_ in words()["negative_verbs"] and verb.lemma_ != "deny":
        return _gerund(verb, tree)
    if verb.lemma_ in words()["thinking_verbs"]:
        return _gerund(verb, tree)
    over = next((child for child in inside if child.lower_ in {"short", *words()["nearness"]}), None)
    return _gerund(over, tree) if over is not None else _negotiated(verb, tree)


def _negotiated(verb: Node, tree: ParseTree) -> tuple[Node, ...] | None:
    """The noun and the infinitive of "is in talks to buy"."""
    if verb.lemma_ != "be":
        return None
    for preposition in verb.children:
        for noun in preposition.children if preposition.dep_ == "prep" else ():
            if noun.lemma_ in words()["negotiations"]:
                below = (child for child in noun.children if child.dep_ in {"acl", "relcl"})
                return next(((noun, child) for child in below if infinitive(child, tree)), None)
    return None


def _gerund(over: Node, tree: ParseTree) -> tuple[Node, ...] | None:
    """The participle behind the preposition of "refrained from leaving"."""
    for preposition in over.children:
        if preposition.dep_ == "prep" and preposition.lower_ in {"from", "of", "to", "about"}:
            below = next((child for child in preposition.children if child.dep_ == "pcomp"), None)
            if below is not None:
                return (below,)
    return None


def auxiliary_owner(head: Node, tree: ParseTree) -> Node:
    """The verb whose auxiliaries a coordinated one shares ("was arrested and charged"), or `head` itself."""
    found = head
    for _ in range(8):
        above = found.head
        own = any(child.dep_ in {"aux", "auxpass", *SUBJECTS, *PASSIVE_SUBJECTS} for child in found.children)
        if found.dep_ != "conj" or own or above.tag_ != found.tag_ or found.tag_ not in {"VB", "VBN", "VBG"}:
            return found
        found = above
    return found


def tense(head: Node, tree: ParseTree) -> Tense:
    """Past for a past or perfect verb group, present for a present one, none for participles and verbless clauses."""
    children = auxiliary_owner(head, tree).children
    tags = {head.tag_} | {child.tag_ for child in children if child.dep_ in {"aux", "auxpass"}}
    if "VBD" in tags or any(child.dep_ == "aux" and child.lemma_ == "have" for child in children):
        return "past"
    return "present" if tags & {"VBZ", "VBP"} else "none"


def polarity(verbs: Sequence[Node], tree: ParseTree, tokens: Sequence[Node]) -> Polarity:
    """Whether the clause of the chain `verbs` and the words `tokens` is affirmed or denied.

    Each negation turns it: on a verb of the chain or on what is said of its subject, by a verb ("failed to") or an
    adjective ("unable to") of the chain, by a "no" on its subject or object, and by the clause above ("it is not
    true that", "no evidence that").
    """
    lists, head = words(), verbs[0]
    shared = auxiliary_owner(head, tree)
    turns = _negations(head, tree)
    if shared is not head and any(child.lower_ in {"or", "nor"} for child in head.head.children):
        turns += _negations(shared, tree)
    for step, verb in enumerate(verbs):
        turns += step > 0 and _negations(verb, tree)
        last = step == len(verbs) - 1
        if not last:
            short = any(child.lower_ == "short" for child in verb.children)
            turns += verb.lemma_ in lists["negative_verbs"]
            turns += verb.lemma_ in lists["negative_phases"] and (short or verbs[step + 1].tag_ == "VBG")
            turns += verb.lemma_ in {"have", "be", "remain"} and any(
                child.dep_ == "advmod" and child.lower_ == "yet" for child in verb.children
            )
        elif step == 0 and verb.lemma_ in lists["negative_verbs"]:
            turns += any(child.dep_ in {"ccomp", "dobj"} for child in verb.children)
        for child in verb.children if last else ():
            turns += child.dep_ in _COMPLEMENTS and child not in verbs and _negations(child, tree)
    arguments = SUBJECTS | PASSIVE_SUBJECTS | OBJECTS
    over = {verb.i for verb in verbs}
    for token in tokens:
        core = token.head
        of_noun = token.lower_ == "no" and core.lower_ != "longer"  # "no more bodies"
        if token.lower_ not in lists["negators"] or (_negates(token) and not of_noun):
            continue
        for _ in range(2):
            core = core.head if core.dep_ in {"amod", "advmod", "nummod", "quantmod"} else core
        if token.dep_ in {"det", "preconj", "advmod", "neg"} and (core.i in over or core.head.i in over):
            turns += not (token.dep_ == "preconj" or _only(token, tree) or _compares(core, tree))
        elif token.dep_ in arguments and core.i in over:
            turns += not any(child.lower_ in lists["exceptions"] for child in token.children)
    turns += _turned_above(head, tree)
    return "negated" if turns % 2 else "affirmed"


def _negates(token: Node) -> bool:
    return token.dep_ == "neg" or token.lower_.replace("’", "'") in {"n't", "not", "never"}


def _negations(verb: Node, tree: ParseTree) -> int:
    """How many words negate the verb: not "not only", nor the "not" of "not until Tuesday"."""
    children = verb.children
    until = any(child.lower_ in {"until", "till"} for child in children) or any(
        child.dep_ == "advcl" and any(mark.lower_ in {"until", "till"} for mark in child.children) for child in children
    )
    if until:
        return 0
    longer = [near for child in children if child.lower_ == "longer" for near in child.children]
    return sum(_negates(child) and not _only(child, tree) for child in (*children, *longer))


def _only(token: Node, tree: ParseTree) -> bool:
    """Whether the negation stands before a word of focus: "not only", "not just"."""
    after = tree.nodes[token.i + 1] if token.i + 1 < len(tree.nodes) else token
    return after.lower_ in words()["focus_words"]


def _compares(noun: Node, tree: ParseTree) -> bool:
    """Whether "no" before the noun belongs to a figure: "no fewer than 40 houses"."""
    inside = [noun, *(child for near in noun.children for child in (near, *near.children))]
    compared = [token for token in inside if token.lower_ in words()["comparatives"]]
    return any(tree.nodes[token.i + 1].lower_ == "than" for token in compared if token.i + 1 < len(tree.nodes))


def _turned_above(head: Node, tree: ParseTree) -> int:
    """How many words of the clause above turn this one: "it is not true that", "it is false that", "no sign that"."""
    lists, above = words(), head.head
    if above.i == head.i or not any(child.dep_ == "mark" and child.lower_ == "that" for child in head.children):
        return 0
    if head.dep_ in {"acl", "relcl", "ccomp"} and above.lemma_ in lists["evidence_words"]:
        verb = above.head
        none = any(child.lower_ in lists["negators"] for child in above.children)
        return none + (above.dep_ in OBJECTS and _negations(verb, tree))
    copula = above if above.lemma_ == "be" else above.head
    said = _said_of_it(copula, tree)
    turns = _negations(copula, tree) if said else 0
    return turns + 1 if any(word.lemma_ in lists["falsehood_words"] for word in said) else turns


def truth_frame(head: Node, tree: ParseTree) -> bool:
    """Whether the clause says of another no more than whether it is true: "it is not true that"."""
    return bool(_said_of_it(head, tree)) and any(
        child.dep_ in SUBJECTS and child.lower_ == "it" for child in head.children
    )


def _said_of_it(copula: Node, tree: ParseTree) -> list[Node]:
    """The words of truth and falsehood that a copula says of its subject."""
    if copula.lemma_ != "be":
        return []
    wanted = words()["truth_words"] | words()["falsehood_words"]
    return [child for child in copula.children if child.dep_ in _COMPLEMENTS and child.lemma_ in wanted]


def modality(verbs: Sequence[Node], tree: ParseTree) -> tuple[Modality, str | None]:
    """Whether the clause of the chain `verbs` is a fact, a plan or a possibility, and the word that says so.

    A modal of a guess at the past is given with its "have": "may have".
    """
    lists, head = words(), verbs[0]
    children = head.children
    for child in children:
        if child.dep_ == "mark" and child.lower_ in lists["conditions"]:
            return "conditional", child.lower_
    shared = auxiliary_owner(head, tree).children
    perfect = any(child.dep_ == "aux" and child.lower_ in {"have", "'ve"} for child in shared)
    for child in shared:
        if child.dep_ == "aux" and child.lower_ in lists["possible_modals"]:
            if any(mark.dep_ in {"mark", "advmod"} and mark.lower_ in lists["awaited"] for mark in children):
                return "conditional", child.lower_
            return "possible", f"{child.lower_} have" if perfect else child.lower_
    for child in children:
        if child.dep_ == "advmod" and child.lower_ in lists["possible_words"]:
            return "possible", child.lower_
    if any(verb.lemma_ in lists["negotiations"] for verb in verbs[1:2]):
        return "possible", verbs[1].lower_
    if len(verbs) > 1 and verbs[1].dep_ == "pcomp":
        near = next((child.lower_ for child in children if child.lower_ in lists["nearness"]), None)
        if near is not None:
            return "planned", near
        if head.lemma_ in lists["thinking_verbs"]:
            return "possible", head.lower_
    below = [child for verb in verbs[:2] for child in verb.children if child.dep_ in {"xcomp", "acomp"}]
    for word in _lead(head, tree) if below else ():
        if word.lower_ in lists["possible_words"] or word.lemma_ in lists["possible_words"]:
            return "possible", word.lower_
        if word.lemma_ in lists["considering_verbs"]:
            return "possible", word.lower_
    for child in shared:
        if child.dep_ == "aux" and child.lower_ in lists["planned_modals"]:
            return "planned", child.lower_
    if any(infinitive(child, tree) or child.tag_ != "VBG" for child in below):
        for word in _lead(head, tree):
            if word.lemma_ in lists["planned_words"] and (word.lemma_ != "go" or word.lower_ == "going"):
                return "planned", word.lower_
    if head.tag_ in {"VBZ", "VBP"} and head.lemma_ == "be" and any(infinitive(child, tree) for child in verbs[1:2]):
        return "planned", "to"  # "is to be returned"
    return "asserted", None


def _lead(head: Node, tree: ParseTree) -> list[Node]:
    """The predicate and the words on it that may say what its infinitive is: "is likely to", "is due to"."""
    return [head, *(child for child in head.children if child.dep_ in {"acomp", "advmod"})]
