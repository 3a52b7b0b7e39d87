"""The layers of articles as table, JSON, JSON lines and CSV: exact, complete, and nothing in them acts."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from newsdiff.model import LAYERS, Article, Entity, Extraction, Furniture, Quantity, Skipped, Span
from newsdiff.report import extract_csv, extract_json, extract_table
from newsdiff.report.extract_view import COLUMNS, View, number
from newsdiff.report.look import Look
from tests.sample_extraction import EXTRACTION, HOSTILE, TEXT

SNAPSHOTS = Path(__file__).parent.parent / "snapshots"
UPDATE = bool(os.environ.get("NEWSDIFF_UPDATE_SNAPSHOTS"))
BOTH = (EXTRACTION, HOSTILE)

_SCHEMA = jsonschema.Draft202012Validator(extract_json.schema(), format_checker=jsonschema.FormatChecker())


def document(extractions: tuple[Extraction, ...] = BOTH, layers: Any = LAYERS) -> str:
    skipped = [Skipped("lost.txt", "does not exist")]
    return "".join(extract_json.document(extractions, layers, version="0.1", model="en-1", skipped=skipped))


def table(look: Look, layers: Any = LAYERS) -> str:
    return "".join(extract_table.pages(BOTH, layers, look))


RENDERINGS: dict[str, Callable[[], str]] = {
    "extract-table-80.txt": lambda: table(Look(80, screen=True)),
    "extract-table-80-colour.txt": lambda: table(Look(80, screen=True, color=True, top=2), ("attributions", "times")),
    "extract-table-160.txt": lambda: table(Look(160, screen=True)),
    "extract-table-piped.txt": lambda: table(Look()),
    "extract.csv": lambda: "".join(extract_csv.rows(BOTH, LAYERS)),
    "extract.json": document,
    "extract.jsonl": lambda: "".join(extract_json.lines(BOTH, LAYERS)),
}


@pytest.mark.parametrize("name", RENDERINGS)
def test_snapshot(name: str) -> None:
    rendered, path = RENDERINGS[name](), SNAPSHOTS / name
    if UPDATE:
        path.write_bytes(rendered.encode())
    assert rendered.encode() == path.read_bytes()


def _subschemas(node: object) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        if "properties" in node:
            yield node
        for item in node.values():
            yield from _subschemas(item)
    elif isinstance(node, list):
        for item in node:
            yield from _subschemas(item)


def test_the_schema_is_a_schema_and_closed() -> None:
    jsonschema.Draft202012Validator.check_schema(extract_json.schema())
    for node in _subschemas(extract_json.schema()):
        assert node["additionalProperties"] is False
        assert set(node["properties"]) - set(node["required"]) <= set(LAYERS)


def test_the_document_fulfils_the_schema() -> None:
    _SCHEMA.validate(json.loads(document()))
    _SCHEMA.validate(json.loads(document(())))


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda data: data["articles"][0].update(words=3), id="an unknown key"),
        pytest.param(lambda data: data["articles"][0].pop("published"), id="a missing key"),
        pytest.param(lambda data: data["articles"][0]["times"][0].update(type="DAY"), id="another type"),
        pytest.param(lambda data: data["articles"][0]["attributions"][0].update(content=[]), id="no content"),
        pytest.param(lambda data: data["articles"][0]["claims"][0].update(line=0), id="line nought"),
    ],
)
def test_the_schema_refuses(spoil: Callable[[Any], object]) -> None:
    data = json.loads(document())
    spoil(data)
    assert list(_SCHEMA.iter_errors(data))


def test_a_line_is_an_article_of_the_document() -> None:
    lines = "".join(extract_json.lines(BOTH, LAYERS)).splitlines()
    assert [json.loads(line) for line in lines] == json.loads(document())["articles"]


@pytest.mark.parametrize("layers", [("times",), ("furniture", "entities"), ()], ids=str)
def test_the_layers_asked_for_alone(layers: tuple[str, ...]) -> None:
    data = json.loads(document(layers=layers))
    _SCHEMA.validate(data)
    assert all(set(LAYERS) & article.keys() == set(layers) for article in data["articles"])


def test_the_contract_of_the_design() -> None:
    first = json.loads(document())["articles"][0]
    assert first["published"] == "2031-04-02"
    assert first["quantities"][0] == {
        "text": "At least 27",
        "start": TEXT.index("At least 27"),
        "end": TEXT.index("At least 27") + 11,
        "low": 27,
        "high": None,
        "unit": None,
        "modifier": "at least",
        "trend": None,
        "of": "people hurt",
    }
    assert first["times"][0]["from"] == "2031-04-01T18:00:00"
    assert first["times"][2]["from"] is None
    assert set(first["attributions"][0]["content"]) == {"text", "start", "end"}
    assert [part["text"] for part in first["attributions"][1]["content"]] == [
        '"We were told to wait,"',
        '"in the dark for an hour."',
    ]


def test_a_trend_stands_for_a_modifier_that_is_not_there() -> None:
    said = [(item["modifier"], item["trend"]) for item in json.loads(document())["articles"][0]["quantities"]]
    assert said == [("at least", None), ("up", "up"), ("about", None), (None, None)]


def test_who_acts_and_what_is_acted_upon() -> None:
    claims = json.loads(document())["articles"][0]["claims"]
    assert claims[1]["subject"]["text"] == "ferry Meridian"
    assert (claims[1]["object"], claims[1]["entities"]) == (None, ["Meridian"])
    assert (claims[2]["subject"], claims[2]["object"]["text"]) == (None, "people")


def test_offsets_join_back_to_the_text() -> None:
    def check(value: object, text: str) -> int:
        if isinstance(value, list):
            return sum(check(item, text) for item in value)
        if not isinstance(value, dict):
            return 0
        if {"text", "start", "end"} <= value.keys():
            assert text[value["start"] : value["end"]] == value["text"] != ""
        return 1 + sum(check(item, text) for item in value.values())

    for extraction, data in zip(BOTH, json.loads(document())["articles"], strict=True):
        assert check(data, extraction.article.text) > 3


def test_a_pages_text_goes_with_it() -> None:
    first, second = json.loads(document())["articles"]
    assert (first["text"], second["text"]) == (None, HOSTILE.article.text)


def test_lines_and_columns_count_from_one() -> None:
    items = {item.text: (item.line, item.column) for item in View(EXTRACTION).items("quantities")}
    assert items["At least 27"] == (4, 64)
    assert items["about £12"] == (6, 31)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (27.0, "27"),
        (0.5, "0.5"),
        (0.1 + 0.2, "0.3"),
        (-3.0, "-3"),
        (1e20, "1e+20"),
        (None, "None"),
        (float("inf"), "None"),
    ],
)
def test_numbers(value: float | None, written: str) -> None:
    assert str(number(value)) == written


def cells(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


def test_csv_has_the_same_columns_in_every_row() -> None:
    text = "".join(extract_csv.rows(BOTH, LAYERS))
    assert text.count("\r\n") == text.count("\n") == len(cells(text))
    head, *rows = cells(text)
    assert head == list(extract_csv.columns(LAYERS))
    assert {len(row) for row in rows} == {len(head)}
    by_name = [dict(zip(head, row, strict=True)) for row in rows]
    assert [row["text"] for row in by_name if row["layer"] == "attributions"] == [
        "At least 27 people were hurt",
        '"We were told to wait," … "in the dark for an hour."',
    ]
    [fare] = [row for row in by_name if row["of"] == "fare"]
    assert (fare["low"], fare["unit"], fare["modifier"], fare["line"]) == ("4.5", "%", "up", "6")


@pytest.mark.parametrize("layer", LAYERS)
def test_every_item_has_the_values_of_its_layer(layer: Any) -> None:
    assert all(tuple(item.values) == COLUMNS[layer] for item in View(EXTRACTION).items(layer))
    assert list(View(EXTRACTION).items(layer))


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        pytest.param("=1+1", "'=1+1", id="a formula"),
        pytest.param("+44 20", "'+44 20", id="plus"),
        pytest.param("-2+3", "'-2+3", id="minus"),
        pytest.param("@SUM(A1)", "'@SUM(A1)", id="at"),
        pytest.param("\t=1", "'=1", id="after a tab"),
        pytest.param("\r=1", "'=1", id="after a carriage return"),
        pytest.param("＝1", "'＝1", id="full width"),
        pytest.param("\u200b=1", "'=1", id="after a mark without width"),
        pytest.param("a=1", "a=1", id="not at the beginning"),
        pytest.param(-5, "-5", id="a number is a number"),
        pytest.param(None, "", id="nothing"),
        pytest.param("two\nlines", "two lines", id="one line"),
        pytest.param("\x1b[31m", "\\x1b[31m", id="a control sequence"),
    ],
)
def test_a_cell_is_safe_in_a_spreadsheet(value: str | int | None, cell: str) -> None:
    assert extract_csv.cell(value) == cell


def spelled(text: str) -> Extraction:
    """An extraction in which all words are `text`."""
    return Extraction(
        Article(text or "a", text or "a", text, text),
        quantities=(Quantity(0, len(text), text, 1.0, 2.0, unit=text, of=text),) if text else (),
        entities=(Entity(text, "other", (Span(0, len(text)),)),) if text else (),
        furniture=(Furniture(0, len(text), text),) if text else (),
    )


ACTS = {chr(code) for code in (*range(0x0A), *range(0x0B, 0x20), *range(0x7F, 0xA0), 0x2028, 0x2029, 0x202E, 0x2066)}
ANY_TEXT = st.text(
    st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("=+-@\t\r\n,\"'\x1b\u202e")), max_size=30
)


@given(ANY_TEXT)
def test_any_text_survives_in_json_and_none_acts(text: str) -> None:
    [line] = extract_json.lines([spelled(text)], LAYERS)
    assert not ACTS & set(line)
    assert json.loads(line)["title"] == text
    whole = document((spelled(text),))
    assert not ACTS & set(whole)
    assert json.loads(whole)["articles"] == [json.loads(line)]
    escaped = extract_json.ascii_only(whole)
    assert escaped.isascii()
    assert json.loads(escaped) == json.loads(whole)


@given(ANY_TEXT)
def test_no_cell_is_a_formula(text: str) -> None:
    written = "".join(extract_csv.rows([spelled(text)], LAYERS))
    assert not (ACTS - {"\r"}) & set(written)
    head, *rows = cells(written)
    for row in rows:
        assert len(row) == len(head)
        assert not [cell for cell in row if cell[:1] and cell[0] in "=+-@\t\r\n"]


@given(ANY_TEXT, st.sampled_from([None, 40, 80, 160]), st.booleans())
def test_no_page_acts_nor_is_too_wide(text: str, width: int | None, screen: bool) -> None:
    look = Look(width, screen=screen and width is not None)
    [page] = extract_table.pages([spelled(text)], LAYERS, look)
    assert not ACTS & set(page)
    if look.screen:
        assert max(cell_len(line) for line in page.splitlines()) <= (width or 0)


def test_a_page_of_a_screen_is_cut_and_says_so() -> None:
    [page] = extract_table.pages([EXTRACTION], ("quantities",), Look(80, screen=True, top=3))
    assert "… 1 more, --top 0 shows all" in page
    assert "3-5 days" not in page
    assert "3-5 days" in next(iter(extract_table.pages([EXTRACTION], ("quantities",), Look(80, screen=True))))


def test_a_pipe_has_every_word_and_whole_places() -> None:
    [page] = extract_table.pages([EXTRACTION], LAYERS, Look())
    assert "stories/meridian/harbour.txt:4:64" in page
    assert "…  " not in page
    for extraction in EXTRACTION.claims:
        assert extraction.text in page


def test_pages_come_one_by_one() -> None:
    asked: list[int] = []

    def extractions() -> Iterator[Extraction]:
        for count in range(3):
            asked.append(count)
            yield EXTRACTION

    for pieces in (
        extract_table.pages(extractions(), LAYERS, Look()),
        extract_json.lines(extractions(), LAYERS),
    ):
        asked.clear()
        next(pieces)
        assert asked == [0]
