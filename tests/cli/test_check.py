"""`newsdiff check` from arguments to exit status, on a small corpus and with the real engine."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from newsdiff.report.formats import FORMATS
from newsdiff.report.json_format import schema
from tests.cli import corpus
from tests.cli.conftest import Result, Run
from tests.unit.consumers import CONSUMERS
from tests.unit.html_consumer import html, part


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cache: Path) -> Path:
    """The working directory, with the corpus in `c`; one cache for all tests of this file."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NEWSDIFF_CACHE", str(cache))
    corpus.write(tmp_path / "c")
    return tmp_path


def codes(result: Result) -> list[str]:
    """The codes of a report in the concise format, each finding once."""
    found = [line.split(": ", 1)[1].split()[0] for line in result.out.splitlines()]
    return sorted(found[::2])


def report(result: Result) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(result.out)
    jsonschema.Draft202012Validator(schema()).validate(data)
    return data


def stories(result: Result) -> list[list[str]]:
    return [[article["path"] for article in story["articles"]] for story in report(result)["stories"]]


def test_a_corpus_is_compared_story_by_story(cli: Run) -> None:
    result = cli("check", "c")
    assert (result.status, result.err) == (1, "")
    assert "The fire  1 divergent\n  ND101  " in result.out
    assert "         c/fire/ledger.txt:9:18  c/fire/standard.txt:9:18\n" in result.out
    assert "The bridge" not in result.out, "a story without a difference is counted alone"
    assert result.out.endswith("\n3 stories of 6 articles: 2 divergent · 5 agreed · 0 unique\n")


@pytest.mark.parametrize(
    ("options", "status", "told"),
    [
        pytest.param("", 1, ["ND101", "ND501"], id="divergent is the default"),
        pytest.param("--fail-on none", 0, ["ND101", "ND501"], id="none"),
        pytest.param("--fail-on unique", 0, ["ND101", "ND501"], id="unique"),
        pytest.param("--fail-on any", 1, ["ND101", "ND501"], id="any"),
        pytest.param("--fail-on divergent:quantity", 1, ["ND101", "ND501"], id="a facet that there is"),
        pytest.param("--fail-on divergent:date,name", 0, ["ND101", "ND501"], id="facets that there are not"),
        pytest.param("--exit-zero", 0, ["ND101", "ND501"], id="exit-zero"),
        pytest.param("--max-divergent 2", 0, ["ND101", "ND501"], id="as many as may pass"),
        pytest.param("--max-divergent 1", 1, ["ND101", "ND501"], id="one too many"),
        pytest.param("--max-divergent 1 --fail-on divergent:quote", 0, ["ND101", "ND501"], id="of a facet, as many"),
        pytest.param("--max-divergent 0 --fail-on none", 1, ["ND101", "ND501"], id="max-divergent is a gate itself"),
        pytest.param("--select ND1", 1, ["ND101"], id="select the beginning of a code"),
        pytest.param("--select nd101,ND501", 1, ["ND101", "ND501"], id="select a list, in any case"),
        pytest.param("--select ND101 --select ND5", 1, ["ND101", "ND501"], id="select twice"),
        pytest.param("--select ND2", 0, [], id="select what there is not"),
        pytest.param("--ignore ND1", 1, ["ND501"], id="ignore"),
        pytest.param("--ignore ND1,ND5", 0, [], id="ignore a list"),
        pytest.param("--select ND1 --ignore ND101", 0, [], id="the longer beginning decides: ignore"),
        pytest.param("--select ND101 --ignore ND", 1, ["ND101"], id="the longer beginning decides: select"),
        pytest.param("--min-confidence 1", 1, None, id="min-confidence"),
    ],
)
def test_the_gate(cli: Run, options: str, status: int, told: list[str] | None) -> None:
    result = cli("check", "c", "--format", "concise", *options.split())
    if told is None:
        sure = [
            finding for story in report(cli("check", "c", "-f", "json"))["stories"] for finding in story["findings"]
        ]
        told = sorted(item["code"] for item in sure if item["confidence"] == 1 and item["verdict"] == "divergent")
        status = int(bool(told))
    assert (codes(result), result.status) == (told, status)


