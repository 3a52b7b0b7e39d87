"""Every format of a report, read back by what consumes it; and none lets an article's words or a file's name act."""

from __future__ import annotations

import dataclasses
from collections import Counter
from typing import Any, get_args
from urllib.parse import unquote_to_bytes, urlsplit

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from newsdiff.codes import BY_ID
from newsdiff.model import Facet, FacetValue, Finding, Report, Reported, Skipped, Story, StoryArticle, Verdict
from newsdiff.report import json_format, jsonl, sarif
from newsdiff.report.formats import FORMATS, NAMES
from newsdiff.report.github import MOST
from newsdiff.report.markdown import escaped
from newsdiff.report.rows import rows
from newsdiff.report.visible import visible, visible_path
from tests.sample_report import REPORT, STORY, TEXTS, claim, finding
from tests.unit.consumers import CONSUMERS

ANY: frozenset[Verdict] = frozenset({"divergent", "unique"})
ALL: frozenset[Verdict] = frozenset(get_args(Verdict))
EMPTY = Report("0.1.0", "en_core_web_sm", ())
#: What acts on a terminal, ends a line or hides: none of it may be in any output, as it is.
ACTS = {chr(code) for code in (*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0), 0x2028, 0x2029)} | set(
    map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
)


def written(name: str, report: Report = REPORT, verdicts: frozenset[Verdict] = frozenset({"divergent"})) -> str:
    return FORMATS[name].render(report, verdicts=verdicts)


def read(name: str, report: Report = REPORT, verdicts: frozenset[Verdict] = frozenset({"divergent"})) -> Any:
    return CONSUMERS[name](written(name, report, verdicts))


def with_story(*findings: Finding, articles: tuple[StoryArticle, ...] = STORY.articles) -> Report:
    return dataclasses.replace(
        REPORT, stories=(dataclasses.replace(STORY, findings=findings, articles=articles),), skipped=()
    )


SIGNS = st.sampled_from("|`<>@#[]()*_~$&:/.%,;=+-!\\{}\"'\r\n\t \x1b\x00\x85\u2028\u202e\ufffe\ud800 w1")
TEXT = st.text(st.one_of(st.characters(), SIGNS), min_size=1, max_size=25)
NAME = st.text(st.one_of(st.characters(), SIGNS, st.sampled_from("\udc80\udcff")), min_size=1, max_size=15)


def hostile(text: str, path: str) -> Report:
    """A report in which every word of an article is `text`, and every path `path`; text has a letter in it."""
    span = {"start": 0, "end": len(text), "line": 1, "column": 1, "text": text}
    first = claim("a", "Divers will look at the hull on Friday")
    ours = Reported("a", dataclasses.replace(first.claim, **span))
    theirs = Reported("b", dataclasses.replace(first.claim, **span))
    values = tuple(FacetValue(letter, text, 0, len(text), {text: text}) for letter in "ab")
    facets = [Facet("other", "conflict", text, values), Facet("date", "compatible", text, values)]
    articles = tuple(StoryArticle(letter, path, text, text, None, "none", 1) for letter in "ab")
    findings = (
        finding("1", "divergent", "ND801", text, [ours, theirs], facets),
        finding("2", "agreed", "ND000", text, [ours, theirs], facets[1:]),
        finding("3", "unique", "ND900", text, [ours]),
    )
    return Report("0.1.0", text, (Story("s", text, articles, findings),), (Skipped(path, text),), (text,))


