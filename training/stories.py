"""Pairs of sentences of labelled stories, in the form that the aligner will hand to the reader."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from newsdiff.align import candidates
from newsdiff.align.profile import Field, Profile, build
from newsdiff.model import Extraction, Quantity, Span
from newsdiff.reader.sentence import Sentence, sentence
from training.examples import APART, CONTRADICT, SAME, Example, Mark, Place

#: Labels of sentences that facts need not name: what they share with others is not known.
_UNLABELLED = {"headline", "caption", "comment", "furniture"}
_NUMBER = re.compile(r"\d[\d,.]*\d|\d")
_NUMBER_WORDS = "two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty".split()


class Labelled:
    """A story's articles with their gold labels, over the sentences that newsdiff finds in them."""

    def __init__(self, folder: Path, extractions: Sequence[Extraction]) -> None:
        gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
        self.meta = json.loads((folder / "units.json").read_text(encoding="utf-8"))["articles"]
        self.name = folder.name
        self.extractions = extractions
        self.field: Field = build(extractions)
        self.facts = [(set(fact["units"]), fact) for fact in gold["facts"]]
        self.label = {f"{a}{i}": label for a, labels in gold["labels"].items() for i, label in enumerate(labels)}
        self.units = [self._units(profile) for profile in self.field.profiles]
        self.sentences = [
            sentence(extractions[profile.article].article.text, profile.claims) for profile in self.field.profiles
        ]

    def _units(self, profile: Profile) -> set[str]:
        meta, found = self.meta[profile.article], set()
        for claim in profile.claims:
            overlaps = [max(0, min(claim.end, end) - max(claim.start, start)) for start, end in meta["units"]]
            if any(overlaps):
                found.add(f"{meta['id']}{overlaps.index(max(overlaps))}")
        return found

    def labelled(self, number: int) -> bool:
        """Whether what the sentence shares with others is known."""
        return bool(self.units[number]) and all(self.label[unit] not in _UNLABELLED for unit in self.units[number])

    def shared(self, i: int, j: int) -> list[dict]:
        """The facts that sentences `i` and `j` both report."""
        return [fact for units, fact in self.facts if units & self.units[i] and units & self.units[j]]

    def pairs(self) -> list[tuple[int, int]]:
        """The aligner's candidates, and with them every pair that reports one fact."""
        found = set(candidates(self.field))
        profiles = self.field.profiles
        for i, one in enumerate(profiles):
            for j in range(i + 1, len(profiles)):
                if one.article != profiles[j].article and (i, j) not in found and self.shared(i, j):
                    found.add((i, j))
        return sorted(found)


def examples(story: Labelled, chance: random.Random) -> Iterator[Example]:
    """Training pairs: all that report one fact, all candidates that do not, and contradictions made."""
    for i, j in story.pairs():
        if not story.shared(i, j):
            yield Example(_texts(story, i, j), APART, story.name, "apart", _unanswered(story, i, j, chance))
        elif story.labelled(i) and story.labelled(j):
            example = _positive(story, i, j)
            yield example
            if example.relation == SAME and (made := _swapped(story, example, i, j, chance)):
                yield made


def _texts(story: Labelled, i: int, j: int) -> tuple[str, str]:
    return story.sentences[i].text, story.sentences[j].text


def _figures(profile: Profile, read: Sentence) -> list[tuple[Quantity, Place]]:
    found = []
    for claim in profile.claims:
        for quantity in claim.quantities:
            place = read.within(Span(quantity.start, quantity.end))
            if place and (quantity, place) not in found:
                found.append((quantity, place))
    return found


def _names(profile: Profile, read: Sentence) -> list[tuple[str, Place]]:
    found: dict[str, tuple[int, int]] = {}
    for claim in profile.claims:
        for word in claim.words:
            if word.entity and word.pos == "PROPN" and word.entity not in found:
                run = [w for w in claim.words if w.entity == word.entity and w.pos == "PROPN"]
                if all(b.start - a.end <= 1 for a, b in pairwise(run)):
                    place = read.within(Span(run[0].start, run[-1].end))
                    if place:
                        found[word.entity] = place
    return list(found.items())


def _times(profile: Profile, read: Sentence) -> list[tuple[object, Place]]:
    return [
        (time, place)
        for claim in profile.claims
        for time in claim.times
        if (place := read.within(Span(time.start, time.end)))
    ]


def _values(profile: Profile, read: Sentence) -> list[Place]:
    figures, names, times = _figures(profile, read), _names(profile, read), _times(profile, read)
    return sorted({place for _, place in [*figures, *names, *times]})


