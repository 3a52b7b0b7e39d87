"""What the page shows of a story, as plain values in the order that a reader meets them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from newsdiff.codes import BY_ID
from newsdiff.model import FACET_KINDS, Finding, Grounds, Reported, ReportKind, Story, StoryArticle
from newsdiff.report.html.grounds import Ground, ground
from newsdiff.report.html.labels import PAGES, VERSIONS, Page
from newsdiff.report.html.running import Marked, Paragraph, paragraphs
from newsdiff.report.html.sentences import STANCES, plain_sentence
from newsdiff.report.matrix import cells
from newsdiff.report.rows import NOTHING, Row, Said, posix, source_names, story_rows
from newsdiff.report.texts import SourceText
from newsdiff.report.visible import visible, visible_path
from newsdiff.report.worddiff import marked_spans
from newsdiff.report.wording import by_article, by_sentence, conflicting, wording
from newsdiff.report.words import Kind, kind_of


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence of one article: its `pieces`, True where words differ, who is said to have said it, and where."""

    pieces: tuple[tuple[str, bool], ...]
    speaker: str
    place: str


@dataclass(frozen=True, slots=True)
class Told:
    """What one article says in a finding."""

    letter: str
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A finding: `number` in its story, and `anchor`, its name in the page's address, no two of a story alike.

    `kind` is what it is called. `cells` are its places in the matrix by the letter of an article: whether that
    agrees, and its words.
    """

    number: int
    anchor: str
    kind: Kind
    finding: Finding
    headline: str
    sentence: str
    rule: str
    kinds: tuple[str, ...]
    letters: tuple[str, ...]
    said: tuple[Said, ...]
    told: tuple[Told, ...]
    cells: Mapping[str, tuple[bool, str]]
    ground: Ground | None

    @property
    def repeats(self) -> bool:
        """Whether its only words are its headline again."""
        words = [each for told in self.told for each in told.words]
        return len(words) == 1 and "".join(text for text, _ in words[0].pieces).casefold() == self.headline.casefold()

    @property
    def differing(self) -> str:
        """The words in which its sources differ, one after another."""
        return " ".join(wording.text for said in self.conflicts for wording in said.wordings)

    @property
    def conflicts(self) -> tuple[Said, ...]:
        """The facets in which its sources differ."""
        return tuple(said for said in self.said if said.facet in self.finding.differing)

    @property
    def alone(self) -> bool:
        """Whether one article alone reports it."""
        return self.finding.verdict == "unique"

    @property
    def confidence(self) -> int:
        """In percent; what is not certain is never a hundred."""
        sure = self.finding.confidence
        return 100 if sure >= 1 else min(round(100 * sure), 99)


@dataclass(frozen=True, slots=True)
class Column:
    """An article of the story; `text` is None where the page is not given it. `source` is told where `name` is none."""

    letter: str
    name: str
    source: str
    path: str
    article: StoryArticle
    text: tuple[Paragraph, ...] | None


@dataclass(frozen=True, slots=True)
class StoryView:
    """A story: its `columns`, its `cards` most telling first, how many there are of each kind, and the facets in them.

    `page` has the words for all that.
    """

    id: str
    page: Page
    title: str
    columns: tuple[Column, ...]
    cards: tuple[Card, ...]
    counts: Mapping[Kind, int]
    kinds: tuple[str, ...]

    @property
    def names(self) -> dict[str, str]:
        return {column.letter: column.name for column in self.columns}

    @property
    def shared(self) -> tuple[Card, ...]:
        """The rows of the matrix: what two or more report, and of versions what was changed."""
        return tuple(card for card in self.cards if not card.alone and card.kind != "kept")

    def near(self, card: Card) -> tuple[Card, ...]:
        """The cards that likely tell of the same as `card`, with neither agreement nor contradiction sure."""
        return tuple(other for other in self.cards if other.finding.id in card.finding.near)

    def of(self, kind: Kind) -> tuple[Card, ...]:
        return tuple(card for card in self.cards if card.kind == kind)


def view(
    story: Story,
    texts: Sequence[SourceText] | None,
    report: ReportKind = "comparison",
    grounds: Grounds | None = None,
) -> StoryView:
    """`story` as the page shows it, with `texts` of its articles in their order, or without. Raises ValueError."""
    if texts is not None and len(texts) != len(story.articles):
        raise ValueError(f"{len(texts)} texts for the {len(story.articles)} articles of story {story.id}")
    page = PAGES[report]
    kinds = list(page.kinds)
    names = source_names(story.articles)
    if report == "revisions":
        names = dict(zip(names, VERSIONS, strict=True))
    found = sorted(story_rows(story), key=lambda row: kinds.index(kind_of(row.finding)))
    anchors = _anchors(found)
    cards = tuple(_card(number, anchors[number], row, names, grounds) for number, row in enumerate(found))
    sources = dict(zip((article.id for article in story.articles), texts or (), strict=False))
    present = {facet.kind for row in found for facet in row.finding.facets}
    return StoryView(
        id=story.id,
        page=page,
        title=visible(story.title).strip() or story.id,
        columns=tuple(
            Column(
                article.id,
                names[article.id],
                visible(article.source).strip() if report == "revisions" else "",
                visible_path(posix(article.path)),
                article,
                None if texts is None else _marked(article.id, sources[article.id], cards),
            )
            for article in story.articles
        ),
        cards=cards,
        counts={kind: sum(card.kind == kind for card in cards) for kind in kinds},
        kinds=tuple(kind for kind in FACET_KINDS if kind in present),
    )


def _anchors(found: Sequence[Row]) -> list[str]:
    seen: Counter[str] = Counter()
    anchors = []
    for row in found:
        seen[row.finding.id] += 1
        times = seen[row.finding.id]
        anchors.append(row.finding.id if times == 1 else f"{row.finding.id}.{times}")
    return anchors


def _card(number: int, anchor: str, row: Row, names: Mapping[str, str], grounds: Grounds | None) -> Card:
    finding = row.finding
    code = BY_ID.get(finding.code)
    letters = tuple(letter for letter, _ in by_article(finding.claims))
    return Card(
        number=number,
        anchor=anchor,
        kind=kind_of(finding),
        finding=finding,
        headline=_capital(visible(finding.summary.strip() or finding.claims[0].claim.text).strip()),
        sentence=plain_sentence(finding, row.said, [names[letter] for letter in letters], len(names)),
        rule=code.rule if code is not None else "",
        kinds=tuple(dict.fromkeys(facet.kind for facet in finding.facets)),
        letters=letters,
        said=row.said,
        told=tuple(_told(letter, claims, finding, row) for letter, claims in by_article(finding.claims)),
        cells=_cells(finding) if finding.change is None else _versions(row, names),
        ground=ground(finding, grounds, names),
    )


def _cells(finding: Finding) -> dict[str, tuple[bool, str]]:
    """The cells of the matrix; where one affirms and another denies in the same words, which of the two it does."""
    found = cells(finding)
    conflicts = [facet for facet in finding.facets if facet.relation == "conflict"]
    if conflicts and conflicts[0].kind in STANCES:
        for value in conflicts[0].values:
            stance = STANCES[conflicts[0].kind].get(str(value.value.get(conflicts[0].kind)))
            if stance is not None:
                found[value.article] = found[value.article][0], stance[0]
    return found


def _versions(row: Row, names: Mapping[str, str]) -> dict[str, tuple[bool, str]]:
    """The cells of two versions: what each says in the first facet that was changed."""
    said = next((said for said in row.said if said.facet in row.finding.differing), None)
    words = {} if said is None else {letter: each.text for each in said.wordings for letter in each.articles}
    return {letter: (False, words.get(letter) or NOTHING) for letter in names}


def _capital(text: str) -> str:
    """`text` as the beginning of a sentence; a word that has capitals of its own keeps them."""
    return text[:1].upper() + text[1:] if text.partition(" ")[0].islower() else text


def _told(letter: str, claims: Sequence[Reported], finding: Finding, row: Row) -> Told:
    place = next(place for place in row.places if place.article == letter)
    values = conflicting(letter, finding.differing)
    spans = marked_spans(letter, finding.differing, finding.claims)
    words = []
    for sentence in by_sentence(claims):
        first = sentence[0].claim
        speakers = (
            visible(said.speaker or said.source_text or "").strip()
            for item in sentence
            if (said := item.claim.attribution) is not None
        )
        words.append(
            Words(
                pieces=tuple(wording(sentence, values, spans).pieces()),
                speaker=next((speaker for speaker in speakers if speaker), ""),
                place=f"line {first.line if place.exact else place.line}",
            )
        )
    return Told(letter, tuple(words))


def _marked(letter: str, source: SourceText, cards: Sequence[Card]) -> tuple[Paragraph, ...]:
    claims = [
        Marked(item.claim.start, item.claim.end, card.number)
        for card in cards
        for item in card.finding.claims
        if item.article == letter
    ]
    differing = [
        (span.start, span.end)
        for card in cards
        for span in marked_spans(letter, card.finding.differing, card.finding.claims)
    ]
    return paragraphs(source, claims, differing)
