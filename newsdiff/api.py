"""Joins the stages: articles in, a report out. Nothing here reads files, prints or asks the clock."""

from __future__ import annotations

import hashlib
import os
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from heapq import nsmallest
from itertools import combinations

from newsdiff import __version__
from newsdiff.align import Alignment, Member, align
from newsdiff.align.explain import Place, Reasons, Weighed
from newsdiff.align.scorer import Weights
from newsdiff.config import Config
from newsdiff.errors import InputError, NewsdiffError, UnknownFinding
from newsdiff.extract.article import extract_all
from newsdiff.judge.finding import Aligned, Pair, shared_findings, unique_findings
from newsdiff.model import (
    PAIRS_TOLD,
    Article,
    Explanation,
    Extraction,
    Finding,
    Grounds,
    Refusal,
    Report,
    Reported,
    Sentence,
    Skipped,
    Story,
    StoryArticle,
    Weighing,
    sentences_of,
)
from newsdiff.nlp import pipeline
from newsdiff.read.article import dated_by_story
from newsdiff.reader import Reader, absent, card, chosen
from newsdiff.reader.readings import Readings

_ORDER = {"divergent": 0, "agreed": 1, "unique": 2}
#: How many ids an error names.
_NEAR = 3
#: Articles that share less than this part of their sentences look like different stories.
_SHARED = 0.05
_LINE_END = re.compile("\r\n|[\r\n]")


def compare(articles: Sequence[Article], config: Config | None = None) -> Report:
    """Compare two or more articles of one story.

    Articles without a sentence are left out and named under `skipped`. Raises NewsdiffError where fewer than two
    are left, ModelError where the spaCy pipeline is missing or lacks a component.
    """
    return _compared(articles, config or Config())[1]


def compare_with_grounds(articles: Sequence[Article], config: Config | None = None) -> tuple[Report, Grounds]:
    """`compare`, and why the sentences of each finding were put together. Costs one alignment more."""
    compared, report = _compared(articles, config or Config())
    [story] = report.stories
    return report, grounds(story, compared.extractions, config or Config())


def grounds(story: Story, extractions: Sequence[Extraction], config: Config) -> Grounds:
    """Why the sentences of the story's findings were put together, of `extractions` that were compared with `config`.

    No spaCy. Costs one alignment more.
    """
    weigher = _Weigher(extractions, story, config)
    shared = {sentences_of(finding): finding for finding in story.findings if finding.verdict != "unique"}
    pairs = {place: weigher.pairs(finding, PAIRS_TOLD) for place, finding in shared.items()}
    return Grounds(pairs, weigher.rule.accept)


def explain(articles: Sequence[Article], id: str, config: Config | None = None) -> Explanation:
    """Why the finding whose id begins with `id` is what it is, in the comparison that `compare` makes of `articles`.

    A finding that `min_confidence` leaves out is explained too. Raises UnknownFinding where no finding has such an id,
    or more than one, and what `compare` raises.
    """
    compared, report = _compared(articles, config or Config())
    story = report.stories[0]
    finding = _named(compared.findings, id)
    weigher = _Weigher(compared.extractions, story, config or Config())
    held = weigher.places(finding)
    told = {pair: other.id for other in compared.findings for pair in combinations(weigher.places(other), 2)}
    near = {place for other in compared.findings if other.id in finding.near for place in weigher.places(other)}
    rivals = [
        Refusal(
            weigher.weighing(pair),
            _why_not(
                pair, told.get((pair.first, pair.second)), weigher.rule, not near.isdisjoint((pair.first, pair.second))
            ),
        )
        for pair in weigher.reasons.rivals(set(held))
        if finding.verdict == "unique" or (pair.first, pair.second) not in told
    ]
    return Explanation(
        report=report,
        story=story,
        finding=finding,
        sentences=tuple(weigher.sentence(place) for place in held),
        pairs=weigher.pairs(finding),
        refused=min(rivals, key=lambda rival: _likeliest(rival.weighing), default=None),
        accept=weigher.rule.accept,
    )