def test_what_is_not_selected_is_counted(cli: Run) -> None:
    assert cli("check", "c", "--select", "ND1").out.endswith("1 divergent · 5 agreed · 0 unique · 1 not selected\n")


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        pytest.param("check", "check needs a folder or articles; for example: newsdiff check corpus/", id="nothing"),
        pytest.param("check c --fail-on divergnt", "--fail-on: no such choice 'divergnt'; did you mean", id="a kind"),
        pytest.param("check c --fail-on divergent:qote", "no such facet 'qote'; did you mean quote?", id="a facet"),
        pytest.param("check c --fail-on unique:quote", "divergent alone takes facets", id="facets of unique"),
        pytest.param("check c --select XX", "--select: 'XX' is no code nor the beginning of one", id="a code"),
        pytest.param("check c --group fodler", "--group: no such choice 'fodler'; did you mean folder?", id="a group"),
        pytest.param("check c --group field:event", "no article has such a field", id="a field that none has"),
        pytest.param("check c --jobs some", "--jobs: 'some' is no whole number", id="jobs"),
        pytest.param("check c --jobs 0", "--jobs: 0 is below 1", id="no jobs"),
        pytest.param("check c --baseline lost.json", "lost.json: the baseline cannot be read", id="a baseline"),
        pytest.param("check c --format xml", "--format: no such choice 'xml'", id="a format"),
        pytest.param("check c --config lost.toml", "--config lost.toml: does not exist", id="a configuration"),
        pytest.param("check c --output sarif=no/such/x", "no/such/x: no such directory no", id="an output"),
        pytest.param("check c --write-baseline no/x", "no/x: no such directory no", id="a baseline to write"),
        pytest.param("check --files-from lost", "--files-from lost: does not exist", id="a list"),
        pytest.param("check c --model en_none", "en_none", id="a model"),
        pytest.param("check c -o c/fire/ledger.txt", "would overwrite an input", id="output over an article"),
        pytest.param(
            "check c --write-baseline ./c/fire/ledger.txt", "would overwrite an input", id="baseline over one"
        ),
        pytest.param("check c --exclude *a*b*c*d*e", "has more than 3 * in one part", id="a pattern"),
    ],
)
def test_one_clear_line_before_the_work_starts(cli: Run, arguments: str, line: str) -> None:
    before = Path("c/fire/ledger.txt").read_bytes()
    result = cli(*arguments.split())
    assert (result.status, result.out) == (2, "")
    assert line in result.err
    assert result.err.count("\n") == 1
    assert Path("c/fire/ledger.txt").read_bytes() == before


# --- baseline and silence


def test_a_baseline_lets_pass_what_is_known(cli: Run) -> None:
    first = cli("check", "c", "--write-baseline", "known.json")
    assert first.status == 0, "what is written down is known from now on"
    assert "2 divergent" in first.out
    second = cli("check", "c", "--baseline", "known.json")
    assert (second.status, second.err) == (0, "")
    assert second.out == "3 stories of 6 articles: 0 divergent · 5 agreed · 0 unique · 2 known\n"
    assert cli("check", "c", "--baseline", "known.json", "-f", "concise").out == ""


def test_a_new_finding_trips_the_gate_and_an_old_one_is_named(cli: Run) -> None:
    cli("check", "c", "--write-baseline", "known.json")
    path = Path("c/fire/standard.txt")
    path.write_text(path.read_text().replace("25", "31"))
    result = cli("check", "c", "--baseline", "known.json", "--format", "concise")
    assert (result.status, codes(result)) == (1, ["ND101"])
    assert result.err.startswith("newsdiff: note: known.json: no longer found: ND101 ")
    assert "(c/fire/ledger.txt, c/fire/standard.txt): The fire injured" in result.err
    assert cli("check", "c", "--baseline", "known.json", "--quiet").err == ""


def test_entries_of_files_that_are_gone_are_named(cli: Run) -> None:
    cli("check", "c", "--write-baseline", "known.json")
    Path("c/fire/standard.txt").unlink()
    result = cli("check", "c", "--baseline", "known.json")
    assert result.status == 0
    assert "known.json: its files are gone: ND101" in result.err
    assert "ND501" not in result.err


@pytest.mark.parametrize("options", [["c/fire"], ["c", "--select", "ND1"], ["c", "--exclude", "storm/"]], ids=" ".join)
def test_what_was_not_looked_at_is_not_stale(cli: Run, options: list[str]) -> None:
    cli("check", "c", "--write-baseline", "known.json")
    result = cli("check", *options, "--baseline", "known.json")
    assert (result.status, result.err) == (0, "")


def test_a_baseline_is_renewed_and_keeps_what_was_not_read(cli: Run) -> None:
    cli("check", "c", "--write-baseline", "known.json")
    before = Path("known.json").read_text()
    cli("check", "c/fire", "--baseline", "known.json", "--write-baseline", "known.json")
    assert Path("known.json").read_text() == before
    path = Path("c/fire/standard.txt")
    path.write_text(path.read_text().replace("25", "27"))
    cli("check", "c/fire", "--baseline", "known.json", "--write-baseline", "known.json")
    assert [entry["code"] for entry in json.loads(Path("known.json").read_text())["findings"]] == ["ND501"]


