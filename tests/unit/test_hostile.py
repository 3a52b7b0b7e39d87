"""Inputs made to be slow or big: what is held is bounded, offsets exact, nothing left unsaid."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsdiff.clean import clean, not_english
from newsdiff.clean.runs import LONGEST_WORD, REASON
from newsdiff.errors import NewsdiffError
from newsdiff.extract.article import extract_all
from newsdiff.extract.parse import LARGEST_PIECE, parse_readings, pieces
from newsdiff.extract.quotes import find_quotes
from newsdiff.model import Extraction, Passage, Reading
from newsdiff.nlp import pipeline
from newsdiff.read import parse

OPENING = "A fire broke out on the quay on Monday. "
STORY = f"{OPENING}Two people were hurt, Mayor Ada Falk said.\n\nThe bridge stays closed until Friday."


def extracted(text: str) -> Extraction:
    return next(extract_all([parse(text)], pipeline()))


def reading_of(*passages: str) -> Reading:
    text = "\n\n".join(passages)
    starts = [sum(len(one) + 2 for one in passages[:n]) for n in range(len(passages))]
    spans = tuple(Passage(start, start + len(one), "body") for start, one in zip(starts, passages, strict=True))
    return Reading(text, tuple(range(len(text) + 1)), spans, ())


# What is no words is left out, and said to be.

RUNS = {
    "straight-quotes": '"' * 5000,
    "figures-with-commas": "1," * 3000,
    "nested-brackets": "[(" * 3000,
    "dashes": "—-" * 3000,
    "one-long-word": "a" * 5000,
    "encoded-file": "QUJDREVGR0hJ+/" * 400,
    "combining-marks": "a" + "\u0301" * 3000,
    "emoji": "🔥" * 3000,
}


@pytest.mark.parametrize("run", RUNS.values(), ids=RUNS)
def test_a_run_that_is_no_words_is_furniture_and_the_sentences_around_it_stay(run: str) -> None:
    text = f"{OPENING}The note read {run} in full. Nobody was hurt.\n\n{run}\n\nThe bridge was closed on Friday."
    article = parse(text)
    reading = clean(article)
    cut = [item for item in reading.furniture if item.reason == REASON]
    assert [text[item.start : item.end] for item in cut] == [run, run]
    assert run[:LONGEST_WORD] not in reading.text
    for sentence in (OPENING.strip(), "The note read", "in full. Nobody was hurt.", "The bridge was closed on Friday."):
        start = reading.text.index(sentence)
        span = reading.in_file(start, start + len(sentence))
        assert text[span.start : span.end] == sentence


@pytest.mark.parametrize(
    "word",
    [
        "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
        "x" * LONGEST_WORD,
        "—".join(["she", "said"] * 20),
    ],
    ids=["a-compound", "just-at-the-limit", "words-joined-by-dashes"],
)
def test_long_words_stay(word: str) -> None:
    assert word in clean(parse(f"{OPENING}The sign read {word} in red.")).text


def test_a_link_with_a_long_address_keeps_its_words() -> None:
    address = "https://example.org/report?" + "id=0123456789&" * 40
    reading = clean(parse(f"{OPENING}The [whole report]({address}) was published on Friday."))
    assert reading.text == f"{OPENING}The whole report was published on Friday."


def test_a_run_at_the_end_of_a_sentence_leaves_its_full_stop() -> None:
    reading = clean(parse(f"{OPENING}The key is {'QUJD' * 100}. Nobody was hurt."))
    assert reading.text == f"{OPENING}The key is . Nobody was hurt."


def test_a_wide_gap_is_narrowed() -> None:
    text = f"{OPENING}{' ' * 50_000}Nobody was hurt."
    reading = clean(parse(text))
    assert len(reading.text) < len(OPENING) + 30
    span = reading.in_file(reading.text.index("Nobody"), len(reading.text))
    assert text[span.start : span.end] == "Nobody was hurt."


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(['"' * 300, "1," * 150, " " * 40, "Falk left.", "\n\n", "(", "é", "\r\n"]), max_size=12)
)
def test_runs_never_move_what_is_read(parts: list[str]) -> None:
    text = OPENING + " ".join(parts)
    reading = clean(parse(text))
    assert len(reading.offsets) == len(reading.text) + 1
    assert all(a <= b for a, b in pairwise(reading.offsets))
    for place, char in zip(reading.offsets, reading.text, strict=False):
        assert text[place] == char or char.isspace()
    for passage in reading.passages:
        assert max(map(len, reading.text[passage.start : passage.end].split())) <= LONGEST_WORD


TINY = {
    "one-letter-lines": "b\n",
    "list-marks": "- a\n",
    "tiny-sentences": "No. ",
    "gaps": "a" + " " * 30,
    "tabs": "a\t",
}


@pytest.mark.parametrize("unit", TINY.values(), ids=TINY)
def test_tiny_pieces_keep_the_offsets(unit: str) -> None:
    article = parse(OPENING + unit * (20_000 // len(unit)))
    reading = clean(article)
    assert len(reading.offsets) == len(reading.text) + 1
    assert all(a <= b for a, b in pairwise(reading.offsets))
    assert reading == clean(article)


# A large reading is parsed in pieces that give the same text.

LARGE = {
    "passages": reading_of(*[STORY.replace("\n\n", " ")] * 300),
    "one-line": reading_of(OPENING * 900),
    "no-sentence-end": reading_of("flood " * 6000),
    "no-space": reading_of("洪水" * 15_000),
    "small-then-huge": reading_of(OPENING, "flood " * 4000, OPENING),
    "dense": reading_of("7 " * 9000),
    "empty": Reading("", (0,), (), ()),
}


@pytest.mark.parametrize("reading", LARGE.values(), ids=LARGE)
def test_pieces_join_to_the_reading_and_are_small(reading: Reading) -> None:
    found = pieces(reading)
    assert "".join(reading.text[start:end] for start, end in found) == reading.text
    assert all(end - start <= LARGEST_PIECE for start, end in found)
    assert all(a[1] == b[0] for a, b in pairwise(found))


def test_pieces_end_where_passages_or_sentences_do() -> None:
    passages, line = LARGE["passages"], LARGE["one-line"]
    starts = {passage.start for passage in passages.passages}
    assert all(start in starts for start, _ in pieces(passages))
    assert len(pieces(line)) > 2
    assert all(line.text[start:].startswith("A fire") for start, _ in pieces(line))


def test_a_common_article_is_parsed_whole() -> None:
    assert len(pieces(reading_of(*[STORY.replace("\n\n", " ")] * 50))) == 1


def test_the_joined_document_is_the_reading() -> None:
    reading = reading_of(*[STORY.replace("\n\n", " ")] * 90)
    (doc,) = parse_readings([reading], pipeline())
    assert doc.text == reading.text
    opens = {token.idx for token in doc if token.is_sent_start}
    assert {passage.start for passage in reading.passages} <= opens
    assert all(doc.text[token.idx : token.idx + len(token)] == token.text for token in doc)
    assert sum(ent.text == "Ada Falk" for ent in doc.ents) == 90


@pytest.mark.parametrize(
    "text",
    ["The mayor said that " + "he said that " * 700 + "it was late.", "flood, " * 2500, "He saw " + "a dog and " * 900],
    ids=["said-that", "commas", "and"],
)
def test_an_endless_sentence_is_ended(text: str) -> None:
    (doc,) = parse_readings([reading_of(text)], pipeline())
    assert doc.text == text
    assert max(len(sentence) for sentence in doc.sents) <= 800


def test_claims_of_a_long_line_have_exact_offsets() -> None:
    text = "".join(f"{OPENING}“It was loud,” said Ada Falk, {n} years old. " for n in range(20, 170))
    found = extracted(text)
    assert len(found.claims) > 250
    for claim in found.claims:
        assert text[claim.start : claim.end] == claim.text
        for item in (*claim.quantities, *claim.times, *claim.quotes, *claim.words):
            assert text[item.start : item.end] == item.text
    numbers = [quantity.low for quantity in found.quantities if quantity.text.startswith(tuple("0123456789"))]
    assert len(numbers) >= 140


# Quotations within quotations, or never closed, are not held a thousand times.


@pytest.mark.parametrize(
    "text",
    ["“a ‘b " * 3000, "“a " * 3000 + "b” " * 3000, f"“{OPENING * 1000}”", "“" + OPENING * 1000],
    ids=["open", "nested", "one-closed", "one-open"],
)
def test_what_quotations_hold_is_bounded(text: str) -> None:
    assert sum(quote.end - quote.start for quote in find_quotes(text)) <= 10 * len(text)


# Not English: said once, and gone on with.

ENGLISH = (
    "The mayor said on Monday that two people were hurt when a fire broke out in one of the houses by the harbour."
)
FOREIGN = {
    "german": "Der Bürgermeister sagte am Montag, dass bei dem Brand in der Altstadt zwei Menschen verletzt "
    "worden seien. Die Feuerwehr war am Abend mit hundert Leuten im Einsatz.",
    "dutch": "De burgemeester zei maandag dat bij de brand in de oude stad twee mensen gewond zijn geraakt. Het was er "
    "druk en over de oorzaak is nog niets bekend.",
    "danish": "Borgmesteren sagde mandag, at to personer blev såret i branden i den gamle by. Det er endnu ikke kendt, "
    "hvad der var årsagen, for politiet er på stedet.",
    "french": "Le maire a déclaré lundi que deux personnes ont été blessées dans l'incendie de la vieille ville. On ne "
    "sait pas encore ce qui a causé le feu.",
    "russian": "Мэр сообщил в понедельник, что два человека пострадали при пожаре в старом городе.",
    "japanese": "市長は月曜日に火事で二人がけがをしたと述べた。"
    "原因はまだ分かっていないが、消防隊が現場にいて状況は管理されているという。",
}


@pytest.mark.parametrize("text", FOREIGN.values(), ids=FOREIGN)
def test_another_language_is_told(text: str) -> None:
    assert not_english(text) is not None


@pytest.mark.parametrize(
    "text",
    [ENGLISH, ENGLISH.upper(), "Bis morgen, Herr Falk.", "", "7 8 9 " * 40, f"{ENGLISH} {FOREIGN['german'][:60]}"],
    ids=["english", "shouted", "too-short", "empty", "figures", "english-with-a-foreign-line"],
)
def test_english_and_what_is_too_little_to_tell_is_not_warned_of(text: str) -> None:
    assert not_english(text) is None


def test_the_warning_reaches_the_article_and_the_claims_are_kept() -> None:
    found = extracted(FOREIGN["german"])
    assert found.claims
    assert len([warning for warning in found.article.warnings if "English" in warning]) == 1
    assert not extracted(STORY).article.warnings


# Odd characters: no failure, offsets exact.

ODD = {
    "nul": STORY.replace("fire", "fi\0re"),
    "direction-marks": STORY.replace("fire", "\u202efi\u200fre\u202c"),
    "crlf": STORY.replace("\n", "\r\n"),
    "cr": STORY.replace("\n", "\r"),
    "unpaired-surrogate": STORY.replace("fire", "fire \ud83d"),
    "zero-width": STORY.replace(" ", " \u200b"),
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_odd_characters_do_no_harm(text: str) -> None:
    article = parse(text)
    found = next(extract_all([article], pipeline()))
    assert len(found.claims) >= 2
    assert all(article.text[claim.start : claim.end] == claim.text for claim in found.claims)
    found.claims[0].text.encode("utf-8")


@pytest.mark.parametrize(
    "text", ["7" * 9000, "1234 " * 400, "... !!!", "洪水" * 500], ids=["run", "figures", "marks", "cjk"]
)
def test_an_article_without_a_sentence_is_refused_in_one_line(text: str) -> None:
    from newsdiff.api import compare

    with pytest.raises(NewsdiffError) as refused:
        compare([parse(STORY, "a.txt"), parse(text, "b.txt")])
    assert str(refused.value).startswith("b.txt: ")
    assert "\n" not in str(refused.value)
