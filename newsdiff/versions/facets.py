"""What kind of fact an edit touches: its figures, times, names, speakers, quoted words, and the rest, as facets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from newsdiff.judge.quote import one_utterance
from newsdiff.lexicon.measures import comparable, level
from newsdiff.lexicon.names import same_name
from newsdiff.lexicon.senses import is_symmetric, opposed
from newsdiff.model import FACET_KINDS, Claim, Facet, FacetKind, FacetValue, Quantity, Quote, Relation, Time, Word
from newsdiff.versions.edits import Edit, Edited, same_value, values_in
from newsdiff.versions.words import Line, Token, hedges, is_light, negates, of_class, one_sense

#: Where two things of several kinds answer each other, what the edit is taken to be about.
_FIRST: tuple[FacetKind, ...] = (
    "quote", "quantity", "date", "polarity", "modality", "attribution", "name", "place", "other",
)  # fmt: skip
_ALONE = "only the {} version says it"
_OTHER = "other words in its place"
_DENIED, _SURER = "affirmed in one, negated in the other", "surer in one than in the other"


@dataclass(frozen=True, slots=True)
class Part:
    """Words of one side of an edit that are of one kind, `[start, end)` in the file."""

    kind: FacetKind
    words: tuple[Token, ...]
    value: Quantity | Time | None = None

    @property
    def start(self) -> int:
        return self.value.start if self.value is not None else self.words[0].start

    @property
    def end(self) -> int:
        return self.value.end if self.value is not None else self.words[-1].end


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is another, or one version's alone: what it is, how the two relate, and by which rule."""

    kind: FacetKind
    relation: Relation
    why: str
    old: Part | None
    new: Part | None


def differences(edited: Edited, edit: Edit) -> list[Difference]:
    """What differs in one edit of a sentence: parts of one kind answer each other in order, then what is left.

    Where both sides say another thing with another verb, the edit is one difference.
    """
    olds = _parts(edited.old, edit.old, edit.old_end)
    news = _parts(edited.new, edit.new, edit.new_end)
    for one in list(olds):
        same = next((other for other in news if _equal(one, other)), None)
        if same is not None:
            olds.remove(one)
            news.remove(same)
    if not olds and not news:
        return _reordered(edited, edit)
    if len(olds) > 1 and len(news) > 1 and _tells(olds) and _tells(news):
        olds, news = [_whole(olds)], [_whole(news)]
    found = []
    for kind in _FIRST:
        ours, theirs = [part for part in olds if part.kind == kind], [part for part in news if part.kind == kind]
        for one, other in zip(ours, theirs, strict=False):
            found.append(_difference(kind, one, other, edited))
            olds.remove(one)
            news.remove(other)
    while olds and news:  # "officials" became "Anna Berg", "several" became "12".
        one, other = olds.pop(0), news.pop(0)
        found.append(_difference(min(one.kind, other.kind, key=_FIRST.index), one, other, edited))
    left = [(part, True) for part in _joined(olds, edited.old)] + [(part, False) for part in _joined(news, edited.new)]
    tied = edited.new.words[edit.new : edit.new_end] if olds else edited.old.words[edit.old : edit.old_end]
    if len(left) == 1 and tied and not found and left[0][0].kind == "other":  # "from" became "to"
        part, answer = left[0][0], Part("other", tied)
        return [Difference("other", "compatible", _OTHER, *((part, answer) if olds else (answer, part)))]
    return found + [alone(part, edited, old=old) for part, old in left]


def _reordered(edited: Edited, edit: Edit) -> list[Difference]:
    """The same words in another order, with a verb among them: who did it to whom is another thing."""
    olds, news = edited.old.words[edit.old : edit.old_end], edited.new.words[edit.new : edit.new_end]
    if sorted(word.key for word in olds) != sorted(word.key for word in news):
        return []
    kind: FacetKind = "name" if any(word.entity or word.pos == "PROPN" for word in olds) else "other"
    return [Difference(kind, "conflict", "the same words in another order", Part(kind, olds), Part(kind, news))]


def exchanged(old: Line, new: Line) -> list[Difference]:
    """Who did it and to whom it was done, where they have changed places: each is the other's in the other version."""
    found = []
    acted: dict[str, list[_Actors]] = {}
    for claim in new.claims:
        acted.setdefault(claim.predicate, []).append(_actors(claim))
    for ours in old.claims:
        if not ours.predicate or ours.predicate not in acted or is_symmetric(ours.predicate):
            continue
        agents, patients = _actors(ours)
        for others, sufferers in acted[ours.predicate]:
            swapped = [agents[key] for key in agents if key in sufferers and key not in others]
            answers = [others[key] for key in others if key in patients and key not in agents]
            if swapped and answers:
                parts = [_part_at(line, word) for line, word in ((old, swapped[0]), (new, answers[0]))]
                found.append(Difference("name", "conflict", "the two have changed places", *parts))
    return found


_Actors = tuple[dict[str, Word], dict[str, Word]]


