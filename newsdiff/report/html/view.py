"""What the page shows of a story, as plain values in the order that a reader meets them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from newsdiff.codes import BY_ID
from newsdiff.model import FACET_KINDS, Finding, Reported, Story, StoryArticle, Verdict
from newsdiff.report.html.running import Marked, Paragraph, paragraphs
from newsdiff.report.html.sentences import STANCES, plain_sentence
from newsdiff.report.matrix import cells
from newsdiff.report.rows import VERDICTS, Row, Said, posix, source_names, story_rows
from newsdiff.report.texts import SourceText
from newsdiff.report.visible import visible, visible_path
from newsdiff.report.wording import by_article, by_sentence, conflicting, wording

#: How a verdict is called above a finding, over its section, and by its sign.
LABELS: Mapping[Verdict, tuple[str, str, str]] = {
    "divergent": ("Differs", "Where they differ", "≠"),
    "agreed": ("Agrees", "What they agree on", "✓"),
    "unique": ("Only one", "What only one reports", "1"),
}


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

    `cells` are its places in the matrix by the letter of an article: whether that agrees, and its words.
    """

    number: int
    anchor: str
    finding: Finding
    headline: str
    sentence: str
    rule: str
    kinds: tuple[str, ...]
    letters: tuple[str, ...]
    said: tuple[Said, ...]
    told: tuple[Told, ...]
    cells: Mapping[str, tuple[bool, str]]

    @property
    def repeats(self) -> bool:
        """Whether its only words are its headline again."""
        words = [each for told in self.told for each in told.words]
        return len(words) == 1 and "".join(text for text, _ in words[0].pieces).casefold() == self.headline.casefold()

    @property
    def differing(self) -> str:
        """The words in which its sources differ, one after another."""
        conflicts = (said for said in self.said if said.facet.relation == "conflict")
        return " ".join(wording.text for said in conflicts for wording in said.wordings)

    @property
    def confidence(self) -> int:
        """In percent."""
        return round(100 * self.finding.confidence)


@dataclass(frozen=True, slots=True)
class Column:
    """An article of the story; `text` is None where the page is not given it."""

    letter: str
    name: str
    path: str
    article: StoryArticle
    text: tuple[Paragraph, ...] | None


@dataclass(frozen=True, slots=True)
class StoryView:
    """A story: its `columns`, its `cards` most telling first, and which facets and verdicts there are."""

    id: str
    title: str
    columns: tuple[Column, ...]
    cards: tuple[Card, ...]
    counts: Mapping[Verdict, int]
    kinds: tuple[str, ...]

    @property
    def names(self) -> dict[str, str]:
        return {column.letter: column.name for column in self.columns}

    @property
    def shared(self) -> tuple[Card, ...]:
        """The rows of the matrix."""
        return tuple(card for card in self.cards if card.finding.verdict != "unique")

    def of(self, verdict: Verdict) -> tuple[Card, ...]:
        return tuple(card for card in self.cards if card.finding.verdict == verdict)


def view(story: Story, texts: Sequence[SourceText] | None) -> StoryView:
    """`story` as the page shows it, with `texts` of its articles in their order, or without. Raises ValueError."""
    if texts is not None and len(texts) != len(story.articles):
        raise ValueError(f"{len(texts)} texts for the {len(story.articles)} articles of story {story.id}")
    names = source_names(story.articles)
    found = sorted(story_rows(story), key=lambda row: VERDICTS.index(row.finding.verdict))
    anchors = _anchors(found)
    cards = tuple(_card(number, anchors[number], row, names) for number, row in enumerate(found))
    sources = dict(zip((article.id for article in story.articles), texts or (), strict=False))
    present = {facet.kind for row in found for facet in row.finding.facets}
    return StoryView(
        id=story.id,
        title=visible(story.title).strip() or story.id,
        columns=tuple(
            Column(
                article.id,
                names[article.id],
                visible_path(posix(article.path)),
                article,
                None if texts is None else _marked(article.id, sources[article.id], cards),
            )
            for article in story.articles
        ),
        cards=cards,
        counts={verdict: story.count(verdict) for verdict in VERDICTS},
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


def _card(number: int, anchor: str, row: Row, names: Mapping[str, str]) -> Card:
    finding = row.finding
    code = BY_ID.get(finding.code)
    letters = tuple(letter for letter, _ in by_article(finding.claims))
    return Card(
        number=number,
        anchor=anchor,
        finding=finding,
        headline=_capital(visible(finding.summary.strip() or finding.claims[0].claim.text).strip()),
        sentence=plain_sentence(finding, row.said, [names[letter] for letter in letters], len(names)),
        rule=code.rule if code is not None else "",
        kinds=tuple(dict.fromkeys(facet.kind for facet in finding.facets)),
        letters=letters,
        said=row.said,
        told=tuple(_told(letter, claims, finding, row) for letter, claims in by_article(finding.claims)),
        cells=_cells(finding),
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


def _capital(text: str) -> str:
    """`text` as the beginning of a sentence; a word that has capitals of its own keeps them."""
    return text[:1].upper() + text[1:] if text.partition(" ")[0].islower() else text


def _told(letter: str, claims: Sequence[Reported], finding: Finding, row: Row) -> Told:
    place = next(place for place in row.places if place.article == letter)
    values = conflicting(letter, (facet for facet in finding.facets if facet.relation == "conflict"))
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
                pieces=tuple(wording(sentence, values).pieces()),
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
        (value.start, value.end)
        for card in cards
        for value in conflicting(letter, (facet for facet in card.finding.facets if facet.relation == "conflict"))
    ]
    return paragraphs(source, claims, differing)
