"""Hard-wrapped text: which line breaks are a column's end, and that articles read the same at every width."""

from __future__ import annotations

import textwrap
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsdiff import compare, parse
from newsdiff.clean import clean
from newsdiff.clean.blocks import blocks
from newsdiff.model import Article, Report
from tests.process import EXAMPLES

WIDTHS = (36, 40, 50, 60, 66, 72, 80, 90, 100, 110)
#: The versions of one report are left out: some are wrapped already, and broken once more leave scraps of lines.
FILES = [path for path in sorted(EXAMPLES.glob("*/*.txt")) if path.parent.name != "revisions"]
STORIES = sorted({path.parent for path in FILES})


def rewrapped(text: str, width: int, *, at_hyphens: bool = False) -> str:
    """The article with each paragraph of its body, there a line, broken at `width` columns; its header as it was."""
    start = parse(text).body_start
    filled = (
        textwrap.fill(line, width, break_long_words=False, break_on_hyphens=at_hyphens)
        for line in text[start:].split("\n")
    )
    return text[:start] + "\n".join(filled)


def article(path: Path, width: int | None, *, at_hyphens: bool = False) -> Article:
    text = path.read_text(encoding="utf-8")
    return parse(rewrapped(text, width, at_hyphens=at_hyphens) if width else text, path.name)


def paragraphs(text: str) -> list[str]:
    return [block.text for block in blocks(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "The ferry sank off Torren on Monday with thirty people on board, the\ncoastguard said.\n",
            ["The ferry sank off Torren on Monday with thirty people on board, the coastguard said."],
            id="one-break-in-the-file",
        ),
        pytest.param(
            "The ferry sank off Torren on Monday with thirty people and nine dogs\naboard, said the mayor.\n"
            "Picture of the pier at night\nDivers at work\n",
            [
                "The ferry sank off Torren on Monday with thirty people and nine dogs aboard, said the mayor.",
                "Picture of the pier at night",
                "Divers at work",
            ],
            id="a-line-with-room-left-ends-its-paragraph",
        ),
        pytest.param(
            "A bus crashed on the pass on Monday, killing nine miners.\n\n"
            "“We warned them about the road,” said Ondine\nFalk, the mayor.\n\n"
            "Police arrested Peter Harrow, the driver, in\nOrbury, and the bus company was fined in\nthe spring.\n",
            [
                "A bus crashed on the pass on Monday, killing nine miners.",
                "“We warned them about the road,” said Ondine Falk, the mayor.",
                "Police arrested Peter Harrow, the driver, in Orbury, and the bus company was fined in the spring.",
            ],
            id="capitals-after-full-lines",
        ),
        pytest.param(
            f"The council met. {'It voted on the road, the school and the pier in turn. ' * 3}Nobody spoke.\n\n"
            "The harbour wall will be rebuilt by the summer after next, the\ncouncil decided, and the road will be "
            "mended.\n",
            [
                f"The council met. {'It voted on the road, the school and the pier in turn. ' * 3}Nobody spoke.",
                "The harbour wall will be rebuilt by the summer after next, the council decided, and the road will be "
                "mended.",
            ],
            id="one-wrapped-paragraph-among-long-lines",
        ),
        pytest.param(
            "The quarry has been closed, the owner said on\nTuesday. The slide came at night.\n\nIt hurt three men. "
            "One of them, a driver, has\nsince died of his wounds. The owner, who lives\nin Orbury, did not "
            "comment.\n",
            [
                "The quarry has been closed, the owner said on Tuesday. The slide came at night.",
                "It hurt three men. One of them, a driver, has since died of his wounds. The owner, who lives in "
                "Orbury, did not comment.",
            ],
            id="narrow",
        ),
        pytest.param(
            "The council will vote on the pier on 3 May, the\nharbour on 7 May and the quarry road on\n9. The school "
            "comes last, the mayor said, and the\nmeeting will be long.\n",
            [
                "The council will vote on the pier on 3 May, the harbour on 7 May and the quarry road on",
                "9. The school comes last, the mayor said, and the meeting will be long.",
            ],
            id="a-numeral-below-a-line-with-room-is-a-marker",
        ),
        pytest.param(
            "The council will vote on the pier on 3 May, the\nharbour on 7 May and the other quarry road on 8 or\n"
            "9. The school comes last, the mayor said, and the\nmeeting will be long.\n",
            [
                "The council will vote on the pier on 3 May, the harbour on 7 May and the other quarry road on 8 or "
                "9. The school comes last, the mayor said, and the meeting will be long."
            ],
            id="a-numeral-below-a-full-line-is-none",
        ),
        pytest.param(
            "What they got:\n- A rise of three per cent a year for the two\n  years to come, and a lump sum\n- A day "
            "off\n- New boots\n",
            [
                "What they got:",
                "- A rise of three per cent a year for the two   years to come, and a lump sum",
                "- A day off",
                "- New boots",
            ],
            id="items-of-a-list",
        ),
        pytest.param(
            "The ferry sank on Monday.\nThirty people were on board.\nNobody was hurt, she said.\n",
            ["The ferry sank on Monday.", "Thirty people were on board.", "Nobody was hurt, she said."],
            id="short-paragraphs-of-one-line",
        ),
        pytest.param(
            "Rescuers at the harbour wall of Torren on Monday morning\nThe ferry sank with thirty people on board, "
            "the coastguard of the county said on Monday.\nNobody was hurt.\n",
            [
                "Rescuers at the harbour wall of Torren on Monday morning",
                "The ferry sank with thirty people on board, the coastguard of the county said on Monday.",
                "Nobody was hurt.",
            ],
            id="a-caption-above-its-paragraph",
        ),
        pytest.param(
            "Harbour wall to be rebuilt\nby Lena Firth\nshare\ntweet\nThe wall will be rebuilt.\n",
            ["Harbour wall to be rebuilt", "by Lena Firth", "share", "tweet", "The wall will be rebuilt."],
            id="byline-and-menu-in-small-letters",
        ),
        pytest.param(
            "Harriet Lund\nIndustrial correspondent\n\nDockers at the port of Brask have stopped work\nfor a week "
            "over their pay, the union said.\n",
            [
                "Harriet Lund",
                "Industrial correspondent",
                "Dockers at the port of Brask have stopped work for a week over their pay, the union said.",
            ],
            id="a-name-above-a-role",
        ),
    ],
)
def test_paragraphs(text: str, expected: list[str]) -> None:
    assert paragraphs(text) == expected