class _Weigher:
    """The evidence for the findings of a comparison, made anew from what was extracted."""

    def __init__(self, extractions: Sequence[Extraction], story: Story, config: Config) -> None:
        self.reasons = Reasons(extractions, config.aliases, chosen(config.reader))
        self.rule = self.reasons.rule
        self._extractions = extractions
        self._numbers = {article.id: number for number, article in enumerate(story.articles)}
        self._sentences: dict[int, dict[int, Sentence]] = {}

    def places(self, finding: Finding) -> list[Place]:
        """The sentences that the finding's claims stand in, in order."""
        return sorted({(self._numbers[item.article], item.claim.index) for item in finding.claims})

    def sentence(self, place: Place) -> Sentence:
        number, index = place
        if number not in self._sentences:
            self._sentences[number] = _sentences(self._extractions[number], letter(number))
        return self._sentences[number][index]

    def weighing(self, pair: Weighed) -> Weighing:
        return Weighing(
            self.sentence(pair.first),
            self.sentence(pair.second),
            pair.bias,
            pair.evidence,
            pair.log_odds,
            pair.probability,
            pair.candidate,
        )

    def pairs(self, finding: Finding, most: int | None = None) -> tuple[Weighing, ...]:
        """Its sentences of two articles each, the likeliest pair first; of all these pairs the first `most`."""
        two = [pair for pair in combinations(self.places(finding), 2) if pair[0][0] != pair[1][0]]
        candidates = [] if most is None else [pair for pair in two if self.reasons.is_candidate(*pair)]
        if most is not None and len(candidates) >= most:
            two = candidates  # They come first, and the many others of a large story need not be weighed.
        weighings = (self.weighing(self.reasons.explain_pair(*pair)) for pair in two)
        return tuple(nsmallest(len(two) if most is None else most, weighings, key=_likeliest))


@dataclass(frozen=True, slots=True)
class Compared:
    """A story and what came of its articles; `findings` are all of them, also those too unsure for the report.

    `story` is None where fewer than two of the articles state a fact.
    """

    story: Story | None
    skipped: tuple[Skipped, ...]
    warnings: tuple[str, ...]
    extractions: tuple[Extraction, ...]
    findings: tuple[Finding, ...] = ()


def compare_extracted(found: Iterable[Extraction], config: Config) -> Compared:
    """Compare what was extracted from the articles of one story; no spaCy from here on."""
    extractions: list[Extraction] = []
    skipped: list[Skipped] = []
    warnings: list[str] = []
    for extraction in found:
        warnings.extend(f"{extraction.article.path}: {warning}" for warning in extraction.article.warnings)
        if extraction.claims:
            extractions.append(extraction)
        else:
            skipped.append(Skipped(extraction.article.path, "no sentence that states a fact"))
    if len(extractions) < 2:
        return Compared(None, tuple(skipped), tuple(warnings), tuple(extractions))
    alignment, findings = judged(extractions, config)
    story = Story(
        id=story_id(extractions),
        title=next((item.article.title for item in extractions if item.article.title), extractions[0].article.path),
        articles=tuple(story_article(letter(number), item) for number, item in enumerate(extractions)),
        findings=tuple(finding for finding in findings if finding.confidence >= config.min_confidence),
    )
    warnings.extend(_warnings(extractions, alignment))
    return Compared(story, tuple(skipped), tuple(warnings), tuple(extractions), findings)


def _compared(articles: Sequence[Article], config: Config) -> tuple[Compared, Report]:
    chosen(config.reader)  # One that is damaged or missing is told of before the work starts.
    nlp = pipeline(config.model)
    compared = compare_extracted(extract_all(dated_by_story(articles), nlp), config)
    if compared.story is None:
        if compared.skipped:
            raise InputError(compared.skipped[0].path, compared.skipped[0].reason, "give an article of running text")
        raise NewsdiffError("compare needs two or more articles")
    report = Report(
        version=__version__,
        model=f"{nlp.lang}_{nlp.meta['name']}-{nlp.meta['version']}",
        stories=(compared.story,),
        skipped=compared.skipped,
        warnings=(*filter(None, (absent(config.reader),)), *compared.warnings),
        reader=told.name if (told := card(config.reader)) else None,
    )
    return compared, report


def judged(
    extractions: Sequence[Extraction], config: Config, *, earned: bool = True
) -> tuple[Alignment, tuple[Finding, ...]]:
    """What aligning and judging the articles of one story finds, the most telling first; no spaCy from here on.

    Without `earned`, claims that were put together agree where no rule finds a conflict, reader or no reader: two
    versions of one article repeat each other.
    """
    reader = chosen(config.reader)
    alignment = align(extractions, config.aliases, reader)
    findings = sorted(
        _findings(extractions, alignment, reader if earned else None),
        key=lambda item: (_ORDER[item.verdict], -item.salience, item.id, item.claims[0].article),
    )
    return alignment, tuple(findings)


def _named(findings: Sequence[Finding], id: str) -> Finding:
    """The finding whose id begins with `id`. Raises UnknownFinding with the nearest ids, or those that begin so."""
    by_id = {finding.id: finding for finding in reversed(findings)}
    wanted = id.strip().lower()
    found = [wanted] if wanted in by_id else sorted(each for each in by_id if each.startswith(wanted))
    if len(found) == 1:
        return by_id[found[0]]
    if found:
        shown = ", ".join(found[:_NEAR]) + (", …" if len(found) > _NEAR else "")
        raise UnknownFinding(f"{len(found)} findings have an id that begins with {id!r}: {shown}; give more of it")
    near = get_close_matches(wanted, sorted(by_id), n=_NEAR, cutoff=0.0)
    hint = f"the nearest are {', '.join(near)}" if near else "there is no finding"
    raise UnknownFinding(f"no finding has an id that begins with {id!r}; {hint} (--verbose shows all)")