def test_the_first_baseline_may_be_named_in_the_configuration(cli: Run) -> None:
    Path("newsdiff.toml").write_text('baseline = "known.json"\n')
    assert "known.json: the baseline cannot be read" in cli("check", "c").err
    assert cli("check", "c", "--write-baseline", "known.json").status == 0
    assert cli("check", "c").status == 0


def test_a_baseline_survives_reordering_reflow_and_edits(cli: Run) -> None:
    cli("check", "c", "--write-baseline", "known.json")
    path = Path("c/fire/standard.txt")
    text = path.read_text().replace("injured 25 people,", "injured 25\npeople,")
    path.write_text(text.rstrip("\n") + "\n\nThe mill had been empty for years.\n")
    Path("c/fire/ledger.txt").rename("c/fire/z.txt")
    Path("c/fire/standard.txt").rename("c/fire/a.txt")
    moved = cli("check", "c", "--baseline", "known.json")
    assert moved.status == 1, "in other files it is another finding"
    Path("c/fire/z.txt").rename("c/fire/ledger.txt")
    assert cli("check", "c", "--baseline", "known.json").status == 0, "one of its files is enough"


def test_entries_of_the_configuration_accept_findings(cli: Run) -> None:
    [fire] = report(cli("check", "c/fire", "-f", "json"))["stories"]
    fingerprint = next(item["id"] for item in fire["findings"] if item["code"] == "ND101")
    Path("newsdiff.toml").write_text(
        f'[[ignore]]\nfingerprint = "{fingerprint}"\nreason = "known"\n'
        '[[ignore]]\ncode = "ND5"\npath = "c/storm/"\nreason = "known"\n'
        '[[ignore]]\ncode = "ND2"\npath = "c/bridge/"\nreason = "long gone"\n'
        '[[ignore]]\ncode = "ND2"\npath = "elsewhere/"\nreason = "not read"\n'
    )
    result = cli("check", "c")
    assert (result.status, result.out.rpartition("unique")[2]) == (0, " · 2 accepted\n")
    assert result.err == "newsdiff: note: newsdiff.toml:8: accepts nothing that was found\n"
    assert cli("check", "c", "--isolated").status == 1


@pytest.mark.parametrize(
    ("file", "options"),
    [
        pytest.param("", ["--exclude", "fire/"], id="a flag"),
        pytest.param("", ["--exclude", "c/fire/*.txt"], id="a glob"),
        pytest.param("c/.newsdiffignore", [], id="a file in the folder"),
        pytest.param(".newsdiffignore", [], id="a file here"),
        pytest.param("newsdiff.toml", [], id="the configuration"),
    ],
)
def test_paths_are_left_out(cli: Run, file: str, options: list[str]) -> None:
    if file:
        Path(file).write_text('exclude = ["fire/"]\n' if file.endswith(".toml") else "fire/\n")
    result = cli("check", "c", "-f", "concise", *options)
    assert codes(result) == ["ND501"]


def test_a_folder_that_is_named_is_not_left_out(cli: Run) -> None:
    Path(".newsdiffignore").write_text("c/\n")
    assert len(stories(cli("check", "c", "-f", "json"))) == 3


# --- what is read


def test_a_flat_folder_is_grouped_by_content(cli: Run, here: Path) -> None:
    corpus.write(here / "flat", flat=True)
    assert stories(cli("check", "flat", "-f", "json")) == [
        [f"flat/{story}-{source}.txt" for source in ("ledger", "standard")] for story in ("bridge", "fire", "storm")
    ]


@pytest.mark.parametrize(
    ("group", "sizes"),
    [
        pytest.param("auto", [2, 2, 2], id="auto: by content"),
        pytest.param("field:event", [2, 2, 2], id="by a field"),
        pytest.param("none", [6], id="all are one"),
        pytest.param("folder", [6], id="by folder"),
    ],
)
def test_json_lines(cli: Run, here: Path, group: str, sizes: list[int]) -> None:
    corpus.write_jsonl(here / "all.jsonl")
    result = cli("check", "all.jsonl", "--group", group, "-f", "json")
    assert [len(story) for story in stories(result)] == sizes
    assert result.status == 1


