"""Web pages: which words are the article, what the metadata says, and no page that cannot be read."""

from __future__ import annotations

import builtins
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdiff.errors import InputError
from newsdiff.model import Article
from newsdiff.read import read
from newsdiff.read.html import is_html, parse_html, read_page
from newsdiff.read.markup import Tag, tokens

PARAGRAPHS = (
    "The Tarn bridge was shut on Monday after a crack was found in its deck, the council said.",
    "Some 4,000 drivers use it each day, and most of them will be sent by way of Quill Lock.",
    "“We had no choice,” said Ida Quill, the mayor, who had gone to see the damage for herself.",
)
MENU = '<nav><a href="/">Home</a> <a href="/world">World</a> <a href="/sport">Sport</a></nav>'
ASIDE = "<aside><p>Sign up and have all the stories of the valley sent to you each morning, for nothing.</p></aside>"


def page(body: str = "", head: str = "") -> str:
    body = body or "<h1>Bridge shut</h1>" + "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    article = f"<main><article>{body}</article></main>"
    return f"<!doctype html><html><head>{head}</head><body>{MENU}{article}{ASIDE}</body></html>"


@pytest.fixture(params=["with trafilatura", "standard library alone"])
def either(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Runs a test with and without trafilatura."""
    if request.param == "with trafilatura":
        pytest.importorskip("trafilatura")
    else:
        real = builtins.__import__

        def without(name: str, *args: Any, **more: Any) -> Any:
            if name.split(".")[0] == "trafilatura":
                raise ImportError(name)
            return real(name, *args, **more)

        monkeypatch.setattr(builtins, "__import__", without)
    return str(request.param)


def test_the_text_is_the_title_and_the_paragraphs(either: str) -> None:
    article = parse_html(page(), "page.html")
    assert article.text == "\n\n".join(("Bridge shut", *PARAGRAPHS))
    assert (article.title, article.form, article.path) == ("Bridge shut", "html", "page.html")
    span = article.title_span
    assert span is not None
    assert article.text[span.start : span.end] == "Bridge shut"


def test_menus_asides_and_scripts_are_not_read(either: str) -> None:
    text = parse_html(page(head="<script>var story = 'The Tarn bridge fell down and nobody saw it';</script>")).text
    for word in ("World", "Sign up", "nobody saw"):
        assert word not in text


@pytest.mark.parametrize(
    ("body", "paragraphs"),
    [
        pytest.param("<p>{}<p>{}<p>{}", PARAGRAPHS, id="paragraphs that are not closed"),
        pytest.param("<div>{}</div><div>{}</div><div>{}</div>", PARAGRAPHS, id="blocks for paragraphs"),
        pytest.param("{}<br><br>{}<br/><br/>{}", PARAGRAPHS, id="two line breaks part paragraphs"),
        pytest.param("<div><p>{}</p></div><div><p>{}</p></div><div><p>{}</p></div>", PARAGRAPHS, id="each in a box"),
        pytest.param(
            "<section><p>{}</p></section><section><p>{}</p></section><section><p>{}</p></section>",
            PARAGRAPHS,
            id="each in a section",
        ),
        pytest.param("<P>{}</P>\n<P CLASS=x>{}</P >\n<p\nid='y'>{}</p>", PARAGRAPHS, id="tags in any writing"),
        pytest.param("<p>{}</p><!-- <p>no</p> --><p>{}</p><p>{}</p>", PARAGRAPHS, id="comments are no text"),
        pytest.param(
            "<p>{}</p><ul><li><a href=/a>A story of ten words that you might like too</a></li></ul><p>{}</p><p>{}</p>",
            PARAGRAPHS,
            id="lists of links are no text",
        ),
    ],
)
def test_the_densest_element(body: str, paragraphs: Sequence[str]) -> None:
    found = read_page(page(body.format(*PARAGRAPHS)))
    assert found.paragraphs == list(paragraphs)


def test_inline_tags_join_and_entities_are_read() -> None:
    body = (
        "<p>The <a href='/t'>Tarn</a>&nbsp;bridge, <b>60&#8239;m</b> &amp; <em>old</em>, was shut on&#x20;Monday.</p>"
    )
    assert read_page(page(body)).paragraphs == ["The Tarn bridge, 60 m & old, was shut on Monday."]


@pytest.mark.parametrize(
    ("reference", "char"),
    [
        pytest.param("&#8211;", "–", id="common"),
        pytest.param("&#0000000000065;", "A", id="zeros before"),
        pytest.param("&#" + "0" * 5000 + "65;", "A", id="more zeros than an integer may have digits"),
        pytest.param("&#" + "9" * 5000 + ";", "\ufffd", id="more digits than an integer may have"),
        pytest.param("&#x" + "f" * 5000 + ";", "\ufffd", id="more hexadecimal digits"),
        pytest.param("&#000000000;", "\ufffd", id="zero"),
        pytest.param("&#", "&#", id="no number"),
    ],
)
def test_character_references_of_any_length_are_read(reference: str, char: str) -> None:
    head = f'<title>Gate {reference}</title><meta name="author" content="Ann {reference}">'
    found = read_page(f"<html><head>{head}</head><body><p>The gate {reference} was shut.</p></body></html>")
    assert found.paragraphs == [f"The gate {char} was shut."]
    assert (found.values["title"], found.values["author"]) == (f"Gate {char}", f"Ann {char}")


LINKED = """<script type="application/ld+json">
{"@graph": [{"@type": "WebSite", "name": "No"},
 {"@type": ["NewsArticle"], "headline": "Bridge shut &amp; watched",
  "datePublished": "2031-05-14T23:10:00+02:00", "dateModified": "2031-05-20",
  "author": [{"@type": "Person", "name": "Ann Lee"}, {"name": "Bo Tarn"}], "publisher": {"name": "Tarn Post"}}]}
</script>"""


@pytest.mark.parametrize(
    ("head", "known"),
    [
        pytest.param(
            LINKED,
            {
                "title": "Bridge shut & watched",
                "source": "Tarn Post",
                "author": "Ann Lee, Bo Tarn",
                "published": date(2031, 5, 14),
            },
            id="JSON-LD",
        ),
        pytest.param(
            '<meta property="og:site_name" content="Tarn Post"><meta content="2031-05-14T06:00Z" '
            'property=article:published_time><meta name=author content="Ann Lee">',
            {"title": "Bridge shut", "source": "Tarn Post", "author": "Ann Lee", "published": date(2031, 5, 14)},
            id="meta elements",
        ),
        pytest.param(
            '<meta name="og:title" content="Bridge shut"><link rel=canonical href="https://tarn.example/2031/05/14/x">',
            {"source": "tarn.example", "published": date(2031, 5, 14), "url": "https://tarn.example/2031/05/14/x"},
            id="the canonical address",
        ),
        pytest.param(
            '<meta name=author content="https://tarn.example/ann"><meta name=date content="soon">',
            {"author": None, "published": None},
            id="no name and no day",
        ),
        pytest.param('<script type="application/ld+json">{"@type": [</script>', {"title": "Bridge shut"}, id="no JSON"),
    ],
)
def test_metadata(head: str, known: Mapping[str, object]) -> None:
    article = parse_html(page(head=head))
    assert {name: getattr(article, name) for name in known} == known


def test_a_time_element_gives_the_day_where_the_head_has_none() -> None:
    body = "<h1>Bridge shut</h1><time datetime='2031-05-14'>Wednesday</time>" + f"<p>{PARAGRAPHS[0]}</p>" * 3
    assert parse_html(page(body)).published == date(2031, 5, 14)


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        pytest.param(
            "<title>Bridge shut over crack | Tarn Post</title><meta property=og:site_name content='Tarn Post'>",
            "<p>",
            "Bridge shut over crack",
            id="the page's title without the outlet",
        ),
        pytest.param("<title>Bridge - a history</title>", "<p>", "Bridge - a history", id="a dash in a title"),
        pytest.param(
            "<title>Bridge shut over crack</title><meta property=og:title content='Bridge shut over crack'>",
            "<h1>Tarn Post</h1><p>",
            "Bridge shut over crack",
            id="a head that is the outlet's name",
        ),
    ],
)
def test_title(head: str, body: str, title: str) -> None:
    assert parse_html(page(body + "</p><p>".join(PARAGRAPHS), head)).title == title


@pytest.mark.parametrize(
    ("data", "word"),
    [
        pytest.param("<meta charset=utf-8><p>café “open”</p>".encode(), "café “open”", id="UTF-8"),
        pytest.param(
            "<meta charset=iso-8859-1><p>café “open”</p>".encode("cp1252"), "café “open”", id="as browsers do"
        ),
        pytest.param(
            '<meta http-equiv=Content-Type content="text/html; charset=koi8-r"><p>кафе</p>'.encode("koi8-r"),
            "кафе",
            id="declared",
        ),
        pytest.param(
            "<meta charset=koi8-r><p>café “open”</p>".encode(), "café “open”", id="UTF-8 whatever it declares"
        ),
        pytest.param("<meta charset=nonsense><p>café open</p>".encode("cp1252"), "café open", id="declared nonsense"),
    ],
)
def test_encoding(tmp_path: Path, data: bytes, word: str) -> None:
    (tmp_path / "page.htm").write_bytes(b"<html>" + data)
    assert word in read(str(tmp_path / "page.htm")).text


@pytest.mark.parametrize(
    ("path", "text", "html"),
    [
        ("a.html", "", True),
        ("A.HTM", "", True),
        ("a.txt", "\n<!DOCTYPE html>\n<p>", True),
        ("-", '<?xml version="1.0"?><html lang=en>', True),
        ("a.txt", "The <html> element", False),
        ("a.txt", "<htmlx>", False),
    ],
)
def test_what_a_page_is(path: str, text: str, html: bool) -> None:
    assert is_html(path, text) is html


@pytest.mark.parametrize(
    "text", ["<html><body></body></html>", "<html><script>1 + 1</script>", "<html><title>Home</title><p> </p>"]
)
def test_a_page_without_text_is_refused(either: str, text: str) -> None:
    with pytest.raises(InputError, match=r"p\.html: has no text in its page; save"):
        parse_html(text, "p.html")


def test_the_tokens_of_a_page() -> None:
    found = list(tokens("a<b C='1 > 0' d=e f>x</B ><!-- <i> --><?php ?><script>if (a<b) {}</SCRIPT>1 < 2 &lt; 3<"))
    assert found == [
        "a",
        Tag("b", False, {"c": "1 > 0", "d": "e", "f": ""}),
        "x",
        Tag("b", True),
        Tag("script"),
        "if (a<b) {}",
        Tag("script", True),
        "1 ",
        "<",
        " 2 < 3",
        "<",
    ]


@given(
    st.lists(st.sampled_from(["<", ">", "</", "<p", "div", '"', "'", "=", " ", "x", "<!--", "-->", "<script>", "&#"]))
)
def test_any_page_is_read_or_refused(pieces: list[str]) -> None:
    text = "<p>word " + "".join(pieces)
    assert "word" in " ".join(read_page(text).paragraphs)
    try:
        article: Article = parse_html(text)
    except InputError:
        return
    assert article.form == "html"


HOSTILE = {
    "open tags": "<div>",
    "open paragraphs": "<p>x",
    "comments without end": "<!--",
    "tags without end": '<a b="',
    "signs": "<",
    "links": "<a><div>",
    "attributes": "<a x ",
    "wrong ends": "<div></p></a>",
    "tables": "<table><tr><td>",
    "references without end": "&#9",
    "scripts": "<script>",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_page_is_read(name: str) -> None:
    unit = HOSTILE[name]
    text = "<p>word</p>" + unit * (50_000 // len(unit))
    page = read_page(text)
    assert page.paragraphs[0].startswith("word")
    assert page == read_page(text)
