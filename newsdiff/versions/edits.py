"""What was edited in a sentence: runs of words that differ, those left out that change nothing of what it reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from newsdiff.lexicon.names import canonical
from newsdiff.model import Quantity, Time
from newsdiff.versions.words import Line, Token, is_light, misspelt, of_class, one_sense

#: Above so many comparisons of words a sentence is compared from its two ends alone.
_MOST = 250_000
#: Prepositions that say which way.
_DIRECTED = frozenset({"from", "to", "into", "against"})
#: What a clause or a phrase of its own begins with: "when", "after", "on", "the".
_OPENING = frozenset({"ADP", "SCONJ", "ADV", "DET", "PRON", "CCONJ"})


@dataclass(frozen=True, slots=True)
class Edit:
    """Words `[old, old_end)` of the older sentence that stand as `[new, new_end)` in the newer; one may be empty."""

    old: int
    old_end: int
    new: int
    new_end: int


@dataclass(frozen=True, slots=True)
class Edited:
    """Two versions of one sentence: the `edits` that matter, and for each word of the newer that of the older."""

    old: Line
    new: Line
    edits: tuple[Edit, ...]
    kept: dict[int, int]


def edited(old: Line, new: Line, known_old: Collection[str], known_new: Collection[str]) -> Edited:
    """What was edited between two versions of a sentence; the `known` words are all those of the two versions.

    Spelling, hyphens, words of one class of events, tense and function words are no edits, nor is a phrase that
    moved, or a name that is given in full elsewhere.
    """
    blocks = _blocks(old.said, new.said)
    kept = {j + n: i + n for i, j, size in blocks for n in range(size)}
    if _rearranged(old, new):
        return Edited(old, new, (), kept)
    raw = _moved_out(list(_gaps(blocks, len(old.words), len(new.words))), old, new)
    telling = [edit for edit in raw if not _trivial(edit, old, new, known_old, known_new)]
    grown = _grown(telling, old, new, {i: j for j, i in kept.items()}, kept)
    return Edited(old, new, tuple(edit for edit in grown if not _one_value(edit, old, new)), kept)


def _rearranged(old: Line, new: Line) -> bool:
    """Whether both say the same words in another order, each noun and figure in the same part of the same clause."""
    ours, theirs = ([_folded(word) for word in _told(line.words, 0, len(line.words))] for line in (old, new))
    return sorted(ours) == sorted(theirs) and _parts_played(old) == _parts_played(new)


def _folded(word: Token) -> str:
    return word.lemma if word.pos == "VERB" else word.key


def _parts_played(line: Line) -> set[tuple[str, str, str, str]]:
    """Of each noun, name and figure what it is to which predicate, and how it gets there: "from", "to"."""
    directed = {
        word.start: before.key
        for before, word in pairwise(line.words)
        if before.key in _DIRECTED and not of_class(word.key, "pointing")
    }
    return {
        (word.lemma, word.role, claim.predicate, directed.get(word.start, ""))
        for claim in line.claims
        for word in claim.words
        if word.pos in ("NOUN", "PROPN", "NUM") and word.role != "source"
    }


def _blocks(olds: Sequence[str], news: Sequence[str]) -> list[tuple[int, int, int]]:
    """Runs of the same words: where in each, and how long."""
    start, shortest = 0, min(len(olds), len(news))
    while start < shortest and olds[start] == news[start]:
        start += 1
    end = 0
    while end < shortest - start and olds[-1 - end] == news[-1 - end]:
        end += 1
    middle_old, middle_new = olds[start : len(olds) - end], news[start : len(news) - end]
    found = [(0, 0, start)]
    if len(middle_old) * len(middle_new) <= _MOST:
        matcher = SequenceMatcher(None, middle_old, middle_new, autojunk=False)
        found += [(block.a + start, block.b + start, block.size) for block in matcher.get_matching_blocks()]
    return [*[block for block in found if block[2]], (len(olds) - end, len(news) - end, end)]


def _gaps(blocks: Sequence[tuple[int, int, int]], olds: int, news: int) -> Iterator[Edit]:
    """What stands between the runs."""
    i = j = 0
    for a, b, size in blocks:
        if a > i or b > j:
            yield Edit(i, a, j, b)
        i, j = a + size, b + size
    if i < olds or j < news:
        yield Edit(i, olds, j, news)


def _told(words: Sequence[Token], start: int, end: int) -> list[Token]:
    """The words that may matter: no function words; "be" only where it makes a passive or a statement of its own."""
    found = []
    for number in range(start, end):
        word = words[number]
        if is_light(word):
            continue
        if of_class(word.key, "being"):
            after = words[number + 1].key if number + 1 < len(words) else ""
            before = words[number - 1].key if number else ""
            if after.endswith("ing") or of_class(before, "pointing"):
                continue
        found.append(word)
    return found


def _moved_out(edits: list[Edit], old: Line, new: Line) -> list[Edit]:
    """Without phrases that are cut in one place and stand in another, word for word.

    A verb torn from its subject is no phrase, nor is a preposition from its noun: "Dunmore beat Castlebar", "from
    Dunmore to Castlebar", and the same with the names exchanged, are one edit of all that stands between.
    """
    left = list(edits)
    for cut in [edit for edit in edits if edit.new == edit.new_end]:
        told = Counter(word.key for word in _told(old.words, cut.old, cut.old_end))
        for put in [edit for edit in left if edit.old == edit.old_end]:
            if not told or told != Counter(word.key for word in _told(new.words, put.new, put.new_end)):
                continue
            left = [edit for edit in left if edit not in (cut, put)]
            words = old.words[cut.old : cut.old_end], new.words[put.new : put.new_end]
            phrase = _is_phrase(old, cut.old, cut.old_end) or _is_phrase(new, put.new, put.new_end)
            if not phrase or _in_order(words[0]) != _in_order(words[1]):
                left = _joined_over(left, cut, put)
            break
    return left


def _in_order(words: Sequence[Token]) -> list[str]:
    return [word.key for word in words if not of_class(word.key, "pointing", "joining")]


def _joined_over(edits: Sequence[Edit], cut: Edit, put: Edit) -> list[Edit]:
    """The edits with one more that covers both of these and all between them."""
    a, a_end = min(cut.old, put.old), max(cut.old_end, put.old_end)
    b, b_end = min(cut.new, put.new), max(cut.new_end, put.new_end)
    apart = [edit for edit in edits if edit.old_end <= a or edit.old >= a_end]
    return sorted([*apart, Edit(a, a_end, b, b_end)], key=lambda edit: (edit.old, edit.new))


def _is_phrase(line: Line, start: int, end: int) -> bool:
    """Whether the words can stand elsewhere: all but a verb torn from who does it, or from whom it is done to."""
    words = line.words[start:end]
    cues = [claim.attribution.cue for claim in line.claims if claim.attribution is not None]
    verbs = [
        word
        for word in words
        if word.pos == "VERB" and not any(cue and cue.start <= word.start and word.end <= cue.end for cue in cues)
    ]
    return not verbs or words[0].pos in _OPENING


def _trivial(edit: Edit, old: Line, new: Line, known_old: Collection[str], known_new: Collection[str]) -> bool:
    before = _told(old.words, edit.old, edit.old_end)
    after = _told(new.words, edit.new, edit.new_end)
    if not before and not after:
        return True
    alone = edit.old == edit.old_end or edit.new == edit.new_end
    if alone and all(of_class(word.key, "droppable") for word in (*before, *after)):
        return True
    if _stands_for(before, after, known_new) or _stands_for(after, before, known_old):
        return True
    ours = "".join(word.key for word in old.words[edit.old : edit.old_end])
    theirs = "".join(word.key for word in new.words[edit.new : edit.new_end])
    if ours == theirs:
        return True  # one word or two: "water line"
    if len(before) == len(after):
        return all(one_sense(one, other) or misspelt(one, other) for one, other in zip(before, after, strict=True))
    if before and after:
        return False
    if not before and _beside_name(after, edit.new, edit.new_end, new):
        return all(word.key in known_old for word in after)
    if not after and _beside_name(before, edit.old, edit.old_end, old):
        return all(word.key in known_new for word in before)
    return False


def _stands_for(nouns: Sequence[Token], pronouns: Sequence[Token], known: Collection[str]) -> bool:
    """Whether a pronoun has taken the place of a noun that its version has elsewhere."""
    return (
        len(pronouns) == 1
        and of_class(pronouns[0].key, "pronouns")
        and bool(nouns)
        and all((word.entity or word.pos in ("NOUN", "PROPN")) and word.key in known for word in nouns)
    )


def _beside_name(words: Sequence[Token], start: int, end: int, line: Line) -> bool:
    """Whether these are part of the name that goes on before or after them, or say who that is: "the mayor"."""
    near = [line.words[number] for number in (start - 1, end) if 0 <= number < len(line.words)]
    names = {word.entity for word in near if word.entity is not None}
    return bool(names) and all(word.entity in names or word.pos in ("NOUN", "ADJ") for word in words)


def _grown(edits: Sequence[Edit], old: Line, new: Line, forward: dict[int, int], back: dict[int, int]) -> list[Edit]:
    """Edits that touch a figure, a time or a name, widened to the whole of it on both sides; those that meet joined."""
    olds, news = _wholes(old), _wholes(new)
    found: list[Edit] = []
    for edit in edits:
        a, a_end, b, b_end = edit.old, edit.old_end, edit.new, edit.new_end
        for _ in range(4):  # A figure may stand in a name that stands in a time: few steps widen all there is.
            before = (a, a_end, b, b_end)
            a, a_end = _widened(a, a_end, olds)
            b, b_end = _widened(b, b_end, news)
            a, a_end = _through(a, a_end, b, b_end, back)
            b, b_end = _through(b, b_end, a, a_end, forward)
            if (a, a_end, b, b_end) == before:
                break
        while found and (a < found[-1].old_end or b < found[-1].new_end):
            last = found.pop()
            a, b = min(a, last.old), min(b, last.new)
            a_end, b_end = max(a_end, last.old_end), max(b_end, last.new_end)
        found.append(Edit(a, a_end, b, b_end))
    return found


def _wholes(line: Line) -> list[tuple[int, int]]:
    """The runs of words that are one figure, one time, or one name."""
    spans = {(item.start, item.end) for item in line.values}
    found = []
    for start, end in sorted(spans):
        inside = [number for number, word in enumerate(line.words) if start <= word.start and word.end <= end]
        if inside:
            found.append((inside[0], inside[-1] + 1))
    number = 0
    while number < len(line.words):
        end = number + 1
        if (entity := line.words[number].entity) is not None:
            while end < len(line.words) and line.words[end].entity == entity:
                end += 1
            found.append((number, end))
        number = end
    return found


def _widened(start: int, end: int, wholes: Sequence[tuple[int, int]]) -> tuple[int, int]:
    for first, last in wholes:
        if first < end and start < last:
            start, end = min(start, first), max(end, last)
    return start, end


def _through(start: int, end: int, other: int, other_end: int, mapped: dict[int, int]) -> tuple[int, int]:
    """The range with the words that answer those of the other range."""
    answers = [mapped[number] for number in range(other, other_end) if number in mapped]
    return min([start, *answers]), max([end, *(answer + 1 for answer in answers)])


def _one_value(edit: Edit, old: Line, new: Line) -> bool:
    """Whether both sides are one figure, one time or one name otherwise put: "1.2m" and "1.2 million"."""
    names = [
        " ".join(word.text for word in line.words[start:end] if word.entity is not None or word.pos == "PROPN")
        for line, start, end in _sides(edit, old, new)
    ]
    told = [len(_told(line.words, start, end)) for line, start, end in _sides(edit, old, new)]
    if all(names) and told == [len(name.split()) for name in names] and canonical(names[0]) == canonical(names[1]):
        return True
    before, after = values_in(old, edit.old, edit.old_end), values_in(new, edit.new, edit.new_end)
    if not before or len(before) != len(after):
        return False
    covered = _covered(old, edit.old, edit.old_end, before) and _covered(new, edit.new, edit.new_end, after)
    return covered and all(same_value(one, other) for one, other in zip(before, after, strict=True))


def _sides(edit: Edit, old: Line, new: Line) -> tuple[tuple[Line, int, int], tuple[Line, int, int]]:
    return (old, edit.old, edit.old_end), (new, edit.new, edit.new_end)


def values_in(line: Line, start: int, end: int) -> list[Quantity | Time]:
    """The figures and times that stand wholly in words `[start, end)`, in the order of the text, the widest of nested
    ones.
    """
    if start >= end:
        return []
    low, high = line.words[start].start, line.words[end - 1].end
    found: dict[tuple[int, int], Quantity | Time] = {}
    for item in line.values:
        if low <= item.start and item.end <= high:
            found.setdefault((item.start, item.end), item)
    return [
        item
        for (first, last), item in sorted(found.items(), key=lambda each: each[0])
        if not any(a <= first and last <= b and (a, b) != (first, last) for a, b in found)
    ]


def _covered(line: Line, start: int, end: int, values: Sequence[Quantity | Time]) -> bool:
    """Whether the values leave none of these words over but function words."""
    return all(
        is_light(word) or any(item.start <= word.start and word.end <= item.end for item in values)
        for word in line.words[start:end]
    )


def same_value(one: Quantity | Time, other: Quantity | Time) -> bool:
    """Whether two figures, or two times, are one."""
    if isinstance(one, Quantity) and isinstance(other, Quantity):
        return (one.low, one.high, one.unit, one.modifier) == (other.low, other.high, other.unit, other.modifier)
    if isinstance(one, Time) and isinstance(other, Time):
        if one.earliest is not None and other.earliest is not None:
            return (one.earliest, one.latest, one.granularity) == (other.earliest, other.latest, other.granularity)
        return one.value == other.value
    return False