@pytest.mark.parametrize("end", ["\n", "\0"], ids=["lines", "NUL"])
def test_a_list_of_files(cli: Run, end: str) -> None:
    Path("list").write_text(end.join(["c/fire/ledger.txt", "c/fire/standard.txt", "c/storm/ledger.txt", ""]))
    result = cli("check", "--files-from", "list", "-f", "json")
    assert stories(result) == [["c/fire/ledger.txt", "c/fire/standard.txt"]]
    assert report(result)["alone"] == ["c/storm/ledger.txt"]


def test_an_empty_list_is_no_error(cli: Run) -> None:
    Path("list").write_text("")
    result = cli("check", "--files-from", "list", "-o", "sarif=out.sarif")
    assert (result.status, result.err) == (0, "newsdiff: note: no article is named; there is nothing to compare\n")
    assert json.loads(Path("out.sarif").read_text())["runs"][0]["results"] == []


@pytest.mark.parametrize("name", ["empty", "lost"])
def test_an_empty_or_missing_folder_is_named(cli: Run, name: str) -> None:
    Path("empty").mkdir()
    result = cli("check", name, "c/fire", "-f", "concise", "-o", "sarif=out.sarif")
    assert (result.status, codes(result)) == (2, ["ND101"])
    assert result.err.startswith(f"newsdiff: {name}: ")
    notes = json.loads(Path("out.sarif").read_text())["runs"][0]["invocations"][0]
    assert notes["executionSuccessful"] is False


def test_an_article_alone_is_named(cli: Run) -> None:
    Path("c/fire/standard.txt").unlink()
    result = cli("check", "c/fire")
    assert (result.status, result.err) == (0, "")
    assert result.out == (
        "Alone  1\n  c/fire/ledger.txt\n\n0 stories of 0 articles: 0 divergent · 0 agreed · 0 unique · 1 alone\n"
    )


def test_an_unreadable_file_is_named_and_the_others_are_compared(cli: Run) -> None:
    Path("c/storm/extra.txt").write_text("")
    Path("c/bridge/list.txt").write_text("1 2 3\n")
    result = cli("check", "c", "-f", "json")
    assert result.status == 2, "that not all was read comes before what the gate says"
    assert len(stories(result)) == 3
    assert [item["path"] for item in report(result)["skipped"]] == ["c/storm/extra.txt", "c/bridge/list.txt"]
    assert [line.split(": ")[1] for line in result.err.splitlines() if "warning" not in line] == [
        "c/storm/extra.txt",
        "c/bridge/list.txt",
    ]
    table = cli("check", "c")
    assert "\nLeft out  2\n  c/storm/extra.txt: is empty; give a file with the text of an article\n" in table.out
    assert cli("check", "c", "--exit-zero").status == 2


def test_quiet_says_what_is_left_out_and_no_more(cli: Run) -> None:
    Path("c/storm/extra.txt").write_text("")
    Path("c/note.pdf").write_text("")
    loud, quiet = cli("check", "c"), cli("check", "c", "--quiet")
    assert "note: passed over 1 file that is no article by name: 1 .pdf" in loud.err
    assert quiet.err == "newsdiff: c/storm/extra.txt: is empty; give a file with the text of an article\n"
    assert quiet.out == loud.out


def test_sources_have_defaults_by_path(cli: Run) -> None:
    for story in corpus.STORIES:
        for source in ("ledger", "standard"):
            path = Path(f"c/{story}/{source}.txt")
            path.write_text(path.read_text().replace(f"source: {corpus.SOURCES[source]}\n", ""))
    Path("newsdiff.toml").write_text('[[source]]\npath = "ledger.txt"\nlabel = "The Ledger"\n')
    told = report(cli("check", "c/fire", "-f", "json"))["stories"][0]["articles"]
    assert [article["source"] for article in told] == ["The Ledger", "standard"]


# --- what is written


@pytest.mark.parametrize("name", FORMATS)
def test_every_format(cli: Run, name: str) -> None:
    result = cli("check", "c", "-f", name)
    assert (result.status, result.err) == (1, "")
    CONSUMERS[name](result.out)


def test_several_outputs_are_as_each_alone(cli: Run) -> None:
    alone = {name: cli("check", "c", "-f", name).out for name in FORMATS}
    outputs = [part for name in FORMATS for part in ("--output", f"{name}=out.{name}")]
    result = cli("check", "c", *outputs)
    assert result.out.endswith("2 divergent · 5 agreed · 0 unique\n")
    assert {name: Path(f"out.{name}").read_bytes().decode() for name in FORMATS} == alone