def _unanswered(story: Labelled, i: int, j: int, chance: random.Random) -> list[Mark]:
    """Values of sentences that report no common fact: nothing answers them."""
    marks = [
        Mark(side, place, None)
        for side, number in enumerate((i, j))
        for place in _values(story.field.profiles[number], story.sentences[number])
    ]
    return chance.sample(marks, min(len(marks), 3))


def _positive(story: Labelled, i: int, j: int) -> Example:
    facts = story.shared(i, j)
    divergent = [fact for fact in facts if fact["verdict"] == "divergent"]
    marks: list[Mark] = []
    differing = None
    for fact in divergent:
        for facet in fact.get("facets", ()):
            places = [_gold_place(story, number, facet["values"]) for number in (i, j)]
            if places[0] and places[1]:
                marks += [Mark(0, places[0], places[1]), Mark(1, places[1], places[0])]
                differing = differing or (places[0], places[1])
    if not divergent:
        marks = _agreeing(story, i, j)
    relation = CONTRADICT if divergent else SAME
    return Example(_texts(story, i, j), relation, story.name, "fact", marks, differing)


def _gold_place(story: Labelled, number: int, values: dict[str, str]) -> Place | None:
    profile, read = story.field.profiles[number], story.sentences[number]
    words = values.get(story.meta[profile.article]["id"])
    if not words:
        return None
    span = profile.claims[0].sentence
    text = story.extractions[profile.article].article.text
    start = text.find(words, span.start, span.end)
    return None if start < 0 else read.within(Span(start, start + len(words)))


def _agreeing(story: Labelled, i: int, j: int) -> list[Mark]:
    """Equal figures and names answer one another; a figure beside a sentence without any is not answered."""
    marks = []
    profiles, reads = story.field.profiles, story.sentences
    figures = [_figures(profiles[n], reads[n]) for n in (i, j)]
    for side in (0, 1):
        for one, place in figures[side]:
            equal = [other for q, other in figures[1 - side] if (q.low, q.high) == (one.low, one.high)]
            if len(equal) == 1:
                marks.append(Mark(side, place, equal[0]))
            elif not figures[1 - side] and not _times(profiles[(j, i)[side]], reads[(j, i)[side]]):
                marks.append(Mark(side, place, None))
    keys = story.field.keys
    names = [
        {keys[profiles[n].article].get(name, name): place for name, place in _names(profiles[n], reads[n])}
        for n in (i, j)
    ]
    for key in sorted(names[0].keys() & names[1].keys()):
        marks += [Mark(0, names[0][key], names[1][key]), Mark(1, names[1][key], names[0][key])]
    return marks


def _swapped(story: Labelled, example: Example, i: int, j: int, chance: random.Random) -> Example | None:
    """The pair with one value of the second text changed where both tell the same: a contradiction with known words."""
    equal = [mark for mark in example.marks if mark.side == 0 and mark.answer]
    chance.shuffle(equal)
    text = example.texts[1]
    for mark in equal:
        start, end = mark.answer
        words = text[start:end]
        new = _other_number(words, chance) or _other_name(story, words, example.texts, i, j, chance)
        if new is None:
            continue
        changed = (text[:start] + new + text[end:], (start, start + len(new)))
        marks = [Mark(0, mark.place, changed[1]), Mark(1, changed[1], mark.place)]
        texts = (example.texts[0], changed[0])
        return Example(texts, CONTRADICT, story.name, "swapped", marks, (mark.place, changed[1]))
    return None


def _other_number(words: str, chance: random.Random) -> str | None:
    found = _NUMBER.search(words)
    if found:
        digits = [n for n, c in enumerate(found.group()) if c.isdigit()]
        letters = list(found.group())
        place = chance.choice(digits[:2])
        letters[place] = chance.choice([d for d in "123456789" if d != letters[place]])
        return words[: found.start()] + "".join(letters) + words[found.end() :]
    for word in words.split():
        if word.lower() in _NUMBER_WORDS:
            new = chance.choice([other for other in _NUMBER_WORDS if other != word.lower()])
            return words.replace(word, new.capitalize() if word[0].isupper() else new, 1)
    return None


def _other_name(
    story: Labelled, words: str, texts: tuple[str, str], i: int, j: int, chance: random.Random
) -> str | None:
    profile = story.field.profiles[j]
    entities = story.extractions[profile.article].entities
    kinds = {entity.kind for entity in entities if words in entity.name or entity.name in words}
    rivals = [
        entity.name
        for entity in entities
        if entity.kind in kinds
        and entity.kind in {"person", "place", "organisation"}
        and not any(part in text for part in entity.name.split() for text in texts)
    ]
    return chance.choice(sorted(rivals)) if rivals else None
