"""Reading: decoding, metadata, headers, datelines, and the errors a user sees."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsdiff.errors import InputError
from newsdiff.read import parse, read
from newsdiff.read.article import dated_by_story
from newsdiff.read.dates import date_in_url, first_date, is_date_line

BODY = "Two divers were rescued off Port Ansel on Monday, the coastguard said.\nBoth were cold but unhurt.\n"


def from_bytes(data: bytes, **options: object):
    return read("-", stdin=io.BytesIO(data), **options)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        pytest.param("Café reopens — “at last”".encode(), "utf-8", id="utf-8"),
        pytest.param("Café reopens — “at last”".encode("utf-8-sig"), "utf-8", id="utf-8-bom"),
        pytest.param("Café reopens — “at last”".encode("utf-16"), "utf-16-le", id="utf-16-bom"),
        pytest.param(b"\xfe\xff" + "Café reopens — “at last”".encode("utf-16-be"), "utf-16-be", id="utf-16-be-bom"),
        pytest.param("Café reopens — “at last”".encode("utf-32"), "utf-32-le", id="utf-32-bom"),
        pytest.param("Café reopens — “at last”".encode("utf-16-le"), "utf-16-le", id="utf-16-without-bom"),
        pytest.param("Café reopens — “at last”".encode("cp1252"), "cp1252", id="legacy-western"),
    ],
)
def test_decodes_without_being_told(data: bytes, encoding: str) -> None:
    article = from_bytes(data)
    assert article.text == "Café reopens — “at last”"
    assert article.encoding == encoding


def test_named_encoding_wins() -> None:
    assert from_bytes("Жители ушли".encode("cp1251"), encoding="cp1251").text == "Жители ушли"
    assert from_bytes("é ok".encode("utf-8-sig"), encoding="utf-8").text == "é ok"


def test_declared_encoding_is_used() -> None:
    data = "---\ntitle: x\nencoding: mac-roman\n---\nThe café shut.\n".encode("mac-roman")
    assert "café" in from_bytes(data).text


def test_newlines_are_untouched() -> None:
    assert from_bytes(b"One line.\r\nTwo.\rThree.\n").text == "One line.\r\nTwo.\rThree.\n"


def test_surrogates_encoded_one_by_one_are_joined() -> None:
    article = from_bytes(b"Crowd \xed\xa0\xbd\xed\xb8\x80 cheers, one \xed\xa0\xbd lost")
    assert article.text == "Crowd \U0001f600 cheers, one \ufffd lost"


def test_lone_surrogates_in_a_string_keep_their_place() -> None:
    article = parse("a\ud800b")
    assert article.text == "a\ufffdb"


def test_few_damaged_bytes_do_not_change_the_encoding() -> None:
    article = from_bytes("“One” “two” “three”, café".encode() + b" \xff end")
    assert article.encoding == "utf-8"
    assert article.text.endswith("\ufffd end")
    assert article.warnings


@pytest.mark.parametrize(
    ("data", "options", "says"),
    [
        pytest.param(b"", {}, "is empty", id="empty"),
        pytest.param(b" \n\t\n", {}, "is empty", id="blank"),
        pytest.param(b"\xef\xbb\xbf \n", {}, "has no words", id="bom-only"),
        pytest.param(b"%PDF-1.7 ...", {}, "PDF", id="pdf"),
        pytest.param(b"PK\x03\x04rest", {}, "ZIP", id="zip"),
        pytest.param(bytes(range(256)) * 20, {}, "binary", id="binary"),
        pytest.param(
            "é".encode("latin-1") * 9, {"encoding": "utf-8"}, "is not text in utf-8 at byte 0", id="undecodable"
        ),
        pytest.param(b"text", {"encoding": "no-such"}, "unknown encoding 'no-such'", id="unknown-encoding"),
        pytest.param(b"text", {"encoding": "rot13"}, "no text encoding", id="no-text-encoding"),
        pytest.param(
            b"a" * 11, {"max_bytes": 10}, "above the limit of 10 bytes; raise it with --max-bytes", id="too-large"
        ),
    ],
)
def test_refuses_what_is_no_article(data: bytes, options: dict[str, object], says: str) -> None:
    with pytest.raises(InputError) as caught:
        from_bytes(data, **options)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


def test_reads_no_more_than_the_limit() -> None:
    stream = io.BytesIO(b"word " * 1000)
    with pytest.raises(InputError):
        read("-", stdin=stream, max_bytes=100)
    assert stream.tell() == 101


def test_path_errors_say_what_is_wrong(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="does not exist"):
        read(str(tmp_path / "none.txt"))
    with pytest.raises(InputError, match="is a folder"):
        read(str(tmp_path))
    with pytest.raises(InputError, match="cannot be read"):
        read("a\0b")
    with pytest.raises(InputError, match="not a regular file"):
        read("/dev/null")


def test_file_and_text_read_alike(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(BODY, encoding="utf-8")
    assert read(str(path)) == parse(BODY, str(path))


def test_front_matter_names_the_article() -> None:
    text = (
        "---\ntitle: \"Divers: saved\"\nsource: 'The Ansel Post'\ndate: 2021-03-04\nauthor: [Io Lund, Bo Ray]\n"
        "mood: calm\nurl: https://post.example/a\n---\n\n" + BODY
    )
    article = parse(text)
    assert (article.title, article.source, article.author) == ("Divers: saved", "The Ansel Post", "Io Lund, Bo Ray")
    assert (article.published, article.published_from) == (date(2021, 3, 4), "front-matter")
    assert article.url == "https://post.example/a"
    assert article.text[article.furniture[0].end :].lstrip() == BODY
    assert article.furniture[0].reason == "front matter"


@pytest.mark.parametrize(
    ("value", "author"),
    [
        pytest.param("[Io Lund, 'Bo Ray']", "Io Lund, Bo Ray", id="a list"),
        pytest.param("[[Io Lund]]", "Io Lund", id="a list in a list"),
        pytest.param("[[Io Lund], [Bo Ray]", "[Io Lund], [Bo Ray", id="brackets left open"),
        pytest.param("[ ]Io Lund", "[ ]Io Lund", id="no list"),
        pytest.param("[" * 5000 + "Io Lund" + "]" * 5000, "Io Lund", id="deeper than calls may go"),
    ],
)
def test_lists_in_front_matter(value: str, author: str) -> None:
    assert parse(f"---\nauthor: {value}\n---\n\n{BODY}").author == author


def test_a_wide_gap_in_a_title_is_read_in_one_go() -> None:
    gap = " " * 500_000
    article = parse(f"# Divers saved{gap}at night{gap}| The Ansel Post\n\n{BODY}")
    assert (article.title, article.source) == (f"Divers saved{gap}at night", "The Ansel Post")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("---\ntitle: Divers saved\ndate: 2021-03-04\n\n" + BODY, id="unclosed"),
        pytest.param("---\ntitle: Divers saved\nno pair at all here\n---\n" + BODY, id="broken"),
    ],
)
def test_damaged_front_matter_is_text_with_a_warning(text: str) -> None:
    article = parse(text)
    assert article.warnings
    assert not any(item.reason == "front matter" for item in article.furniture)


def test_options_override_all() -> None:
    text = "---\nsource: The Ansel Post\ndate: 2021-03-04\n---\n" + BODY
    article = parse(text, label="Mine", published=date(2020, 1, 2))
    assert (article.source, article.published, article.published_from) == ("Mine", date(2020, 1, 2), "option")


@pytest.mark.parametrize(
    ("head", "title", "source", "author", "published"),
    [
        pytest.param(
            "Divers saved\n\nBy Io Lund\nMarch 4, 2021\n\n",
            "Divers saved",
            None,
            "Io Lund",
            (2021, 3, 4),
            id="byline-date",
        ),
        pytest.param(
            "Divers saved - The Ansel Post\n\n", "Divers saved", "The Ansel Post", None, None, id="title-outlet"
        ),
        pytest.param(
            "Divers saved | AnselToday.com\n\n", "Divers saved", "AnselToday.com", None, None, id="title-domain"
        ),
        pytest.param(
            "Ansel Post | 4 March 2021\n\nDivers saved\n\n",
            "Divers saved",
            "Ansel Post",
            None,
            (2021, 3, 4),
            id="outlet-date",
        ),
        pytest.param(
            "Title: Divers saved\nSource: Post\nDate: 2021-03-04\n\n",
            "Divers saved",
            "Post",
            None,
            (2021, 3, 4),
            id="keys",
        ),
        pytest.param(
            "Divers saved\n\nIo Lund, Coast Correspondent\n\n",
            "Divers saved",
            None,
            "Io Lund, Coast Correspondent",
            None,
            id="role",
        ),
        pytest.param(
            "Divers saved\n\nIo Lund\nCoast reporter\n\n", "Divers saved", None, "Io Lund", None, id="name-then-role"
        ),
        pytest.param(
            "Divers saved\n\nTwo saved by a fisherman\n\nBy Io Lund\n\n",
            "Divers saved",
            None,
            "Io Lund",
            None,
            id="standfirst",
        ),
        pytest.param(
            "Divers saved\nUpdated: 5 March 2021\nPublished: 4 March 2021\n\n",
            "Divers saved",
            None,
            None,
            (2021, 3, 4),
            id="published-before-updated",
        ),
        pytest.param("# Divers saved\n\n", "Divers saved", None, None, None, id="markdown"),
    ],
)
def test_header_lines(
    head: str, title: str, source: str | None, author: str | None, published: tuple[int, int, int] | None
) -> None:
    article = parse(head + BODY)
    assert (article.title, article.source, article.author) == (title, source, author)
    assert article.published == (date(*published) if published else None)
    assert article.published_from == ("header" if published else "none")
    assert article.text[article.body_start :].lstrip() == BODY


def test_date_run_into_the_first_sentence_is_cut_alone() -> None:
    article = parse("date 2021-03-04 Two divers were rescued off Port Ansel on Monday.\n")
    assert (article.published, article.published_from) == (date(2021, 3, 4), "header")
    (item,) = article.furniture
    assert article.text[item.start : item.end] == "date 2021-03-04"


def test_first_sentence_is_no_header() -> None:
    for text in (BODY, "By Monday, the divers had been found and were safe.\nThey were cold.\n"):
        article = parse(text)
        assert (article.title, article.author, article.furniture, article.body_start) == (None, None, (), 0)


@pytest.mark.parametrize(
    ("line", "dateline", "wire"),
    [
        pytest.param("PORT ANSEL (AP) -- Two divers", "PORT ANSEL (AP) -- ", "AP", id="wire-dashes"),
        pytest.param("PORT ANSEL — Two divers", "PORT ANSEL — ", None, id="capitals-dash"),
        pytest.param(
            "PORT ANSEL, Oct 18 (Coast Wire) - Two divers",
            "PORT ANSEL, Oct 18 (Coast Wire) - ",
            "Coast Wire",
            id="day-wire",
        ),
        pytest.param("ANSEL, March 3 - Two divers", "ANSEL, March 3 - ", None, id="day"),
        pytest.param("ANSEL, New Corvia — Two divers", "ANSEL, New Corvia — ", None, id="region"),
        pytest.param("Ansel, Corvia (CNN) Two divers", "Ansel, Corvia (CNN) ", "CNN", id="small-letters-agency"),
        pytest.param("(Reuters) - Two divers", "(Reuters) - ", "Reuters", id="wire-alone"),
        pytest.param("FILE - In this photo two divers", None, None, id="file-is-no-place"),
        pytest.param("Lund — who is 31 — and two divers", None, None, id="aside"),
        pytest.param("NATO said two divers", None, None, id="no-dash"),
    ],
)
def test_datelines(line: str, dateline: str | None, wire: str | None) -> None:
    article = parse(line + " were rescued on Monday, the coastguard said.\nBoth are well.\n")
    found = [article.text[item.start : item.end] for item in article.furniture if item.reason == "dateline"]
    assert found == ([dateline] if dateline else [])
    assert article.source == wire


def test_dateline_day_takes_its_year_from_the_address() -> None:
    text = "---\nurl: https://post.example/2021/03/04/divers\n---\n\nANSEL, March 3 - Two divers were rescued.\n"
    article = parse(text)
    assert (article.published, article.published_from) == (date(2021, 3, 3), "dateline")


def test_dateline_day_without_a_year_is_no_date() -> None:
    assert parse("ANSEL, March 3 - Two divers were rescued.\n").published is None


def test_latest_full_date_of_the_text_is_inferred() -> None:
    text = "The ship was built on May 1, 2001. It sank on March 3, 2021. Owners have until June 1, 2022 to pay.\n"
    article = parse(text)
    assert (article.published, article.published_from) == (date(2021, 3, 3), "inferred")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2017-12-27", (2017, 12, 27)),
        ("2017-12-27T10:15:00Z", (2017, 12, 27)),
        ("Dec. 27, 2017", (2017, 12, 27)),
        ("27 December 2017", (2017, 12, 27)),
        ("27th of December, 2017", (2017, 12, 27)),
        ("27/12/2017", (2017, 12, 27)),
        ("12/27/2017", (2017, 12, 27)),
        ("27.12.2017", (2017, 12, 27)),
        ("05/05/2017", (2017, 5, 5)),
        ("Wednesday, December 27, 2017 10:15 a.m. ET", (2017, 12, 27)),
        ("Wed 27 Dec 2017 10.15 GMT", (2017, 12, 27)),
        ("3/4/2017", None),
        ("31 February 2017", None),
        ("page 2017-27", None),
        ("a score of 4-2 in 2017", None),
    ],
)
def test_written_dates(text: str, day: tuple[int, int, int] | None) -> None:
    assert first_date(text) == (date(*day) if day else None)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Updated 3 May 2021, 09:14", True),
        ("Wednesday, December 27, 2017 10:15 a.m. ET", True),
        ("Published: 2021-05-03T09:14:00+01:00", True),
        ("The vote is on 3 May 2021", False),
        ("Updated this morning", False),
    ],
)
def test_date_lines(line: str, expected: bool) -> None:
    assert is_date_line(line) is expected


def test_date_in_address() -> None:
    assert date_in_url("https://post.example/world/2017/12/27/slug") == date(2017, 12, 27)
    assert date_in_url("https://post.example/world/2017/dec/27/slug") == date(2017, 12, 27)
    assert date_in_url("https://post.example/2017/13/27/slug") is None


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_read_with_spans_inside_it(text: str) -> None:
    article = parse(text)
    assert len(article.text) == len(text)
    article.text.encode()
    assert 0 <= article.body_start <= len(text)
    assert all(0 <= item.start < item.end <= len(text) for item in article.furniture)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        article = from_bytes(data)
    except InputError:
        return
    article.text.encode()


@pytest.mark.parametrize(
    ("value", "day"),
    [
        pytest.param("20240609", date(2024, 6, 9), id="compact ISO"),
        pytest.param("9 juin 2024", date(2024, 6, 9), id="another language"),
        pytest.param("1717891200", date(2024, 6, 9), id="Unix time"),
        pytest.param("6/9/2024", None, id="day and month in doubt"),
        pytest.param("June 2024", None, id="no day"),
        pytest.param("yesterday", None, id="relative to today"),
        pytest.param("10:15", None, id="a clock time"),
    ],
)
def test_a_stated_date_is_read_beyond_doubt_or_not_at_all(value: str, day: date | None) -> None:
    article = parse(f"---\ntitle: Crane falls\ndate: {value}\n---\n\nA crane fell on Friday.\n")
    assert article.published == day
    assert bool(article.warnings) == (day is None)


def test_a_dateline_takes_its_year_from_the_other_articles() -> None:
    wire = parse("HARLOW QUAY, Dec 30 (TNA) - A crane fell on Friday.\n", "wire.txt")
    paper = parse("---\ndate: 2025-01-02\n---\n\nA crane fell at Harlow Quay.\n", "paper.txt")
    assert (wire.published, wire.month_day) == (None, (12, 30))
    dated, same = dated_by_story([wire, paper])
    assert (dated.published, dated.published_from) == (date(2024, 12, 30), "dateline")
    assert same == paper
    far = parse("---\ndate: 2025-08-02\n---\n\nA crane fell at Harlow Quay.\n", "far.txt")
    assert dated_by_story([wire, far])[0].published is None
