"""Cleaning: what is read, as what, where it lies in the file, and what is left out."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsdiff.clean import clean
from newsdiff.clean.blocks import blocks
from newsdiff.clean.mojibake import mend
from newsdiff.clean.sentences import is_credit, line_reason, reason
from newsdiff.model import Furniture, Reading
from newsdiff.read import parse

CASES = sorted((Path(__file__).parent.parent / "cases" / "clean").glob("*.txt"))


def passages(reading: Reading) -> list[str]:
    return [f"{passage.kind}: {reading.text[passage.start : passage.end]}" for passage in reading.passages]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case(path: Path) -> None:
    """A case file: the article, then what is read of it and (where given) each span left out, with its reason."""
    text, _, expected = path.read_text(encoding="utf-8").partition("=== reading\n")
    read_as, _, left_out = expected.partition("=== furniture\n")
    article = parse(text)
    reading = clean(article)
    assert passages(reading) == read_as.splitlines()
    if left_out:
        furniture = [f"{item.reason}: {article.text[item.start : item.end].strip()}" for item in reading.furniture]
        assert furniture == left_out.splitlines()


def test_there_are_cases() -> None:
    assert len(CASES) >= 4


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        pytest.param("as early as May 27โ28", "as early as May 27–28", id="thai-dash-between-digits"),
        pytest.param("the game.ย They won", "the game.  They won", id="thai-no-break-space"),
        pytest.param("itโs late", "it’s late", id="thai-apostrophe"),
        pytest.param("he said โwaitโ and left", "he said “wait” and left", id="thai-quotation-marks"),
        pytest.param("a cafรฉ at 5ยฐ", "a café at 5°", id="thai-letters-of-two-bytes"),
        pytest.param("and soโฆ", "and so…", id="thai-ellipsis"),
        pytest.param("สวัสดีครับ", "สวัสดีครับ", id="real-thai-stays"),
        pytest.param("donâ€™t â€” Ã©tÃ© Â£5", "don’t — été £5", id="western"),
        pytest.param("â€œstopâ€\x9d", "“stop”", id="western-undefined-byte"),
        pytest.param("Ã¢â‚¬â„¢", "’", id="western-twice"),
        pytest.param("ðŸ˜€ hi", "😀 hi", id="western-four-bytes"),
        pytest.param("“IN THE CAFÉ” he sang", "“IN THE CAFÉ” he sang", id="capital-before-quote-stays"),
        pytest.param("naïve São Ängstrom", "naïve São Ängstrom", id="real-letters-stay"),
        pytest.param("Fish &amp; chips&nbsp;now", "Fish & chips now", id="entities"),
        pytest.param("AT&T; a&b", "AT&T; a&b", id="ampersand-stays"),
        pytest.param("a\u200bb\u202ec\x00d\ufeffe", "abcde", id="unseen-characters"),
        pytest.param("a\r\nb\rc\u2028d", "a\nb\nc\nd", id="line-ends"),
    ],
)
def test_mending(text: str, mended: str) -> None:
    result = mend(text)
    assert result.text == mended
    assert len(result.offsets) == len(mended) + 1


def test_a_mended_character_maps_to_its_place_in_the_file() -> None:
    article = parse("The mayor donâ€™t know, she said.\n")
    reading = clean(article)
    assert reading.text == "The mayor don’t know, she said."
    start = reading.text.index("know")
    span = reading.in_file(start, start + 4)
    assert article.text[span.start : span.end] == "know"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("Read more", "link", id="label-alone"),
        pytest.param("Related: Pier to be closed.", "link", id="label-and-story"),
        pytest.param("More than 40 people were hurt.", None, id="more-is-no-label"),
        pytest.param("Watch makers went on strike.", None, id="watch-is-no-label"),
        pytest.param("Share prices fell by 3%.", None, id="share-is-no-label"),
        pytest.param("Analysis: The vote changes little for the fishing towns.", None, id="weak-label-with-sentence"),
        pytest.param("Pier to close for repairs Read more", "link", id="read-more-at-the-end"),
        pytest.param("Home | News | Sport", "menu", id="menu"),
        pytest.param("Updated 3 May 2021, 09:14", "date", id="timestamp"),
        pytest.param("___", "rule", id="rule"),
        pytest.param("https://post.example/a", "link", id="address"),
        pytest.param("Jo Lind/Coast Pictures", "credit", id="slash-credit"),
        pytest.param("12 Comments", "comments", id="comments-counted"),
        pytest.param("3 min read", "counter", id="counter"),
        pytest.param("Leave a comment", "comments", id="comment-box"),
        pytest.param("Two were hurt.", None, id="sentence"),
    ],
)
def test_lines(line: str, expected: str | None) -> None:
    assert line_reason(line) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        pytest.param("Sign up for the free newsletter.", "offer", id="sign-up"),
        pytest.param("All rights reserved.", "notice", id="rights"),
        pytest.param("This is a developing story.", "notice", id="developing"),
        pytest.param("Editor’s note: A name was corrected.", "notice", id="curly-apostrophe"),
        pytest.param("Additional reporting by Sol Petty.", "credit", id="credit"),
        pytest.param("Email the desk at desk@post.example.", "contact", id="contact"),
        pytest.param("Follow Io Lund on Twitter.", "offer", id="follow"),
        pytest.param("Signs went up on the road on Monday.", None, id="signs"),
        pytest.param("Corrections officers found the tunnel.", None, id="corrections-officers"),
        pytest.param("Copyright law was changed in 2019, so the band sued.", None, id="copyright-law"),
        pytest.param("Copyright Fell Papers Ltd 2021.", "notice", id="copyright-line"),
        pytest.param("“Subscribe to that view if you like,” she said.", None, id="quoted-words"),
        pytest.param(
            "She wrote to io@post.example on Monday to ask when the bridge over the Orr would open.",
            None,
            id="address-in-a-claim",
        ),
        pytest.param("How Did The Flood Start?", "heading", id="asked-in-capitals"),
        pytest.param("Did Anna Petrova know?", None, id="names-in-a-question"),
    ],
)
def test_sentences(sentence: str, expected: str | None) -> None:
    assert reason(sentence) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("AP Photo/Jo Lind, File", True),
        ("Photo: Coast Pix", True),
        ("Reuters", True),
        ("he had been ill for a year", False),
        ("Orlo stock fell", False),
    ],
)
def test_credits(text: str, expected: bool) -> None:
    assert is_credit(text) is expected


def test_claims_that_look_like_furniture_are_read() -> None:
    text = (
        "Ferry sinks\n\nThe ferry sank off Torren on Monday with 30 people on board, she said.\n"
        "“Nobody came.”\n27 hurt\n- Two boats helped\n- Nine people swam\nIt was dark.\n"
    )
    read_as = passages(clean(parse(text)))
    for kept in ("“Nobody came.”", "27 hurt", "Two boats helped", "Nine people swam", "It was dark."):
        assert f"body: {kept}" in read_as


def test_lines_without_any_full_stop_are_all_read() -> None:
    text = (
        "Ferry sinks off Torren with thirty people and nine dogs on board\nCoastguard sends boats from the next town\n"
    )
    assert len(clean(parse(text)).passages) == 2


def test_a_list_is_not_taken_for_wrapped_lines() -> None:
    assert len(blocks("One short line\nAnother short line\nA third one\n")) == 3


def test_a_credit_stands_in_a_row_only_where_nothing_parts_it_from_the_one_before() -> None:
    text = "The mast (Photo: AP) (AFP) was hit (Getty Images) on Monday, and the keel (oak) held (Reuters) (AP)."
    assert passages(clean(parse(text))) == [
        "body: The mast (Photo: AP) (AFP) was hit (Getty Images) on Monday, and the keel (oak) held (Reuters) (AP)."
    ]
    closed = "The mast was hit. (Photo: AP) (AFP) The keel (oak) held (AFP) until noon."
    assert passages(clean(parse(closed))) == ["body: The mast was hit.", "body: The keel (oak) held (AFP) until noon."]


def test_marks_alone_at_either_end_of_a_passage_are_left_out() -> None:
    marks = "` " * 20_000
    reading = clean(parse(f"{marks}The mast was hit on Monday. {marks}"))
    assert passages(reading) == ["body: The mast was hit on Monday."]


def test_thousands_of_spans_that_reading_left_out_are_blanked() -> None:
    text = "The mast was hit.\n" + "ad\n" * 20_000 + "The keel held.\n"
    start = text.index("ad")
    own = tuple(Furniture(start + 3 * n, start + 3 * n + 2, "link") for n in range(20_000))
    reading = clean(replace(parse(text), furniture=own))
    assert passages(reading) == ["body: The mast was hit.", "body: The keel held."]
    assert reading.furniture == own


PIECES = st.sampled_from(
    """The pass closed on Monday. |“Go,” he said. |