def _actors(claim: Claim) -> _Actors:
    """The nouns that head the subject, and those that head the object, by lemma."""
    heads = [word for word in claim.words if word.pos in ("NOUN", "PROPN") and word.role in ("subject", "object")]
    subjects, objects = ({word.lemma: word for word in heads if word.role == role} for role in ("subject", "object"))
    return subjects, objects


def _part_at(line: Line, word: Word) -> Part | None:
    return next((Part("name", (token,)) for token in line.words if token.start == word.start), None)


def without_moved(found: Sequence[Difference]) -> list[Difference]:
    """The differences of a sentence without what was cut in one place of it and put in another."""
    left = list(found)
    for cut in [item for item in found if item.new is None]:
        for put in [item for item in left if item.old is None]:
            if _keys(cut.old) == _keys(put.new):
                left = [item for item in left if item is not cut and item is not put]
                break
    return left


def _keys(part: Part | None) -> list[str]:
    return sorted(word.key for word in _carrying(part)) if part is not None else []


def _tells(parts: Sequence[Part]) -> bool:
    """Whether there is a verb among the words."""
    return any(word.pos == "VERB" for part in parts if part.kind == "other" for word in part.words)


def _whole(parts: Sequence[Part]) -> Part:
    """The parts as one, of the most telling kind."""
    words = tuple(word for part in parts for word in part.words)
    return Part(min((part.kind for part in parts), key=_FIRST.index), words)


def _joined(parts: Sequence[Part], line: Line) -> list[Part]:
    """Parts that follow each other as one: "two of them seriously"; what denies or weighs stays apart."""
    found: list[Part] = []
    for part in sorted(parts, key=lambda each: each.start):
        if found and not {found[-1].kind, part.kind} & {"polarity", "modality"}:
            between = [word for word in line.words if found[-1].end <= word.start and word.end <= part.start]
            if all(is_light(word) for word in between):
                found[-1] = _whole([found[-1], part])
                continue
        found.append(part)
    return found


def facets(found: Sequence[Difference], letters: tuple[str, str], texts: tuple[str, str]) -> tuple[Facet, ...]:
    """The differences as facets, those that exclude each other first; `letters` and `texts` are of old and new."""
    order = sorted(found, key=lambda item: (item.relation != "conflict", FACET_KINDS.index(item.kind)))
    return tuple(
        Facet(
            item.kind,
            item.relation,
            item.why,
            tuple(
                FacetValue(letter, text[part.start : part.end], part.start, part.end, _plain(part))
                for letter, text, part in zip(letters, texts, (item.old, item.new), strict=True)
                if part is not None
            ),
        )
        for item in order
    )


def _plain(part: Part) -> dict[str, object]:
    value = part.value
    if isinstance(value, Quantity):
        return {"low": value.low, "high": value.high, "unit": value.unit, "modifier": value.modifier}
    if isinstance(value, Time):
        return {"value": value.value, "granularity": value.granularity}
    return {}


def _parts(line: Line, start: int, end: int) -> list[Part]:
    """The words of one side of an edit by their kinds; function words belong to none, "be" only where it is all."""
    return _runs(line, start, end, being=False) or _runs(line, start, end, being=True)


def _runs(line: Line, start: int, end: int, *, being: bool) -> list[Part]:
    values = values_in(line, start, end)
    found: list[Part] = []
    run: list[Token] = []
    kind: FacetKind | None = None
    taken: set[int] = set()

    def close() -> None:
        nonlocal run
        if run and kind is not None:
            before = _article(line, run[0], start) if kind == "attribution" else ()
            found.append(Part(kind, (*before, *run)))
        run = []

    for number in range(start, end):
        word = line.words[number]
        value = next((item for item in values if item.start <= word.start and word.end <= item.end), None)
        if value is not None and not _quoted(line, word):
            close()
            kind = None
            if value.start not in taken:
                taken.add(value.start)
                inside = tuple(w for w in line.words[start:end] if value.start <= w.start and w.end <= value.end)
                found.append(Part("quantity" if isinstance(value, Quantity) else "date", inside, value))
            continue
        own = None if of_class(word.key, "being") and not being else _kind(line, word)
        if own is None:
            continue
        if own != kind:
            close()
            kind = own
        run.append(word)
    close()
    return found


def _article(line: Line, word: Token, start: int) -> tuple[Token, ...]:
    """What points to a speaker, with whom it is shown: "a harbour official"."""
    number = line.words.index(word)
    before = line.words[number - 1] if number > start else None
    return (before,) if before is not None and of_class(before.key, "pointing") else ()


def _kind(line: Line, word: Token) -> FacetKind | None:
    """What the word is part of; None for one that carries nothing of its own."""
    if negates(word):
        return "polarity"
    if is_light(word):
        return None
    if _quoted(line, word):
        return "quote"
    if hedges(word):
        return "modality"
    said = [claim.attribution for claim in line.claims if claim.attribution is not None]
    if any(each.source and each.source.start <= word.start and word.end <= each.source.end for each in said):
        return "attribution"
    if any(each.cue and each.cue.start <= word.start and word.end <= each.cue.end for each in said):
        return "attribution" if not of_class(word.lemma, "saying") else None
    if word.kind == "place":
        return "place"
    if word.entity is not None or word.pos == "PROPN":
        return "name"
    if word.key.isdigit():
        return "quantity"
    return "other"