def test_every_format_has_a_consumer_and_a_name() -> None:
    assert set(CONSUMERS) == set(FORMATS)
    assert set(NAMES) == {"table", *FORMATS}


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize(
    "report",
    [
        pytest.param(REPORT, id="the sample"),
        pytest.param(EMPTY, id="no story"),
        pytest.param(with_story(), id="no finding"),
        pytest.param(dataclasses.replace(REPORT, stories=(STORY, STORY)), id="the same finding in two stories"),
    ],
)
def test_its_consumer_reads_it(name: str, report: Report) -> None:
    for verdicts in (frozenset[Verdict]({"divergent"}), ANY, ALL):
        text = written(name, report, verdicts)
        CONSUMERS[name](text)
        assert text == "" or (text.endswith("\n") and not text.endswith("\n\n"))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("concise", "", id="concise"),
        pytest.param("github", "", id="github"),
        pytest.param("jsonl", "", id="jsonl"),
        pytest.param("gitlab", "[]\n", id="gitlab has an array"),
    ],
)
def test_nothing_to_say(name: str, expected: str) -> None:
    assert written(name, EMPTY) == expected


@pytest.mark.parametrize(
    ("name", "count"),
    [
        pytest.param("concise", lambda found: len({(item["code"], item["message"]) for item in found}), id="concise"),
        pytest.param("sarif", lambda run: len(run["results"]), id="sarif"),
        pytest.param("junit", lambda root: len(list(root.iter("failure"))), id="junit"),
        pytest.param("gitlab", len, id="gitlab"),
        pytest.param("github", lambda found: sum(level != "error" for level, *_ in found), id="github"),
    ],
)
def test_a_format_for_a_gate_shows_what_the_gate_counts(name: str, count: Any) -> None:
    assert [count(read(name, verdicts=verdicts)) for verdicts in (frozenset({"divergent"}), ANY)] == [2, 6]


@pytest.mark.parametrize("name", ["jsonl", "csv", "tsv"])
def test_a_format_for_programs_shows_every_finding(name: str) -> None:
    key = "id" if name == "jsonl" else "finding"
    assert [item[key] for item in read(name)] == [finding.id for finding in STORY.findings]


@pytest.mark.parametrize("name", [name for name in FORMATS if FORMATS[name].escapes != "none"])
def test_in_ascii_it_is_the_same(name: str) -> None:
    text = written(name)
    narrow = FORMATS[name].narrow(text)
    assert narrow.isascii()
    assert not text.isascii()
    if name == "junit":
        assert [case.attrib for case in read(name).iter()] == [case.attrib for case in CONSUMERS[name](narrow).iter()]
    else:
        assert CONSUMERS[name](narrow) == CONSUMERS[name](text)


class TestPlaces:
    def test_a_place_is_that_of_the_words_that_differ(self) -> None:
        for row in rows(REPORT):
            for place in row.places:
                text = TEXTS[place.article]
                assert text[place.start : place.end] == place.words
                lines = text.split("\n")
                assert lines[place.line - 1][place.column - 1 :].startswith(place.words.split("\n")[0])
                assert lines[place.end_line - 1][: place.end_column - 1].endswith(place.words.split("\n")[-1])
        assert [place.words for place in next(rows(REPORT)).places] == ["27", "Twenty-five", "27"]

    def test_words_over_several_lines_end_on_the_last(self) -> None:
        start = TEXTS["a"].index("The captain")
        both = claim("a", TEXTS["a"][start : TEXTS["a"].index("before dawn")])
        [row] = rows(with_story(finding("1", "unique", "ND900", "", [both])))
        assert (row.main.line, row.main.column, row.main.end_line) == (5, 1, 6)
        assert row.main.end_column == len("At least 200 passengers were taken off by lifeboats ") + 1

    def test_words_that_stand_in_no_claim_leave_the_claim(self) -> None:
        said = claim("a", "Divers will look at the hull on Friday")
        facet = Facet("date", "conflict", "", (FacetValue("a", "Ferry", 0, 5), FacetValue("b", "Dozens", 0, 6)))
        [row] = rows(with_story(finding("1", "divergent", "ND201", "", [said], [facet])))
        assert row.main.words == said.claim.text

    def test_standard_input_comes_after_files(self) -> None:
        [row] = rows(with_story(finding("1", "agreed", "ND000", "", [claim("c", "27 people"), claim("b", "Dozens")])))
        assert [place.file for place in row.places] == ["stories/meridian/coast.txt", "-"]

    @pytest.mark.parametrize(
        ("path", "file", "place"),
        [
            pytest.param("./news//a.txt", "news/a.txt", (8, 1), id="as repositories name it"),
            pytest.param("news/a.jsonl:12", "news/a.jsonl", (12, 1), id="a line of JSON"),
            pytest.param("news/a.html", "news/a.html", (1, 1), id="a web page"),
            pytest.param("a.txt:12", "a.txt:12", (8, 1), id="a colon of its own"),
        ],
    )
    def test_a_file_and_a_line_in_it(self, path: str, file: str, place: tuple[int, int]) -> None:
        articles = (dataclasses.replace(STORY.articles[0], path=path),)
        alone = finding("1", "unique", "ND900", "", [claim("a", "Divers will look")])
        [row] = rows(with_story(alone, articles=articles))
        assert (row.main.file, (row.main.line, row.main.column)) == (file, place)

    def test_sources_of_one_name_are_told_apart_by_their_paths(self) -> None:
        articles = tuple(dataclasses.replace(article, source="Coast") for article in STORY.articles)
        assert (
            "(stories/meridian/harbour-times.txt, -)"
            in next(rows(with_story(*STORY.findings, articles=articles))).message
        )


