"""Findings of one sentence and what became of it: claims kept, changed, added within it, or cut out of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from newsdiff.model import Claim
from newsdiff.versions.counterparts import Counterpart
from newsdiff.versions.edits import Edited, edited
from newsdiff.versions.facets import Difference, Part, alone, differences, exchanged, without_moved
from newsdiff.versions.words import Line, is_light, of_class

#: The fewest telling words of a clause that is an addition of its own, not a detail of another.
_CLAUSE = 2


@dataclass(frozen=True, slots=True)
class Outcome:
    """Claims of the older and of the newer version that report one fact, and in what it differs; nothing: kept."""

    olds: tuple[Claim, ...]
    news: tuple[Claim, ...]
    differences: tuple[Difference, ...] = ()


def outcomes(pair: Counterpart, known_old: Collection[str], known_new: Collection[str]) -> list[Outcome]:
    """What became of the claims of a sentence; every claim of both versions is in one outcome, or in several."""
    found = edited(pair.old, pair.new, known_old, known_new)
    swapped = exchanged(pair.old, pair.new)
    if not found.edits and not swapped:
        return _kept(found, pair.old.claims, pair.new.claims)
    added = _apart(found, old=False)
    removed = _apart(found, old=True)
    come, gone = set(_numbers(pair.new, added)), set(_numbers(pair.old, removed))
    touched: list[tuple[set[int], set[int], list[Difference]]] = []
    told = without_moved([item for edit in found.edits for item in differences(found, edit)])
    for item in (*swapped, *told):
        in_removed = item.old is None or _inside(item.old.start, item.old.end, removed)
        in_added = item.new is None or _inside(item.new.start, item.new.end, added)
        if _only_pronouns(item.old) != _only_pronouns(item.new):  # "They" after "the thieves", which went elsewhere
            in_removed, in_added = in_removed or _only_pronouns(item.old), in_added or _only_pronouns(item.new)
        if in_removed and in_added:
            continue  # told as a claim of its own
        olds = _holders(pair.old, item.old) - gone
        news = _holders(pair.new, item.new) - come
        left = _left(item, found, old=bool(olds), new=bool(news))
        if left is not None:
            olds, news = _answered(found, olds, news)
            touched.append((olds - gone, news - come, [left]))
    merged = _merged(touched)
    results = [
        Outcome(
            tuple(pair.old.claims[number] for number in sorted(olds)),
            tuple(pair.new.claims[number] for number in sorted(news)),
            tuple(items),
        )
        for olds, news, items in merged
    ]
    told_old = [claim for claim in pair.old.claims if claim not in removed and not _in(claim, results, old=True)]
    told_new = [claim for claim in pair.new.claims if claim not in added and not _in(claim, results, old=False)]
    results += _kept(found, told_old, told_new)
    results += [Outcome((), (claim,)) for claim in added]
    results += [Outcome((claim,), ()) for claim in removed]
    return results


def _only_pronouns(part: Part | None) -> bool:
    return part is not None and all(of_class(word.key, "pronouns") for word in part.words)


def _in(claim: Claim, results: Sequence[Outcome], *, old: bool) -> bool:
    return any(claim in (item.olds if old else item.news) for item in results)


def _numbers(line: Line, claims: Sequence[Claim]) -> list[int]:
    return [line.claims.index(claim) for claim in claims]


def _inside(start: int, end: int, claims: Sequence[Claim]) -> bool:
    return any(claim.start <= start and end <= claim.end for claim in claims)


def _apart(found: Edited, *, old: bool) -> list[Claim]:
    """The claims of one version of which the other has no telling word in its place: clauses that came or went."""
    line = found.old if old else found.new
    mapped = set(found.kept.values()) if old else set(found.kept)
    edits = [(edit.old, edit.old_end) if old else (edit.new, edit.new_end) for edit in found.edits]
    claims = []
    for claim in line.claims:
        inside = [
            number
            for number in line.within(claim.start, claim.end)
            if not is_light(line.words[number]) and not of_class(line.words[number].key, "being")
        ]
        whole = all(number not in mapped and any(a <= number < b for a, b in edits) for number in inside)
        if whole and len(inside) >= _CLAUSE and len(line.claims) > 1:
            claims.append(claim)
    return claims


def _left(item: Difference, found: Edited, *, old: bool, new: bool) -> Difference | None:
    """What is left of a difference where claims of the `old` or the `new` version still hold its words; else None.

    Words that run over several claims may all stand in claims that came or went, each told as one of its own.
    """
    ours, theirs = item.old if old else None, item.new if new else None
    if (ours, theirs) == (item.old, item.new):
        return item
    part = ours or theirs
    if part is None or all(is_light(word) for word in part.words):
        return None
    return alone(part, found, old=part is ours)


def _answered(found: Edited, olds: set[int], news: set[int]) -> tuple[set[int], set[int]]:
    """The numbers of claims; where there are none of one version, those of the claims that answer the other's."""
    olds = olds or {best for number in news if (best := _answer(found, number, old=False)) is not None}
    news = news or {best for number in olds if (best := _answer(found, number, old=True)) is not None}
    return olds, news