def _why_not(pair: Weighed, told: str | None, rule: Weights, undecided: bool) -> str:
    """The rule by which the pair is not in the finding; `told` is the finding that holds both, if one does.

    `undecided` pairs were put together, but are neither surely agreed nor surely divergent.
    """
    if told is not None:
        return f"the two sentences are together in finding {told}, but what is told here has no answer there"
    if pair.probability < rule.accept:
        return f"{pair.probability:.2f} is below {rule.accept:.2f}, the least for two sentences to be put together"
    if undecided:
        return "likely enough as a pair, but neither agreement nor contradiction is sure"
    return (
        f"likely enough as a pair, but not all pairs of a finding that held both would be {rule.accept:.2f} or more, "
        "or what is told here answers other clauses more closely"
    )


def _likeliest(pair: Weighing) -> tuple[bool, float, str, str, int, int]:
    """An order of pairs: the likeliest first, which pairs of one probability the letters do not decide."""
    one, other = sorted((pair.first, pair.second), key=lambda sentence: (sentence.text, sentence.start))
    return not pair.candidate, -pair.probability, one.text, other.text, one.start, other.start


def _sentences(extraction: Extraction, letter: str) -> dict[int, Sentence]:
    """The sentences of an article that hold claims, by their index."""
    text = extraction.article.text
    lines = [0, *(found.end() for found in _LINE_END.finditer(text))]
    sentences = {}
    for index, span in {claim.index: claim.sentence for claim in reversed(extraction.claims)}.items():
        line = bisect_right(lines, span.start)
        column = span.start - lines[line - 1] + 1
        sentences[index] = Sentence(letter, span.start, span.end, line, column, text[span.start : span.end])
    return sentences


@dataclass(frozen=True, slots=True)
class Together:
    """What alignment puts together, by the articles' letters: groups, pairs of sentences, and all claims there are."""

    groups: list[Aligned]
    pairs: list[Pair]
    claims: list[Reported]
    keys: dict[str, Mapping[str, str]]
    texts: dict[str, str]
    published: dict[str, date | None]


def together(extractions: Sequence[Extraction], alignment: Alignment) -> Together:
    """An alignment of a story as judging takes it."""
    letters = [letter(number) for number in range(len(extractions))]

    def reported(members: Sequence[Member]) -> tuple[Reported, ...]:
        return tuple(Reported(letters[member.article], member.claim) for member in members)

    each = list(zip(letters, extractions, strict=True))
    return Together(
        groups=[Aligned(reported(group.members), group.probability) for group in alignment.groups],
        pairs=[(reported(pair.first), reported(pair.second), pair.probability) for pair in alignment.pairs],
        claims=[Reported(key, claim) for key, item in each for claim in item.claims],
        keys=dict(zip(letters, alignment.keys, strict=True)),
        texts={key: item.article.text for key, item in each},
        published={key: item.article.published for key, item in each},
    )


def _findings(extractions: Sequence[Extraction], alignment: Alignment, reader: Reader | None) -> Iterator[Finding]:
    given = together(extractions, alignment)
    readings = None if reader is None else Readings(reader, given.texts, given.claims)
    shared = shared_findings(
        given.groups, given.pairs, given.keys, given.texts, given.claims, readings, given.published
    )
    rival = {(letter(article), index): chance for (article, index), chance in alignment.rival.items()}
    yield from shared.findings
    yield from unique_findings(given.claims, shared, rival, earned=readings is not None)


def letter(number: int) -> str:
    """a, b, … z, aa, ab, …"""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


def story_article(letter: str, extraction: Extraction) -> StoryArticle:
    article = extraction.article
    stem = os.path.splitext(os.path.basename(article.path))[0] or article.path
    return StoryArticle(
        id=letter,
        path=article.path,
        source=article.source or stem,
        title=article.title,
        published=article.published,
        published_from=article.published_from,
        words=extraction.words,
    )


def story_id(extractions: Sequence[Extraction]) -> str:
    texts = sorted(hashlib.sha256(item.article.text.encode("utf-8", "replace")).hexdigest() for item in extractions)
    return hashlib.sha256("".join(texts).encode()).hexdigest()[:12]


def _warnings(extractions: Sequence[Extraction], alignment: Alignment) -> Iterator[str]:
    shared = {(member.article, member.claim.index) for group in alignment.groups for member in group.members}
    for number, extraction in enumerate(extractions):
        sentences = {claim.index for claim in extraction.claims}
        common = sum((number, index) in shared for index in sentences)
        if common <= _SHARED * len(sentences):
            yield (
                f"{extraction.article.path}: shares {common} of its {len(sentences)} sentences with the others; "
                "is it a report of another story?"
            )
