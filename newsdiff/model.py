"""The values that travel between the stages: frozen, slotted, free of any library's objects.

Every `start` and `end` is a Unicode code point offset into `Article.text`, the decoded file, end exclusive.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, get_args

REPORT_SCHEMA = "newsdiff/report/1"
EXTRACT_SCHEMA = "newsdiff/extract/1"
EXPLAIN_SCHEMA = "newsdiff/explain/1"
GROUP_SCHEMA = "newsdiff/group/1"
REVISIONS_SCHEMA = "newsdiff/revisions/1"

PublishedFrom = Literal["front-matter", "header", "dateline", "option", "inferred", "none"]
Polarity = Literal["affirmed", "negated"]
Modality = Literal["asserted", "possible", "planned", "conditional"]
Tense = Literal["past", "present", "none"]
AttributionKind = Literal["direct", "indirect", "mixed"]
FacetKind = Literal["quantity", "date", "place", "name", "attribution", "quote", "polarity", "modality", "other"]
Relation = Literal["same", "compatible", "conflict", "missing"]
Verdict = Literal["agreed", "divergent", "unique"]
#: Pairs of a finding's sentences whose weighing is told beside it.
PAIRS_TOLD = 4
#: What a finding is between two versions of one article: agreed is kept, divergent changed, unique added or removed.
Change = Literal["kept", "changed", "added", "removed"]
ReportKind = Literal["comparison", "revisions"]
Trend = Literal["up", "down"]
PassageKind = Literal["title", "body", "caption"]
Layer = Literal["furniture", "claims", "attributions", "quantities", "times", "entities"]

#: In the order of `judge/facets.py`.
FACET_KINDS: tuple[FacetKind, ...] = get_args(FacetKind)
LAYERS: tuple[Layer, ...] = ("furniture", "claims", "attributions", "quantities", "times", "entities")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points, `[start, end)`."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Furniture:
    """Text in the file that is not the article, and why it is held to be so."""

    start: int
    end: int
    reason: str


#: Who one is in an address: what stands before the @ of its host, and the values that let one in.
_USER = re.compile(r"(?<=://)[^/?#\s@]*(?:@[^/?#\s@]*)*(?=@)")
_KEY = re.compile(r"(?i)([?&;][^=&\s]*(?:auth|credential|key|pass|pwd|secret|sig|token)[^=&\s]*=)[^&#;\s'\"]+")


def masked(text: str) -> str:
    """`text` with `***` for credentials and signatures in the addresses that it holds."""
    return _KEY.sub(r"\1***", _USER.sub("***", text)) if "://" in text else text


@dataclass(frozen=True, slots=True)
class Article:
    """One report: its decoded text and what its file says about it.

    `body_start` is where the front matter and header lines end; `furniture` names those lines. `month_day` is the
    dateline's day, `(month, day)`, where nothing in the article gives its year. `text` is the file's unless `form`
    says that it was taken out of it: out of a page's markup (`html`), or out of one line of JSON (`jsonl`), which may
    give an `id` too, and in a field that the reader named the `group` that the article belongs to. An address as `path`
    is masked.
    """

    path: str
    text: str
    title: str | None = None
    source: str | None = None
    published: date | None = None
    published_from: PublishedFrom = "none"
    month_day: tuple[int, int] | None = None
    author: str | None = None
    url: str | None = None
    encoding: str = "utf-8"
    body_start: int = 0
    title_span: Span | None = None
    furniture: tuple[Furniture, ...] = ()
    warnings: tuple[str, ...] = ()
    form: Literal["text", "html", "jsonl"] = "text"
    id: str | None = None
    group: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "path", masked(self.path))


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, title or caption of the reading text, `[start, end)` in the reading text."""

    start: int
    end: int
    kind: PassageKind