class TestSarif:
    def test_the_rules_are_the_codes(self) -> None:
        run = read("sarif")
        assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == list(BY_ID)
        for result in run["results"]:
            assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]

    def test_a_region_is_the_same_by_lines_and_by_offsets(self) -> None:
        first = read("sarif")["results"][0]
        assert first["locations"][0]["physicalLocation"] == {
            "artifactLocation": {"uri": "stories/meridian/harbour-times.txt"},
            "region": {
                "startLine": 4,
                "startColumn": 115,
                "endLine": 4,
                "endColumn": 117,
                "charOffset": TEXTS["a"].index("27 were hurt"),
                "charLength": 2,
            },
        }
        other, stdin = first["relatedLocations"]
        assert other["physicalLocation"]["artifactLocation"] == {"uri": "stories/meridian/coast.txt"}
        assert stdin["logicalLocations"][0]["fullyQualifiedName"] == "standard input"

    def test_levels_and_kinds(self) -> None:
        results = read("sarif", verdicts=ALL)["results"]
        assert Counter((result.get("kind", "fail"), result["level"]) for result in results) == {
            ("fail", "warning"): 2,
            ("pass", "none"): 2,
            ("fail", "note"): 4,
        }
        assert [result["partialFingerprints"]["newsdiffFinding/v1"] for result in results] == [
            finding.id for finding in STORY.findings
        ]

    def test_an_input_left_out_makes_the_run_no_success(self) -> None:
        [invocation] = read("sarif")["invocations"]
        [notification] = invocation["toolExecutionNotifications"]
        assert (invocation["executionSuccessful"], notification["level"]) == (False, "error")
        assert notification["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "lost.txt"
        assert read("sarif", with_story())["invocations"][0]["executionSuccessful"] is True

    @pytest.mark.parametrize(
        ("path", "uri"),
        [
            pytest.param("a b/c.txt", "a%20b/c.txt", id="a blank"),
            pytest.param("a%20.txt", "a%2520.txt", id="a percent sign"),
            pytest.param("c:d.txt", "c%3Ad.txt", id="no scheme"),
            pytest.param("a#b?.txt", "a%23b%3F.txt", id="no fragment, no query"),
            pytest.param("東.txt", "%E6%9D%B1.txt", id="beyond ASCII"),
            pytest.param("a\udce4.txt", "a%E4.txt", id="a byte that is no UTF-8"),
            pytest.param("a\n\x1b.txt", "a%0A%1B.txt", id="control characters"),
            pytest.param("/tmp/a.txt", "file:///tmp/a.txt", id="absolute"),
            pytest.param("s3://shelf/a b%20é.txt", "s3://shelf/a%20b%20%C3%A9.txt", id="an address"),
        ],
    )
    def test_a_path_as_a_uri(self, path: str, uri: str) -> None:
        assert sarif.uri(path) == uri

    def test_an_article_makes_no_link_and_no_placeholder(self) -> None:
        [result] = read("sarif", hostile("see [here](1) or {0}", "a.txt"))["results"]
        assert result["message"]["text"].startswith("see [here] (1) or {{0}}: other")
        assert "](" not in result["message"]["text"] + result["relatedLocations"][0]["message"]["text"]


class TestGithub:
    def test_it_is_cut_to_what_is_shown_and_says_so(self) -> None:
        many = [dataclasses.replace(STORY.findings[0], id=str(number)) for number in range(25)]
        alone = [dataclasses.replace(STORY.findings[4], id=f"u{number}") for number in range(25)]
        found = read("github", with_story(*alone, *many), ANY)
        assert Counter(level for level, *_ in found) == {"warning": MOST, "notice": MOST}
        assert found[-1] == (
            "notice", {"title": "newsdiff"}, "31 of 50 findings are not shown here; the whole report has them all"
        )  # fmt: skip

    def test_inputs_that_are_not_shown_are_counted(self) -> None:
        left = tuple(Skipped(f"{number}.txt", "empty") for number in range(12))
        found = read("github", dataclasses.replace(with_story(), skipped=left))
        assert [level for level, *_ in found] == ["error"] * MOST + ["notice"]
        assert found[-1][2].startswith("2 of 12 inputs left out are not shown here")

    def test_the_most_telling_come_first(self) -> None:
        dull = dataclasses.replace(STORY.findings[0], salience=0.1, summary="dull")
        found = read("github", with_story(dull, STORY.findings[1]))
        assert [properties["title"][:5] for _, properties, _ in found] == ["ND501", "ND101"]

    def test_other_sources_are_named_below(self) -> None:
        _, properties, message = read("github", with_story(STORY.findings[0]))[0]
        assert properties == {
            "file": "stories/meridian/harbour-times.txt",
            "line": "4",
            "endLine": "4",
            "col": "115",
            "endColumn": "117",
            "title": "ND101 quantity-conflict",
        }
        assert message.split("\n")[1:] == ["東京 Coast: stories/meridian/coast.txt:4:1", "-: -:4:1"]

    @given(TEXT, NAME)
    @example("100%0A::error::x", "a%2Cb,c:d.txt")
    def test_it_is_read_back_as_it_was(self, text: str, path: str) -> None:
        [(_, properties, message)] = [item for item in read("github", hostile(text, path)) if item[0] == "warning"]
        [row] = rows(hostile(text, path), {"divergent"})
        assert message.split("\n")[0] == row.message
        assert properties.get("file", "-") == visible_path(row.main.file)


class TestJunit:
    @pytest.mark.parametrize("sign", ["\ufffe", "\uffff", "\x00", "\x1b", "\ud800", "&", "<", "]]>"])
    def test_what_xml_has_no_place_for(self, sign: str) -> None:
        [failure] = read("junit", hostile(f"a{sign}b", f"a{sign}b.txt")).iter("failure")
        assert failure.get("message").startswith("a")
        assert ("&" in failure.text) is (sign == "&")

    def test_a_suite_a_story_a_case_a_finding(self) -> None:
        first, inputs = read("junit").findall("testsuite")
        assert first.get("name") == STORY.title
        assert [case.find("failure") is not None for case in first] == [True, True, False, False]
        assert inputs.find("testcase/error").get("message") == "no such file"

    def test_a_title_is_no_package(self) -> None:
        story = dataclasses.replace(STORY, title="U.S. ferry No. 3")
        [case, *_] = read("junit", dataclasses.replace(REPORT, stories=(story,))).iter("testcase")
        assert case.get("classname") == "U S ferry No 3"


class TestSeparated:
    def test_a_row_a_facet_with_each_wording(self) -> None:
        first = read("csv")[0]
        assert (first["facet"], first["relation"]) == ("quantity", "conflict")
        assert first["words"] == "27 (Harbour Times, -) | Twenty-five (東京 Coast)"
        assert (first["path"], first["line"], first["column"]) == ("stories/meridian/harbour-times.txt", "4", "115")
        assert first["places"].endswith("stories/meridian/coast.txt:4:1 | -:4:1")

    def test_they_are_one_table(self) -> None:
        assert read("csv") == read("tsv")
        assert "\r" not in written("tsv")
        assert written("csv").count("\r\n") == written("csv").count("\n")


@pytest.mark.parametrize(
    "text",
    [
        *("@newsdesk said", "a@b.example", "#12 and GH-12", "https://evil.example", "WWW.evil.example", "<b>x</b>"),
        *("![x](y)", "[x](y)", "`code`", "a | b", "\\| x", "*a* _b_ ~~c~~", "1. one", "2) two", "- a", "+ b", "# h"),
        *("> q", "===", "---", "$x$ and $5m", "&lt;", "</details>", "<!-- x -->", "<script>", "[^1]: note", "| - |"),
    ],
)
def test_words_in_markdown_are_words(text: str) -> None:
    """Alone on a line, in a list and in a cell, they are read back as they are."""
    one = escaped(text)
    for page in (one, f"- {one}", f"| a | b |\n| --- | --- |\n| {one} | c |"):
        assert text in CONSUMERS["markdown"](page + "\n").split("\n") or text in CONSUMERS["markdown"](page + "\n")
    assert not [live for live in ("@n", "@b", "#1", "://", "GH-1") if live in one]
    assert "www." not in one.lower()


def test_a_line_of_json_is_a_finding_of_the_report_and_its_story() -> None:
    whole, line = json_format.schema(), jsonl.schema()
    finding_schema = whole["$defs"]["finding"]
    assert {key: value for key, value in line["properties"].items() if key != "story"} == finding_schema["properties"]
    assert line["required"] == ["story", *finding_schema["required"]]
    assert line["$defs"] == {key: whole["$defs"][key] for key in line["$defs"]}
    for found, told in zip(read("jsonl"), json_format.to_dict(REPORT)["stories"][0]["findings"], strict=True):
        assert found == {"story": {"id": "5ee1", "title": STORY.title}, **told}


@pytest.mark.parametrize("name", FORMATS)
@given(TEXT, NAME)
@example("::error::x\n::warning::y", "a\n::error file=x::y")
@example("]]></failure><x>", "-")
@example("=cmd|' /C calc'!A0", "=cmd.txt")
@example("<img src=x onerror=alert(1)>", "</code><script>")
def test_no_text_and_no_name_acts(name: str, text: str, path: str) -> None:
    rendered = written(name, hostile(text, path), ALL)
    rendered.encode("utf-8")
    assert not (ACTS if FORMATS[name].name == "csv" else ACTS | {"\r"}) & set(rendered)
    CONSUMERS[name](rendered)
    narrow = FORMATS[name].narrow(rendered)
    CONSUMERS[name](narrow)


@given(NAME)
def test_a_uri_leads_back_to_its_path(path: str) -> None:
    assume("://" not in path)
    parts = urlsplit(sarif.uri(path))
    assert (parts.query, parts.fragment, parts.netloc) == ("", "", "")
    assert parts.scheme == ("file" if path.startswith("/") else "")
    back = unquote_to_bytes(sarif.uri(path).removeprefix("file://"))
    assert back in (path.encode("utf-8", "surrogatepass"), path.encode("utf-8", "replace")) or (
        back.decode("utf-8", "surrogateescape") == path
    )


@given(TEXT)
def test_in_every_listing_a_finding_is_one_line(text: str) -> None:
    report = hostile(text, "a.txt")
    assert written("concise", report, ALL).count("\n") == 5
    assert written("jsonl", report).count("\n") == 3
    assert written("tsv", report).count("\n") == 1 + 4
    assert all(visible(row.message) == row.message for row in rows(report))