def test_a_word_broken_at_its_hyphen_is_read_whole() -> None:
    reading = clean(
        parse(
            "The bridge will be closed for a two-, three- or perhaps a four-\nmonth spell, and both two- and\n"
            "three-lane roads with it, said the road-\nbuilding office of the county on Monday.\n"
        )
    )
    assert "four-month spell" in reading.text
    assert "two- and three-lane" in reading.text
    assert "road-building" in reading.text


@pytest.mark.parametrize("at_hyphens", [False, True], ids=["at-spaces", "at-hyphens"])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_an_example_reads_the_same_at_every_width(path: Path, width: int, at_hyphens: bool) -> None:
    """White space apart: where a paragraph's last line is full, the next may be read on with it."""
    plain, broken = clean(article(path, None)), clean(article(path, width, at_hyphens=at_hyphens))
    assert broken.text.split() == plain.text.split()
    assert sum(p.kind == "caption" for p in broken.passages) == sum(p.kind == "caption" for p in plain.passages)


@cache
def report(folder: Path, width: int | None) -> Report:
    return compare([article(path, width) for path in sorted(folder.glob("*.txt"))])


@pytest.mark.parametrize("width", [40, 66, 80, 110])
@pytest.mark.parametrize("folder", STORIES, ids=lambda path: path.name)
def test_the_findings_of_an_example_are_the_same_at_every_width(folder: Path, width: int) -> None:
    def told(found: Report) -> tuple[list[str], set[tuple[str, str]]]:
        findings = found.stories[0].findings
        claims = {(item.article, " ".join(item.claim.text.split())) for one in findings for item in one.claims}
        return [finding.id for finding in findings], claims

    assert told(report(folder, width)) == told(report(folder, None))


WORDS = st.lists(
    st.sampled_from("the a mayor said of torren road harbour on closed monday and nine".split()), min_size=9
)


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=6), st.integers(30, 110))
def test_wrapped_paragraphs_are_joined_whatever_they_say(texts: list[list[str]], width: int) -> None:
    """Blank lines between them, each from a capital to a full stop, with breaks before small letters."""
    whole = ["Then " + " ".join(words) + "." for words in texts]
    assert paragraphs("\n\n".join(textwrap.fill(text, width) for text in whole)) == whole