def _quoted(line: Line, word: Token) -> bool:
    return any(quote.start <= word.start and word.end <= quote.end for claim in line.claims for quote in claim.quotes)


def _equal(one: Part, other: Part) -> bool:
    if one.value is not None and other.value is not None:
        return same_value(one.value, other.value)
    return (
        one.kind == other.kind
        and len(ours := _carrying(one)) == len(theirs := _carrying(other))
        and all(one_sense(a, b) for a, b in zip(ours, theirs, strict=True))
    )


def _carrying(part: Part) -> list[Token]:
    return [word for word in part.words if not is_light(word)] or list(part.words)


def _difference(kind: FacetKind, one: Part, other: Part, edited: Edited) -> Difference:
    if kind in ("polarity", "modality") and (answer := _answer(one, edited.old, edited.new, edited, old=True)):
        one = Part(kind, (*_helped(one, edited.old), answer[0]))
        other = Part(kind, (*_helped(other, edited.new), answer[1]))
        return Difference(kind, "conflict", _DENIED if kind == "polarity" else _SURER, one, other)
    relation, why = _related(kind, one, other, edited)
    return Difference(kind, relation, why, one, other)


def _related(kind: FacetKind, one: Part, other: Part, edited: Edited) -> tuple[Relation, str]:
    if isinstance(one.value, Quantity) and isinstance(other.value, Quantity):
        if comparable(one.value, other.value):
            found = level(one.value, other.value)
            if found.relation == "same":
                return "compatible", "the same figure, said otherwise"
            return found.relation, found.why
        return "compatible", "another figure"
    if isinstance(one.value, Time) and isinstance(other.value, Time):
        return _times(one.value, other.value)
    if kind == "quote":
        return _quotes(one, other, edited)
    if kind in ("name", "place", "attribution"):
        names = [" ".join(word.key for word in part.words) for part in (one, other)]
        if same_name(names[0], names[1]) == "different" and all(_named(part) for part in (one, other)):
            return "conflict", f"another {'speaker' if kind == 'attribution' else kind}"
        return "compatible", "named otherwise"
    if len(one.words) == len(other.words) == 1 and opposed(one.words[0].lemma, other.words[0].lemma):
        return "conflict", "words that exclude each other"
    return "compatible", _OTHER


def _named(part: Part) -> bool:
    return any(word.entity is not None or word.pos == "PROPN" for word in part.words)


def _times(one: Time, other: Time) -> tuple[Relation, str]:
    if one.earliest is None or other.earliest is None or one.latest is None or other.latest is None:
        return "compatible", "another time"
    if one.earliest < other.latest and other.earliest < one.latest:
        return "compatible", "one time is less precise"
    return "conflict", "another time"


def _quotes(one: Part, other: Part, edited: Edited) -> tuple[Relation, str]:
    ours, theirs = _quote_of(edited.old, one), _quote_of(edited.new, other)
    if ours is not None and theirs is not None and (found := one_utterance(ours, theirs)) is not None:
        return found.relation if found.relation != "same" else "compatible", found.why
    return "compatible", "other words quoted"


def _quote_of(line: Line, part: Part) -> Quote | None:
    quotes = (quote for claim in line.claims for quote in claim.quotes)
    return next((quote for quote in quotes if quote.start <= part.start and part.end <= quote.end), None)


def alone(part: Part, edited: Edited, *, old: bool) -> Difference:
    """What one version alone says; what makes a statement less sure, or denies it, is shown with its predicate."""
    own, another = (edited.old, edited.new) if old else (edited.new, edited.old)
    if part.kind in ("polarity", "modality"):
        answer = _answer(part, own, another, edited, old=old)
        if answer is not None:
            mine = Part(part.kind, (*_helped(part, own), answer[0]))
            theirs = Part(part.kind, (answer[1],))
            why = (
                "affirmed in one, negated in the other" if part.kind == "polarity" else "surer in one than in the other"
            )
            pair = (mine, theirs) if old else (theirs, mine)
            return Difference(part.kind, "conflict", why, *pair)
    why = _ALONE.format("older" if old else "newer")
    return Difference(part.kind, "missing", why, part if old else None, None if old else part)


def _helped(part: Part, line: Line) -> tuple[Token, ...]:
    """The words of the part after the auxiliaries that stand before them: "was not"."""
    first = line.words.index(part.words[0])
    while first and of_class(line.words[first - 1].key, "being", "auxiliaries"):
        first -= 1
    return line.words[first : line.words.index(part.words[-1]) + 1]


def _answer(part: Part, own: Line, another: Line, edited: Edited, *, old: bool) -> tuple[Token, Token] | None:
    """The first word after the part that both versions have, in each."""
    mapped = {i: j for j, i in edited.kept.items()} if old else edited.kept
    last = own.words.index(part.words[-1])
    for number in range(last + 1, min(last + 5, len(own.words))):
        if number in mapped and not is_light(own.words[number]):
            return own.words[number], another.words[mapped[number]]
    return None
