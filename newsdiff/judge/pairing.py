"""Two claims side by side: which words answer each other, and how closely two places in them are bound."""

from __future__ import annotations

from newsdiff.judge.lazy import lazy
from newsdiff.judge.side import NEGATIONS, Comparison, Side, Value
from newsdiff.lexicon.senses import distinct, same_sense
from newsdiff.model import Word

__all__ = ["NEGATIONS", "Comparison", "Pair", "Side", "Value"]

_NOUNS = {"NOUN", "PROPN"}
_NAMED = {"person", "organisation", "place", "group"}


def _apart(one: Word, other: Word) -> bool:
    """Whether two modifiers tell things apart; the lemmatiser makes "eld" of "elder"."""
    return distinct(one.lemma, other.lemma) or distinct(one.text.lower(), other.text.lower())


class Pair:
    """Two claims that report the same fact, or nearly; matches words one to one, nearest in the tree first."""

    def __init__(self, first: Side, second: Side) -> None:
        self.first, self.second = first, second
        self.sides = first, second

    @lazy
    def matches(self) -> dict[int, int]:
        """Words of the first claim to the words of the second that answer them."""
        found: dict[int, int] = {}
        answers = self.second.answers
        if answers.keys().isdisjoint(self.first.answers):
            return found
        taken: set[int] = set()
        for wide in (False, True):
            for i, close, all_ in self.first.asks:
                if i in found:
                    continue
                best = -1
                for thing in all_ if wide else close:
                    for j in answers.get(thing, ()):
                        if j not in taken:
                            best = j if best < 0 else min(best, j)
                            break
                if best >= 0:
                    found[i] = best
                    taken.add(best)
        return found

    @lazy
    def same_predicate(self) -> bool:
        """Whether both claims say the same of their subjects: one verb, or verbs of one class."""
        one, other = self.first.claim.predicate, self.second.claim.predicate
        if one == "be" or other == "be":
            return False
        return same_sense(one, other)

    @lazy
    def quoted(self) -> bool:
        """Whether both claims are quotations: then their words are compared, not what they propose."""
        return bool(self.first.claim.quotes) and bool(self.second.claim.quotes)

    @lazy
    def shared_arguments(self) -> int:
        """How many nouns, names and numbers beside the predicates answer each other, speakers among themselves."""
        ones, others = self.first.words, self.second.words
        return sum(
            ones[i].pos in {"NOUN", "PROPN", "NUM"}
            and (ones[i].role == "source") == (others[j].role == "source")
            and (i, j) != (self.first.root, self.second.root)
            for i, j in self.matches.items()
        )

    @lazy
    def overlap(self) -> float:
        """The share of the shorter claim's content words that the other answers, 0..1."""
        return self.answered / min(self._sizes) if min(self._sizes) else 0.0

    @lazy
    def overlap_beside(self) -> float:
        """The `overlap` where one more word of each claim were to answer the other: that which is compared."""
        return (self.answered + 1) / min(self._sizes) if min(self._sizes) else 0.0

    @lazy
    def likeness(self) -> float:
        """The share of both claims' content words that answer each other, 0..1."""
        return 2 * self.answered / sum(self._sizes) if sum(self._sizes) else 0.0

    @lazy
    def _sizes(self) -> tuple[int, int]:
        return len(self.first.told), len(self.second.told)

    @lazy
    def answered(self) -> int:
        """How many content words of what is told answer each other."""
        told, others = self.first.told, self.second.words
        return sum(i in told and others[j].role != "source" for i, j in self.matches.items())

    @lazy
    def same_actors(self) -> bool:
        """Whether nothing tells the claims' actors apart: another name in a role of one predicate, another ordinal."""
        for role in ("subject", "object") if self.same_predicate else ():
            ours, theirs = self.first.actors[role], self.second.actors[role]
            if ours and theirs and not ours & theirs:
                return False
        return not any(self._told_apart(i, j) for i, j in self.matches.items())

    def _told_apart(self, i: int, j: int) -> bool:
        """Whether two nouns that answer each other carry words that exclude each other: "first" and "second"."""
        if self.first.words[i].pos not in _NOUNS or self.second.words[j].pos not in _NOUNS:
            return False
        ours = [word for n, word in self.first.ranked.get(i, ()) if n not in self.matches]
        if not ours:
            return False
        answered = self.matches.values()
        theirs = [word for n, word in self.second.ranked.get(j, ()) if n not in answered]
        return any(_apart(one, other) for one in ours for other in theirs)

    @lazy
    def same_subject(self) -> bool:
        """Whether the nouns that head the subjects answer each other, or a subject has none."""
        ours, theirs = self.first.heads["subject"], self.second.heads["subject"]
        return ours is None or theirs is None or self.matches.get(ours) == theirs

    @lazy
    def same_object(self) -> bool:
        """Whether a word of one object answers one of the other's, or an object names nothing but people, or none."""
        ours, theirs = self.first.objects, self.second.objects
        return not ours or not theirs or any(self.matches.get(i) in theirs for i in ours)

    @lazy
    def same_names(self) -> bool:
        """Whether the claims do not name two things of one kind as subject, or two beside the subject."""
        for kind in sorted(_NAMED):
            for roles in (("subject",), ("object", "oblique", "modifier")):
                ours, theirs = (
                    {key for role in roles for key in side.named.get((role, kind), ())}
                    for side in (self.first, self.second)
                )
                if ours and theirs and not ours & theirs:
                    return False
        return True

    @lazy
    def same_complement(self) -> bool:
        """Whether what the claims say beside subject and predicate answers at least by half, or one says nothing."""
        ours, theirs = self.first.complement, self.second.complement
        answered = sum(self.matches.get(i) in theirs for i in ours)
        return not ours or not theirs or 2 * answered >= min(len(ours), len(theirs))

    def binding(self, i: int, j: int) -> float:
        """How closely word `i` of the first and `j` of the second hang on words that answer each other, 0..1."""
        first, second = self.first.path(i)[1:], self.second.path(j)[1:]
        best = 0.0
        for step, number in enumerate(first):
            other = self.matches.get(number)
            if other is not None and other in second:
                best = max(best, 1.0 / (1 + 0.25 * (step + second.index(other))))
        return best