|

|- |**Why:** |(Photo: AP)|— A (@b) May 3, 2021|Read more|â€™|โ|\u200b|\r\n|Home · News|Copyright 2021|---
|&amp;|https://a.example/b |FILE - |PORT (AP) -- |*bold* |Image caption |Sign up now. |¶""".split("|")
)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=30).map("".join)))
def test_reading_lies_in_the_file(text: str) -> None:
    article = parse(text)
    reading = clean(article)
    places = reading.offsets
    assert len(places) == len(reading.text) + 1
    assert all(a <= b for a, b in pairwise(places))
    assert all(0 <= place <= len(article.text) for place in places)
    furniture = reading.furniture
    assert all(0 <= item.start < item.end <= len(article.text) and item.reason for item in furniture)
    assert all(a.end <= b.start for a, b in pairwise(furniture))
    ends = [(0, 0), *((passage.start, passage.end) for passage in reading.passages)]
    assert all(reading.text[a[1] : b[0]] in ("", "\n\n") for a, b in pairwise(ends))
    if mend(article.text).text == article.text:
        for passage in reading.passages:
            for i in range(passage.start, passage.end):
                char = article.text[places[i]]
                assert char == reading.text[i] or (char.isspace() and reading.text[i] == " ")


@settings(max_examples=100, deadline=None)
@given(st.lists(PIECES, max_size=30).map("".join))
def test_what_is_read_is_not_furniture(text: str) -> None:
    reading = clean(parse(text))
    out = {place for item in reading.furniture for place in range(item.start, item.end)}
    for passage in reading.passages:
        assert not out.intersection(reading.offsets[passage.start : passage.end])


