"""Links to a file and line: where they lead, that nothing of a name ends the escape, and that no width counts them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.text import Text

from newsdiff.report.displays import render
from newsdiff.report.layout import Page
from newsdiff.report.links import FORMATS, Links, linked, wrong_with
from newsdiff.report.look import Look
from newsdiff.report.places import Places
from tests.sample_report import REPORT, STORY

LINKS = Links("/home/press/stories", "desk")
_LINK = re.compile(r"\x1b\]8;;([!-~]*)\x1b\\([^\x1b]*)\x1b\]8;;\x1b\\")


@pytest.mark.parametrize(
    ("path", "address"),
    [
        pytest.param("a.txt", "file://desk/home/press/stories/a.txt", id="in the folder"),
        pytest.param("./x/../a.txt", "file://desk/home/press/stories/a.txt", id="without steps that lead nowhere"),
        pytest.param("../a.txt", "file://desk/home/press/a.txt", id="above the folder"),
        pytest.param("../../../../../a.txt", "file://desk/a.txt", id="not above the root"),
        pytest.param("/tmp/a.txt", "file://desk/tmp/a.txt", id="from the root"),
        pytest.param("a b%é#?.txt", "file://desk/home/press/stories/a%20b%25%C3%A9%23%3F.txt", id="percent-encoded"),
        pytest.param("x\x1b\\\x07\n.txt", "file://desk/home/press/stories/x%1B%5C%07%0A.txt", id="no control acts"),
        pytest.param("\udce9.txt", "file://desk/home/press/stories/%E9.txt", id="bytes that are no Unicode"),
        pytest.param("-", None, id="standard input has none"),
        pytest.param("", None, id="nor has no path"),
        pytest.param("s3://desk/2031/a.txt", "s3://desk/2031/a.txt", id="an address is its own"),
        pytest.param("https://a.example/b?c=d e\x1b", "https://a.example/b?c=d%20e%1B", id="made safe"),
        pytest.param("zip::s3://desk/a.zip", None, id="a chain of addresses has none"),
        pytest.param("x" * 3000, None, id="too long for terminals"),
    ],
)
def test_where_a_link_leads(path: str, address: str | None) -> None:
    assert LINKS.address(path, 17, 3) == address


@pytest.mark.parametrize(
    ("path", "place"),
    [
        pytest.param("a.txt", "a.txt:17:3", id="a text's own line"),
        pytest.param("wire.jsonl:9", "wire.jsonl:9:1", id="an article of JSON lines is its line"),
        pytest.param("page.HTML", "page.HTML:1:1", id="lines of a page's text are not those of its file"),
    ],
)
def test_the_line_that_is_opened(path: str, place: str) -> None:
    address = Links("/home", "desk", "vscode").address(path, 17, 3)
    assert address == f"vscode://file/home/{place}"


def test_a_folder_of_windows() -> None:
    assert Links("C:\\press", "", "file").address("x\\a.txt", 1) == "file:///C:/press/x/a.txt"


@pytest.mark.parametrize("name", FORMATS)
def test_named_formats_can_be_used(name: str) -> None:
    assert wrong_with(name) is None
    assert "/home/press/stories/a.txt" in (Links("/home/press/stories", "desk", name).address("a.txt", 17) or "")


@pytest.mark.parametrize(
    ("template", "wrong"),
    [
        pytest.param("edit://{path}?l={line}", None, id="one's own"),
        pytest.param("vscod", "neither the name of a format", id="no name of one"),
        pytest.param("edit://{path}#{row}", "knows no {row}", id="an unknown variable"),
        pytest.param("edit://{path}{", "a brace without its other", id="half a brace"),
        pytest.param("{path}:{line}", "begins with no scheme", id="no scheme"),
        pytest.param("edit://{path} {line}", "blank", id="a blank"),
        pytest.param("edit://{path}\x1b\\", "blank or a character", id="a control character"),
        pytest.param("édit://{path}", "character that an address may not have", id="beyond ASCII"),
    ],
)
def test_what_is_wrong_with_a_template(template: str, wrong: str | None) -> None:
    found = wrong_with(template)
    assert found == wrong if wrong is None else wrong in (found or "")


@given(st.text(st.characters(), max_size=60), st.sampled_from([*FORMATS, "x-y:{path}{line}{column}{host}"]))
def test_no_name_ends_the_escape(path: str, template: str) -> None:
    address = Links("/home/ü \x1b\\", "host\x07\x1b\\", template).address(path, 2, 3)
    assert address is None or re.fullmatch(r"[!-~]+", address)


def test_a_place_is_linked_and_no_wider() -> None:
    shown = render(REPORT, Look(80, screen=True, links=LINKS))
    bare = render(REPORT, Look(80, screen=True))
    assert _LINK.sub(r"\2", shown) == bare
    found = {match[2]: match[1] for match in _LINK.finditer(shown)}
    assert found["coast.txt:4"] == "file://desk/home/press/stories/stories/meridian/coast.txt"
    assert found["stories/meridian/harbour-times.txt"].endswith("/harbour-times.txt")
    assert not [name for name in found if name.startswith("-:")]  # Standard input.


@pytest.mark.parametrize("color", [False, True])
def test_links_are_there_with_and_without_colour(color: bool) -> None:
    shown = render(REPORT, Look(80, screen=True, color=color, links=LINKS))
    assert "\x1b]8;;file://desk/" in shown
    assert shown.count("\x1b]8;;file") == shown.count("\x1b]8;;\x1b")


def test_in_the_matrix_the_signs_are_links() -> None:
    shown = render(REPORT, Look(80, screen=True, links=LINKS), display="matrix")
    assert any(match[2].startswith("≠") for match in _LINK.finditer(shown))


def test_a_link_goes_on_where_its_place_is_wrapped() -> None:
    page = Page(Look(40, screen=True, links=LINKS))
    page.block(Text(), Places(STORY.articles, Look(links=LINKS)).path("a", "x" * 60))
    assert [match[2] for match in _LINK.finditer(page.text())] == ["x" * 40, "x" * 20]


def test_the_sequence_is_that_of_the_specification() -> None:
    assert linked("a:1", "file:///a") == "\x1b]8;;file:///a\x1b\\a:1\x1b]8;;\x1b\\"