def test_the_format_of_the_configuration(cli: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("newsdiff.toml").write_text('format = "concise"\n')
    concise = cli("check", "c")
    assert codes(concise) == ["ND101", "ND501"]
    monkeypatch.setenv("NEWSDIFF_FORMAT", "json")
    assert len(stories(cli("check", "c"))) == 3
    assert cli("check", "c", "--format", "concise").out == concise.out


def why(result: Result) -> list[list[str]]:
    """Of each story of a page, what is told of the sentences that were put together."""
    page = html(result.out)
    shown = [part(block).text for name, block in page.blocks.items() if name.startswith("story-")] or [page.text]
    return [re.findall(r"Put together from (.*?) is enough", text) for text in shown]


def test_a_page_tells_why_sentences_were_put_together(cli: Run) -> None:
    told = why(cli("check", "c", "-f", "html"))
    assert [len(each) for each in told] == [3, 2, 2]
    where = r"Halden Ledger, line \d+ and Arn Standard, line \d+: \d+ % likely to report one fact, and \d+ %"
    assert all(re.fullmatch(where, each) for story in told for each in story)
    assert told == [why(cli("check", f"c/{story}", "-f", "html"))[0] for story in corpus.STORIES]
    assert why(cli("compare", "c/fire/ledger.txt", "c/fire/standard.txt", "-f", "html")) == [told[1]]


def test_stories_of_the_same_texts_are_not_told_each_others_grounds(cli: Run) -> None:
    Path("c/again").mkdir()
    for source, name in (("ledger", "2.txt"), ("standard", "1.txt")):
        Path("c/again", name).write_text(corpus.article("fire", source))
    assert why(cli("check", "c/fire", "c/again", "-f", "html")) == [[], []], "letters stand for other articles"
    Path("c/again/2.txt").rename("c/again/0.txt")
    assert [len(told) for told in why(cli("check", "c/fire", "c/again", "-f", "html"))] == [2, 2]


# --- the same answer


@pytest.mark.parametrize("name", ["json", "html"])
def test_the_same_bytes_with_any_number_of_jobs_and_any_cache(cli: Run, tmp_path: Path, name: str) -> None:
    corpus.write_jsonl(tmp_path / "c" / "all.jsonl")
    Path("c/fire/broken.txt").write_text("")

    def run(*options: str) -> Result:
        return cli("check", "c", "-f", name, *options)

    first = run("--jobs", "1", "--no-cache")
    assert len(stories(cli("check", "c", "-f", "json"))) == 6
    assert run("--jobs", "2", "--no-cache") == first
    assert run("--jobs", "2", "--cache", "fresh") == first
    assert run("--jobs", "1", "--cache", "fresh") == first
    assert Path("fresh").is_dir()


def test_min_confidence_is_no_part_of_the_cache(cli: Run) -> None:
    few = cli("check", "c", "-f", "json", "--cache", "fresh", "--min-confidence", "1")
    all_ = cli("check", "c", "-f", "json", "--cache", "fresh")
    assert all_ == cli("check", "c", "-f", "json", "--no-cache")
    assert few == cli("check", "c", "-f", "json", "--cache", "fresh", "--min-confidence", "1")


def test_aliases_are_part_of_the_cache(cli: Run) -> None:
    for source, name in (("ledger", "Ada Holm"), ("standard", "Old Blue")):
        path = Path(f"c/storm/{source}.txt")
        path.write_text(path.read_text().replace("said the vicar, Ada Holm", f"said {name}"))
    before = cli("check", "c", "-f", "json")
    Path("newsdiff.toml").write_text('[aliases]\n"Ada Holm" = ["Old Blue"]\n')
    after = cli("check", "c", "-f", "json")
    assert after == cli("check", "c", "-f", "json", "--no-cache")
    assert before != after


def test_a_changed_article_is_read_again(cli: Run) -> None:
    assert codes(cli("check", "c/fire", "-f", "concise")) == ["ND101"]
    path = Path("c/fire/standard.txt")
    path.write_text(path.read_text().replace("25", "27"))
    assert codes(cli("check", "c/fire", "-f", "concise")) == []


def test_a_no_cache_of_the_configuration_gives_way_to_a_cache_that_is_named(cli: Run) -> None:
    Path("newsdiff.toml").write_text("no-cache = true\n")
    cli("check", "c/fire", "--cache", "fresh")
    assert Path("fresh").is_dir()


def test_no_files_are_left_behind(cli: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    (tmp_path / "tmp").mkdir()
    cli("check", "c", "-f", "json", "-o", "out.json")
    assert os.listdir(tmp_path / "tmp") == []
    assert sorted(os.listdir(tmp_path)) == ["c", "out.json", "tmp"]