@dataclass(frozen=True, slots=True)
class Reading:
    """The article as a reader reads it: furniture left out, mojibake mended, passages parted by a blank line.

    `offsets[i]` is the place in the file of the reading text's code point `i`; `offsets[len(text)]` closes it.
    """

    text: str
    offsets: tuple[int, ...]
    passages: tuple[Passage, ...]
    furniture: tuple[Furniture, ...]

    def in_file(self, start: int, end: int) -> Span:
        """The span of the file that holds the reading text's `[start, end)`."""
        if end <= start:
            return Span(self.offsets[start], self.offsets[start])
        return Span(self.offsets[start], self.offsets[end - 1] + 1)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit and the thing counted: `low..high` in `unit`; `None` is an open end.

    `modifier` is the lexicon's canonical word (`about`, `at least`, `more than`, `up to`, …) or None; `of` the
    words of what is counted (`people hurt`); `trend` the direction of a change.
    """

    start: int
    end: int
    text: str
    low: float | None
    high: float | None
    unit: str | None = None
    modifier: str | None = None
    of: str | None = None
    trend: Trend | None = None


@dataclass(frozen=True, slots=True)
class Time:
    """A TIMEX3 expression resolved to the interval `[earliest, latest)`; both None where no anchor is known.

    `granularity` is one of second, minute, hour, daypart, day, week, month, quarter, season, year, decade,
    century, or the unit of a duration.
    """

    start: int
    end: int
    text: str
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    earliest: datetime | None = None
    latest: datetime | None = None
    granularity: str = "day"


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who is said to have said it: source, cue and content, as PolNeAR has them.

    `content` may be several spans; `speaker` is the canonical name of the source, where it is known.
    """

    kind: AttributionKind
    content: tuple[Span, ...]
    source: Span | None = None
    source_text: str | None = None
    cue: Span | None = None
    cue_text: str | None = None
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """A canonical name with all its mentions in one article."""

    name: str
    kind: Literal["person", "organisation", "place", "group", "work", "event", "other"]
    mentions: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Word:
    """One token of a claim: what alignment and judgement may look at.

    `role` is its part in the clause (`subject`, `object`, `predicate`, `oblique`, `modifier`), or `source` for the
    words that say who said it; `head` the number, in the claim's words, of the word it depends on (-1: none);
    `entity` and `kind` the canonical name and kind of the entity it belongs to.
    """

    text: str
    lemma: str
    pos: str
    start: int
    end: int
    role: str = ""
    head: int = -1
    entity: str | None = None
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """Words inside quotation marks, without the marks."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Claim:
    """One proposition that an article asserts.

    `[start, end)` is the claim's clause and `sentence` the sentence it stands in; `words` are the clause's tokens,
    `index` the number of its sentence in the article, `section` where it stands.
    """

    start: int
    end: int
    line: int
    column: int
    text: str
    sentence: Span
    index: int
    section: PassageKind
    predicate: str = ""
    tense: Tense = "none"
    polarity: Polarity = "affirmed"
    modality: Modality = "asserted"
    hedge: str | None = None
    attribution: Attribution | None = None
    words: tuple[Word, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    times: tuple[Time, ...] = ()
    quotes: tuple[Quote, ...] = ()

    @property
    def is_possible(self) -> bool:
        """Whether it says what may be, not what is, was or is planned: "could rise to 12,000"."""
        return self.modality == "possible"


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was found in one article, in the order of the text."""

    article: Article
    claims: tuple[Claim, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    times: tuple[Time, ...] = ()
    entities: tuple[Entity, ...] = ()
    furniture: tuple[Furniture, ...] = ()
    words: int = 0


@dataclass(frozen=True, slots=True)
class Reported:
    """A claim as one article of a story makes it: `article` is the article's letter in the story."""

    article: str
    claim: Claim


@dataclass(frozen=True, slots=True)
class Level:
    """A rule by which two values of a facet relate; it is known by its `id`, the facet and a word ("quantity.rounded").

    `why` says it in a few words, with `{}` for each word that a comparison adds.
    """

    id: str
    relation: Relation = field(compare=False)
    why: str = field(compare=False)


@dataclass(frozen=True, slots=True)
class FacetValue:
    """What one article says in a facet's slot: its exact words, where, and the normalised value."""

    article: str
    text: str
    start: int
    end: int
    value: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Facet:
    """One comparable slot: how the articles' values relate, and the rule (`why`) that says so.

    A conflict may be of a count that grows, which the article of a `later` day gives higher.
    """

    kind: FacetKind
    relation: Relation
    why: str
    values: tuple[FacetValue, ...]
    later: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """Claims of one or more articles that report the same fact, with facets compared and a verdict.

    `confidence` and `salience` lie in 0..1; `id` is a fingerprint of the normalised claims. `sources` articles
    report it; articles whose sentences are nearly word for word the same count as one of `independent`.
    Between two versions of one article it is a `change`, which its verdict follows. Of a unique one `near` names by
    their ids findings that likely tell of the same, with neither agreement nor contradiction sure.
    """

    id: str
    verdict: Verdict
    code: str
    summary: str
    confidence: float
    salience: float
    facets: tuple[Facet, ...]
    claims: tuple[Reported, ...]
    sources: int = 1
    independent: int = 1
    change: Change | None = None
    near: tuple[str, ...] = ()

    @property
    def differing(self) -> tuple[Facet, ...]:
        """The facets that make it divergent: a conflict, and between versions of one article all but the same."""
        return tuple(
            facet
            for facet in self.facets
            if facet.relation == "conflict" or (self.change is not None and facet.relation != "same")
        )


@dataclass(frozen=True, slots=True)
class StoryArticle:
    """An article in its story: its letter, what is known of it, and its number of words."""

    id: str
    path: str
    source: str
    title: str | None
    published: date | None
    published_from: PublishedFrom
    words: int


@dataclass(frozen=True, slots=True)
class Story:
    """The articles that report one event, and what comparing them found, most telling first."""

    id: str
    title: str
    articles: tuple[StoryArticle, ...]
    findings: tuple[Finding, ...]

    def count(self, verdict: Verdict) -> int:
        return sum(finding.verdict == verdict for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Skipped:
    """An input that was left out, and why; addresses in both are masked."""

    path: str
    reason: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "path", masked(self.path))
        object.__setattr__(self, "reason", masked(self.reason))


@dataclass(frozen=True, slots=True)
class Report:
    """The answer of one run: stories, inputs left out, warnings, and what made it.

    `model` is the spaCy pipeline, `reader` the model that reads sentences together, None where none does. `stories` may
    be many more than memory holds: read one after another. `alone` are the paths of articles that no
    other of the corpus reports the event of. Of revisions, each story is two versions of one article, the older first.
    """

    version: str
    model: str
    stories: Sequence[Story]
    skipped: tuple[Skipped, ...] = ()
    warnings: tuple[str, ...] = ()
    alone: tuple[str, ...] = ()
    kind: ReportKind = "comparison"
    reader: str | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence in the file's own words; `article` is the article's letter in its story."""

    article: str
    start: int
    end: int
    line: int
    column: int
    text: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """A number that speaks for or against two sentences reporting one fact, `weight` log-odds for each 1 of `value`.

    `what` it measures is said in a few words.
    """

    name: str
    what: str
    value: float
    weight: float

    @property
    def points(self) -> float:
        """What it adds to the log-odds."""
        return self.value * self.weight


@dataclass(frozen=True, slots=True)
class Weighing:
    """The evidence that two sentences report one fact: `bias` and the points of all evidence add up to `log_odds`.

    A pair that is no `candidate` shares no rare word; alignment does not look at it and counts it as 0.
    """

    first: Sentence
    second: Sentence
    bias: float
    evidence: tuple[Evidence, ...]
    log_odds: float
    probability: float
    candidate: bool = True


@dataclass(frozen=True, slots=True)
class Refusal:
    """The likeliest sentence that a finding does not hold, as weighed against one that it does, and `why` not."""

    weighing: Weighing
    why: str


@dataclass(frozen=True, slots=True)
class Grounds:
    """Why the sentences of a story's findings were put together: pairs of them from two articles, by where they stand.

    Of each finding that two articles share there are at most `PAIRS_TOLD`, the likeliest first; a pair below the
    probability `accept` is not taken. The keys are those of `sentences_of`: two findings may have one id.
    """

    pairs: Mapping[str, tuple[Weighing, ...]]
    accept: float

    def of(self, finding: Finding) -> tuple[Weighing, ...]:
        """The pairs of the finding; none where they are not known."""
        return self.pairs.get(sentences_of(finding), ())


def sentences_of(finding: Finding) -> str:
    """A name for the sentences that the finding's claims stand in: letter and start of each, such as `a17 b0`."""
    return " ".join(sorted({f"{item.article}{item.claim.sentence.start}" for item in finding.claims}))


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why `finding`, of the `story` of `report`, is what it is.

    `sentences` are those that its claims stand in, `pairs` the pairs of them from two articles, the likeliest first;
    a pair below the probability `accept` is not taken.
    """

    report: Report
    story: Story
    finding: Finding
    sentences: tuple[Sentence, ...]
    pairs: tuple[Weighing, ...]
    refused: Refusal | None
    accept: float
