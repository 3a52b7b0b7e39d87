"""JSON lines: each line an article or a named refusal."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from newsdiff.errors import InputError
from newsdiff.model import Article, Skipped
from newsdiff.read import read, read_all
from newsdiff.read.file import is_jsonl

TEXT = "Bridge shut\n\nThe Tarn bridge was shut on Monday. Two people were hurt, the council said."


def lines(tmp_path: Path, *rows: object, name: str = "news.jsonl") -> str:
    path = tmp_path / name
    text = "".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows)
    path.write_text(text, encoding="utf-8")
    return str(path)


def read_one(path: str, **options: object) -> Article:
    [found] = read_all(path, **options)  # type: ignore[arg-type]
    assert isinstance(found, Article)
    return found


def test_all_fields(tmp_path: Path) -> None:
    row = {
        "text": TEXT,
        "title": "Tarn bridge shut",
        "source": "Tarn Post",
        "published": "2031-05-14T08:00:00Z",
        "url": "https://tarn.example/x",
        "author": "Ann Lee",
        "id": 17,
        "more": {"is": "let be"},
    }
    path = lines(tmp_path, row)
    article = read_one(path)
    assert (article.path, article.id, article.form, article.text) == (f"{path}:1", "17", "jsonl", TEXT)
    assert (article.title, article.source, article.author) == ("Tarn bridge shut", "Tarn Post", "Ann Lee")
    assert (article.published, article.published_from) == (date(2031, 5, 14), "front-matter")
    assert article.url == "https://tarn.example/x"


def test_the_text_alone_is_enough_and_says_of_itself_what_it_can(tmp_path: Path) -> None:
    article = read_one(lines(tmp_path, {"text": "Source: Tarn Post\nDate: 14 May 2031\n\n" + TEXT, "id": None}))
    assert (article.title, article.source, article.published) == ("Bridge shut", "Tarn Post", date(2031, 5, 14))
    assert article.id is None


def test_options_override_the_line(tmp_path: Path) -> None:
    path = lines(tmp_path, {"text": TEXT, "source": "Tarn Post", "published": "2031-05-14"})
    article = read_one(path, label="wire", published=date(2031, 5, 15))
    assert (article.source, article.published, article.published_from) == ("wire", date(2031, 5, 15), "option")


def test_an_escaped_text_is_decoded_before_it_is_counted(tmp_path: Path) -> None:
    article = read_one(lines(tmp_path, r'{"text": "\u201cNo,\u201d she said\nin \ud83d\udea2 Caf\u00e9."}'))
    assert article.text == "“No,” she said\nin 🚢 Café."


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        pytest.param("{'text': 1}", "is not JSON (", id="no JSON"),
        pytest.param('{"text": "cut', "is not JSON (", id="a line cut short"),
        pytest.param("[" * 100_000, "is not JSON", id="nested deeper than can be read"),
        pytest.param("[1]", "is no JSON object", id="a list"),
        pytest.param('{"title": "x"}', "has no text", id="no text"),
        pytest.param('{"text": null}', "has no text", id="null"),
        pytest.param('{"text": ["x"]}', "has a text that is no string", id="a text of another kind"),
        pytest.param('{"text": " \\n"}', "has no words in its text", id="no words"),
        pytest.param(
            '{"text": "Two were hurt.", "published": {"day": 1}}', "has a published that is no string", id="day"
        ),
    ],
)
def test_a_bad_line_is_named_and_the_others_are_read(tmp_path: Path, line: str, reason: str) -> None:
    path = lines(tmp_path, {"text": TEXT}, line, "", {"text": TEXT, "id": "b"})
    first, bad, last = read_all(path)
    assert isinstance(first, Article)
    assert isinstance(bad, Skipped)
    assert bad.path == f"{path}:2"
    assert bad.reason.startswith(reason)
    assert "write each article on a line" in bad.reason
    assert isinstance(last, Article)
    assert (last.path, last.id) == (f"{path}:4", "b")


def test_the_limit_is_a_lines_own(tmp_path: Path) -> None:
    path = lines(tmp_path, *[{"text": TEXT}] * 20, {"text": "word " * 200}, {"text": TEXT})
    found = list(read_all(path, max_bytes=500))
    assert [isinstance(item, Article) for item in found] == [True] * 20 + [False, True]
    assert found[20] == Skipped(f"{path}:21", "is above the limit of 500 bytes; raise it with --max-bytes")
    assert isinstance(found[21], Article)
    assert found[21].path == f"{path}:22"


def test_it_is_read_as_it_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "news.ndjson"
    path.write_text(json.dumps({"text": TEXT}) + "\n" + "no JSON\n" * 1000, encoding="utf-8")
    found = read_all(str(path))
    assert isinstance(next(found), Article)
    found.close()  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        pytest.param(lambda path: None, "does not exist; check the path", id="missing"),
        pytest.param(
            lambda path: path.write_text("\n \n"), "is empty; give a file with one article a line", id="empty"
        ),
        pytest.param(lambda path: path.mkdir(), "is a folder; name the files in it", id="a folder"),
    ],
)
def test_a_file_without_articles(tmp_path: Path, make: object, reason: str) -> None:
    make(tmp_path / "x.jsonl")  # type: ignore[operator]
    [found] = read_all(str(tmp_path / "x.jsonl"))
    assert isinstance(found, Skipped)
    assert found.path == str(tmp_path / "x.jsonl")
    assert found.reason.startswith(reason)


def test_read_is_for_one_article(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="may hold many articles; read them with read_all"):
        read(lines(tmp_path, {"text": TEXT}))


def test_a_byte_order_mark_is_no_part_of_the_first_line(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps({"text": TEXT}).encode() + b"\r\n")
    assert read_one(str(path)).text == TEXT


def test_other_files_hold_one_article(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    assert read_one(str(tmp_path / "a.txt")).text == TEXT
    assert list(read_all(str(tmp_path / "b.txt"))) == [
        Skipped(str(tmp_path / "b.txt"), "does not exist; check the path")
    ]


@pytest.mark.parametrize(("path", "many"), [("a.jsonl", True), ("A.NDJSON", True), ("a.json", False), ("-", False)])
def test_names(path: str, many: bool) -> None:
    assert is_jsonl(path) is many