def _holders(line: Line, part: Part | None) -> set[int]:
    """The smallest claim that covers the words, else those they are said of, else the nearest; none of no words."""
    if part is None:
        return set()
    start, end = part.start, part.end
    covering = [n for n, claim in enumerate(line.claims) if claim.start <= start and end <= claim.end]
    if covering:
        return {min(covering, key=lambda n: (line.claims[n].end - line.claims[n].start, n))}
    saying = {
        n
        for n, claim in enumerate(line.claims)
        if (said := claim.attribution) is not None
        and any(span is not None and span.start < end and start < span.end for span in (said.source, said.cue))
    }
    told = saying or {
        n for n, claim in enumerate(line.claims) if any(start <= word.start < end for word in claim.words)
    }
    if told:
        return told
    nearest = min(range(len(line.claims)), key=lambda n: (_distance(line.claims[n], start, end), n))
    return {nearest}


def _distance(claim: Claim, start: int, end: int) -> int:
    return max(claim.start - end, start - claim.end, 0)


def _answer(found: Edited, number: int, *, old: bool) -> int | None:
    """The claim of the other version that has most of this one's words; None where it has none of them."""
    own, other = (found.old, found.new) if old else (found.new, found.old)
    mapped = {i: j for j, i in found.kept.items()} if old else found.kept
    claim = own.claims[number]
    places = [other.words[mapped[n]].start for n in own.within(claim.start, claim.end) if n in mapped]
    counts = [sum(each.start <= place < each.end for place in places) for each in other.claims]
    if not any(counts):
        return None
    return max(range(len(counts)), key=lambda n: (counts[n], -(other.claims[n].end - other.claims[n].start), -n))


def _merged(
    touched: Sequence[tuple[set[int], set[int], list[Difference]]],
) -> list[tuple[set[int], set[int], list[Difference]]]:
    """Differences of one claim together."""
    found: list[tuple[set[int], set[int], list[Difference]]] = []
    for olds, news, items in touched:
        olds, news, items = set(olds), set(news), list(items)
        rest = []
        for known in found:
            if known[0] & olds or known[1] & news or not (olds | news):
                olds, news, items = known[0] | olds, known[1] | news, known[2] + items
            else:
                rest.append(known)
        found = [*rest, (olds, news, items)]
    return found


def _kept(found: Edited, olds: Sequence[Claim], news: Sequence[Claim]) -> list[Outcome]:
    """Each claim with the one that has its words; those that are left with the last, as they stand in one sentence."""
    by_old: dict[int | None, list[Claim]] = {}
    for claim in news:
        answer = _answer(found, found.new.claims.index(claim), old=False)
        number = answer if answer is not None and found.old.claims[answer] in olds else None
        by_old.setdefault(number, []).append(claim)
    results = []
    left = list(by_old.pop(None, []))
    for number, claim in enumerate(found.old.claims):
        if claim in olds and number in by_old:
            results.append(Outcome((claim,), tuple(by_old[number])))
    alone = [claim for claim in olds if not _in(claim, results, old=True)]
    if alone and left:
        return [*results, Outcome(tuple(alone), tuple(left))]
    if results and (alone or left):
        last = results.pop()
        return [*results, Outcome((*last.olds, *alone), (*last.news, *left))]
    return results
