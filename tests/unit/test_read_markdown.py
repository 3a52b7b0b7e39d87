"""Markdown: the article's words are read, and what is Markdown's own is furniture; offsets are the file's."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from newsdiff.clean import clean
from newsdiff.read import read
from newsdiff.read.markdown import is_markdown, parse_markdown

BEFORE = "The Tarn bridge was shut on Monday after a crack was found, the council said."
AFTER = "Some 4,000 drivers use it each day, and most will be sent another way."


@pytest.mark.parametrize(
    ("between", "reasons"),
    [
        pytest.param("## What happened", ["heading"], id="a section's head"),
        pytest.param("What happened\n-------------", ["heading", "rule"], id="a head underlined"),
        pytest.param("What happened\n===", ["heading", "rule"], id="a head underlined twice"),
        pytest.param("* * *", ["rule"], id="a rule"),
        pytest.param("```python\nprint('5 hurt')\n\n# 12\n```", ["code"] * 4, id="code between fences"),
        pytest.param("~~~\n```\n5 hurt\n~~~", ["code"] * 4, id="one fence in another"),
        pytest.param("![The deck, 60 m long](deck_(1).jpg)", ["image"], id="a picture"),
        pytest.param('![deck](<the deck.jpg> "The deck") ![rail][2]', ["image"], id="pictures"),
        pytest.param("[![The deck](deck.jpg)](https://tarn.example/large)", ["image"], id="a picture that is a link"),
        pytest.param("[1]: https://tarn.example/1\n[^a]: A note of 12 words.", ["link", "link"], id="kept addresses"),
        pytest.param("| day | hurt |\n|---|---|\n| 1 | 12 |", ["table"] * 3, id="a table"),
        pytest.param("day | hurt\n \t:--: | --\n1 | 12", ["table"] * 3, id="a table without its sides"),
        pytest.param("<!-- 12 hurt\n\nor 13 -->", ["comment", "comment"], id="a comment"),
    ],
)
def test_what_is_markdowns_own_is_furniture(between: str, reasons: list[str]) -> None:
    text = f"# Bridge shut\n\n{BEFORE}\n\n{between}\n\n{AFTER}\n"
    reading = clean(parse_markdown(text, "a.md"))
    assert reading.text == "\n\n".join(("Bridge shut", BEFORE, AFTER))
    assert [item.reason for item in reading.furniture] == reasons


@pytest.mark.parametrize(
    ("line", "read_as"),
    [
        pytest.param("A **bold** and *leaning* and __strong__ word was said.", None, id="emphasis"),
        pytest.param("The [council](https://tarn.example/council) met on Monday.", None, id="a link"),
        pytest.param("> “We had no choice,” said Ida Quill, the mayor.", None, id="a block quote"),
        pytest.param("- Two people were hurt.\n- One of them badly.", None, id="a list"),
        pytest.param("The fee is 5 | 6 pounds | 7 for lorries.", None, id="strokes without a table"),
        pytest.param(f"{BEFORE[:-1]}, and {BEFORE[4:]}\n---", None, id="a rule right below a paragraph"),
        pytest.param("`12` and ``` 13 ``` cars were there.", None, id="code in a line"),
        pytest.param("[Ida Quill]: that is her name, she said.", "", id="kept addresses look like this"),
    ],
)
def test_the_articles_words_are_read(line: str, read_as: str | None) -> None:
    text = f"# Bridge shut\n\n{BEFORE}\n\n{line}\n\n{AFTER}\n"
    reading = clean(parse_markdown(text, "a.md"))
    for passage in reading.passages:
        words = reading.text[passage.start : passage.end]
        span = reading.in_file(passage.start, passage.end)
        assert text[span.start : span.end].split()[-1].strip("*_`.") == words.split()[-1].strip("*_`.")
    kept = reading.text.removeprefix(f"Bridge shut\n\n{BEFORE}").removesuffix(AFTER).strip()
    assert bool(kept) is (read_as is None)


def test_the_file_is_the_text_and_the_head_its_title(tmp_path: Path) -> None:
    text = f"---\ndate: 2031-05-14\n---\n\n# Bridge shut\n\n{BEFORE}\n\n```\n12\n```\n"
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    article = read(str(tmp_path / "a.md"))
    assert (article.text, article.form, article.title) == (text, "text", "Bridge shut")
    assert {text[item.start : item.end] for item in article.furniture if item.reason == "code"} == {"```", "12"}


def test_furniture_is_in_order_and_apart() -> None:
    text = f"Tarn Post\n=========\n\nBy Ann Lee\n\n# Bridge shut\n\n{BEFORE}\n\n## On\n\n| a |\n|--|\n\n{AFTER}"
    spans = [(item.start, item.end) for item in parse_markdown(text).furniture]
    assert spans == sorted(spans)
    assert all(end <= start for (_, end), (start, _) in itertools.pairwise(spans))


@pytest.mark.parametrize(
    "piece",
    [
        "![](",
        "![a](b)",
        "|-",
        "--",
        "[a]: b\n",
        "```\n",
        "<!--\n",
        "#",
        "- ",
        "[![a](b)](",
        "-" * 900 + "|" * 900 + "x\n",
        " " * 1900 + "x\n",
    ],
)
def test_hostile_marks_are_read_with_spans_in_the_file(piece: str) -> None:
    text = f"{BEFORE}\n\n" + piece * (50_000 // len(piece))
    article = parse_markdown(text)
    assert article.text == text
    assert all(0 <= item.start < item.end <= len(text) for item in article.furniture)
    assert article == parse_markdown(text)


@pytest.mark.parametrize(("path", "markdown"), [("a.md", True), ("A.MARKDOWN", True), ("a.txt", False), ("md", False)])
def test_names(path: str, markdown: bool) -> None:
    assert is_markdown(path) is markdown