@pytest.mark.parametrize(
    "unit",
    [
        '"',
        "1",
        ",",
        "a",
        "— A (@b) ",
        "(Photo: AP) ",
        "https://t.co/",
        "*a*",
        "â€™",
        "โ",
        "[",
        "Why it matters: ",
        "By ",
        "a@",
        "He said. ",
    ],
)
def test_one_unit_over_and_over_keeps_its_offsets(unit: str) -> None:
    article = parse(unit * (20_000 // len(unit)))
    reading = clean(article)
    assert len(reading.offsets) == len(reading.text) + 1
    assert all(a <= b for a, b in pairwise(reading.offsets))
    assert all(0 <= item.start < item.end <= len(article.text) for item in reading.furniture)
    assert reading == clean(article)


LEDE = "A ferry sank off Larch on Monday, killing nine people.\n\nIt went down within minutes, a survivor said.\n\n"
OTHER = "A bear was seen in Pell for the first time since 1930."


@pytest.mark.parametrize(
    ("text", "read_of_it"),
    [
        pytest.param(f"{LEDE}Elsewhere\n\n{OTHER}\n", False, id="head"),
        pytest.param(f"{LEDE}2. Elsewhere\n\n{OTHER}\n", False, id="numbered-head"),
        pytest.param(f"{LEDE}**In other news**\n\n{OTHER}\n", False, id="marked-head"),
        pytest.param(f"{LEDE}Elsewhere\n\nRain fell.\n\nThe rescue\n\n{OTHER}\n", True, id="to-the-next-head"),
        pytest.param(f"{LEDE}Elsewhere, {OTHER}\n", True, id="word-of-a-sentence"),
        pytest.param(f"Elsewhere\n\n{LEDE}{OTHER}\n", True, id="head-of-all"),
    ],
)
def test_what_stands_below_a_head_over_other_news_is_not_read(text: str, read_of_it: bool) -> None:
    assert (OTHER in clean(parse(text)).text) is read_of_it
