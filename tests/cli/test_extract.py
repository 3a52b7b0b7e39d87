"""`newsdiff extract` from arguments to exit status."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsdiff.cli.extract import parse_layers
from newsdiff.errors import NewsdiffError
from newsdiff.extract import extract
from newsdiff.extract.layers import extract_layers
from newsdiff.model import LAYERS
from newsdiff.read import parse, read
from newsdiff.report.extract_json import schema, to_dict
from tests.cli.conftest import Run
from tests.process import COMMAND, EXAMPLES, environment, newsdiff
from tests.sample_report import TEXTS

pytestmark = pytest.mark.usefixtures("folder")


def test_json_fulfils_the_schema(cli: Run) -> None:
    result = cli("extract", "a.txt", "b.txt", "--format", "json")
    data = json.loads(result.out)
    jsonschema.Draft202012Validator(schema()).validate(data)
    assert [article["path"] for article in data["articles"]] == ["a.txt", "b.txt"]
    assert data["generator"]["model"].startswith("en_")
    assert (result.status, result.err) == (0, "")


def test_jsonl_is_an_article_a_line(cli: Run) -> None:
    whole = json.loads(cli("extract", "a.txt", "b.txt", "--format", "json").out)
    lines = cli("extract", "a.txt", "b.txt", "--format", "jsonl").out.splitlines()
    assert [json.loads(line) for line in lines] == whole["articles"]


def test_python_gives_the_same(cli: Run) -> None:
    [line] = cli("extract", "a.txt", "--format", "jsonl").out.splitlines()
    assert json.loads(line) == to_dict(extract(read("a.txt")), LAYERS)


def test_csv(cli: Run) -> None:
    result = cli("extract", "a.txt", "--format", "csv", "--layer", "quantities")
    head, *rows = csv.reader(io.StringIO(result.out, newline=""), strict=True)
    assert head[:7] == ["layer", "path", "line", "column", "start", "end", "text"]
    found = {row[head.index("text")]: row for row in rows}
    start = TEXTS["a"].index("27 were hurt")
    column = start - TEXTS["a"].rindex("\n", 0, start)
    assert found["27"][:6] == ["quantities", "a.txt", "4", str(column), str(start), str(start + 2)]


def test_the_table_is_the_default_and_plain_in_a_pipe(cli: Run) -> None:
    result = cli("extract", "a.txt", "--layer", "attributions")
    assert result.out.startswith("Ferry runs aground off Port Allen\n")
    assert "a.txt:7:1" in result.out
    assert not set(result.out) & set("\x1b─")


def test_top_cuts_the_table_alone(cli: Run) -> None:
    table = cli("extract", "a.txt", "--layer", "claims", "--top", "1").out
    assert "more, --top 0 shows all" in table
    jsonl = cli("extract", "a.txt", "--layer", "claims", "--top", "1", "--format", "jsonl").out
    assert len(json.loads(jsonl)["claims"]) > 3


@pytest.mark.parametrize(
    ("values", "layers"),
    [
        pytest.param([], LAYERS, id="all"),
        pytest.param(["times,quantities"], ("quantities", "times"), id="commas, in one order"),
        pytest.param(["times", "quantities, times"], ("quantities", "times"), id="repeated"),
        pytest.param(["entities,"], ("entities",), id="a comma too many"),
    ],
)
def test_layers(values: list[str], layers: tuple[str, ...]) -> None:
    assert parse_layers(values) == layers


@pytest.mark.parametrize("values", [["quantites"], [""], [","], ["times,claim"], ["all"]], ids=str)
def test_layers_that_are_none(values: list[str]) -> None:
    with pytest.raises(NewsdiffError, match=r"^--layer: .*attributions"):
        parse_layers(values)


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        pytest.param("extract", "extract needs an article; for example: newsdiff extract a.txt", id="no files"),
        pytest.param("extract a.txt -l quantites", "did you mean quantities?", id="a layer"),
        pytest.param("extract a.txt -f xml", "--format: no such choice 'xml'", id="a format"),
        pytest.param("extract lost.txt", "lost.txt: does not exist", id="a missing file"),
        pytest.param("extract .", ".: is a folder", id="a folder"),
        pytest.param("extract - -", "-: standard input can be read once only", id="stdin twice"),
        pytest.param("extract a.txt -o ./a.txt", "would overwrite an input", id="output over an input"),
        pytest.param("extract a.txt --model no_such_model", "'no_such_model' is not installed", id="no such model"),
        pytest.param("extract a.txt -f csv --model no_such_model", "is not installed", id="before the head of a table"),
        pytest.param("extract a.txt --model en_two\x1b[2J", "'en_two\\x1b[2J' is not installed", id="an acting model"),
        pytest.param("extract a.txt --date 14.5.2031", "is not a date", id="a date"),
        pytest.param("extrakt a.txt", "did you mean 'extract'?", id="a mistyped command"),
    ],
)
def test_one_clear_line(cli: Run, arguments: str, line: str) -> None:
    result = cli(*arguments.split(" "))
    assert (result.status, result.out) == (2, "")
    assert line in result.err
    assert result.err.count("\n") == 1


@pytest.mark.parametrize("format_", ["table", "json", "jsonl", "csv"])
def test_an_unreadable_file_is_named_and_the_others_are_printed(cli: Run, format_: str) -> None:
    result = cli("extract", "a.txt", "lost.txt", "b.txt", "-l", "furniture", "-f", format_)
    assert (result.status, result.err) == (2, "newsdiff: lost.txt: does not exist; check the path\n")
    for path in ("a.txt", "b.txt"):
        assert format_ == "csv" or path in result.out
    if format_ == "json":
        assert json.loads(result.out)["skipped"] == [{"path": "lost.txt", "reason": "does not exist; check the path"}]
    if format_ == "jsonl":
        assert [json.loads(line)["path"] for line in result.out.splitlines()] == ["a.txt", "b.txt"]


def test_a_file_of_json_lines(cli: Run, folder: Path) -> None:
    rows = [{"text": TEXTS["a"], "id": "x", "published": "2031-04-02"}, {"no": "text"}, {"text": TEXTS["b"]}]
    (folder / "news.jsonl").write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    result = cli("extract", "news.jsonl", "-l", "times", "-f", "jsonl")
    first, second = (json.loads(line) for line in result.out.splitlines())
    assert (first["id"], first["path"], first["published"]) == ("x", "news.jsonl:1", "2031-04-02")
    assert (second["id"], second["path"]) == (None, "news.jsonl:3")
    assert result.err.startswith("newsdiff: news.jsonl:2: has no text; ")
    assert (result.status, result.err.count("\n")) == (2, 1)
    assert any(item["from"] for item in first["times"])


def test_a_file_of_json_lines_is_compared(cli: Run, folder: Path, engine: list[Any]) -> None:
    rows = [{"text": TEXTS["a"]}, {"text": TEXTS["b"]}]
    (folder / "news.jsonl").write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    assert cli("compare", "news.jsonl", "-q").status == 0
    assert [article.path for article in engine[0][0]] == ["news.jsonl:1", "news.jsonl:2"]


def test_a_page_is_read(cli: Run, folder: Path) -> None:
    paragraphs = "".join(f"<p>{line}</p>" for line in TEXTS["a"].splitlines()[2:])
    page = f"<html><title>Ferry aground</title><nav><a href=/>Home</a></nav><article>{paragraphs}</article></html>"
    (folder / "page.html").write_text(page, encoding="utf-8")
    [line] = cli("extract", "page.html", "-f", "jsonl").out.splitlines()
    article = json.loads(line)
    assert (article["path"], article["title"]) == ("page.html", "Ferry aground")
    assert article["text"].startswith("Ferry aground\n\nThe ferry Meridian")
    assert len(article["claims"]) > 5
    for claim in article["claims"]:
        assert article["text"][claim["start"] : claim["end"]] == claim["text"]


def test_standard_input_and_a_label(cli: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(TEXTS["c"].encode())))
    [line] = cli("extract", "wire=-", "-l", "furniture", "-f", "jsonl", "--date", "2031-04-03").out.splitlines()
    article = json.loads(line)
    assert (article["path"], article["source"], article["published"]) == ("-", "wire", "2031-04-03")


def test_output_is_whole(cli: Run, folder: Path) -> None:
    result = cli("extract", "a.txt", "b.txt", "-l", "times", "-f", "csv", "-o", "out.csv")
    assert (result.status, result.out) == (0, "")
    assert (folder / "out.csv").read_bytes().count(b"\r\n") > 3


def test_an_output_without_articles_leaves_the_old_one(cli: Run, folder: Path) -> None:
    (folder / "out.json").write_text("old", encoding="utf-8")
    assert cli("extract", "lost.txt", "-f", "json", "-o", "out.json").status == 2
    assert (folder / "out.json").read_text(encoding="utf-8") == "old"


def test_a_warning_is_told_once_and_not_when_quiet(cli: Run, folder: Path) -> None:
    (folder / "cafe.txt").write_bytes("The caf\xe9 burned on Monday. Two people were hurt.".encode("cp1252"))
    assert cli("extract", "cafe.txt", "-l", "times").err == "newsdiff: warning: cafe.txt: no UTF-8; read as cp1252\n"
    assert cli("extract", "cafe.txt", "-l", "times", "-q").err == ""


def test_a_pipeline_without_a_parser_is_told_so(cli: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    import spacy

    from newsdiff import nlp

    def load(name: str) -> Any:
        return spacy.blank("en")

    nlp.pipeline.cache_clear()
    monkeypatch.setattr("spacy.util.is_package", lambda name: True)
    monkeypatch.setattr("spacy.load", load)
    result = cli("extract", "a.txt", "--model", "en_small")
    nlp.pipeline.cache_clear()
    assert (result.status, result.out) == (2, "")
    assert "'en_small' has no tagger, parser, lemmatizer, ner" in result.err


@pytest.mark.parametrize("arguments", [("extract", "--help"), ("extract", "a.txt", "-l", "furniture")], ids=" ".join)
def test_help_and_furniture_load_no_spacy(folder: Path, arguments: tuple[str, ...]) -> None:
    command = [sys.executable, "-X", "importtime", *COMMAND[1:], *arguments]
    done = subprocess.run(command, cwd=folder, env=environment(), capture_output=True, text=True, check=False)
    assert done.returncode == 0
    loaded = {line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.splitlines() if "|" in line}
    assert "newsdiff" in loaded
    assert not loaded & {"spacy", "dateparser", "charset_normalizer", "ftfy", "rapidfuzz", "trafilatura"}


def test_a_reader_who_leaves_is_no_error(folder: Path) -> None:
    command = " ".join([*COMMAND, "extract", *["a.txt"] * 30, "-l", "furniture", "-f", "jsonl"])
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command} | head -n 1"],
        cwd=folder,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("\n") == 1


def test_the_same_input_gives_the_same_bytes_in_every_process() -> None:
    command = ("extract", "a.txt", "b.txt", "--format", "json")
    runs = [newsdiff(*command, cwd=EXAMPLES / "gala", env={"PYTHONHASHSEED": seed}) for seed in ("0", "1", "4242")]
    assert runs[0].returncode == 0
    assert len({run.stdout for run in runs}) == 1


def test_a_stream_of_ascii_gets_ascii(folder: Path) -> None:
    (folder / "o.txt").write_text("The “Tōkyō Maru” 🚢 sank on Monday. Two people were hurt.", encoding="utf-8")
    for format_ in ("json", "jsonl", "csv", "table"):
        done = newsdiff("extract", "o.txt", "-f", format_, cwd=folder, env={"PYTHONIOENCODING": "ascii"})
        assert done.returncode == 0, done.stderr
        assert done.stdout.isascii()
        if format_ == "jsonl":
            utf8 = newsdiff("extract", "o.txt", "-f", format_, cwd=folder)
            assert json.loads(done.stdout) == json.loads(utf8.stdout)


FILES = sorted(EXAMPLES.glob("*/*.txt"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_a_layer_alone_is_the_same_layer(file: Path) -> None:
    article = read(str(file))
    whole = extract(article)
    for layer in LAYERS:
        [alone] = extract_layers([article], [layer])
        assert getattr(alone, layer) == getattr(whole, layer)
        assert not [other for other in LAYERS if other != layer and getattr(alone, other)]


def offsets_hold(article: dict[str, Any], text: str) -> int:
    """How many spans with words there are; each holds just its words."""
    count = 0
    level: list[Any] = [article]
    while level:
        value = level.pop()
        if isinstance(value, dict):
            if {"text", "start", "end"} <= value.keys():
                assert text[value["start"] : value["end"]] == value["text"] != ""
                count += 1
            level += value.values()
        elif isinstance(value, list):
            level += value
    return count


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_offsets_join_back_to_the_file(file: Path) -> None:
    article = read(str(file))
    assert offsets_hold(to_dict(extract(article), LAYERS), article.text) > 50


WORDS = """Two people|were hurt|on Monday|“No,”|said|Ida Quill|she|12|£2m|27โ28|—|’|*|#|[x](http://x.y)|\u200b|🚢|
\x1b[31m|=|per cent|.|,|"|he added|\n\n|\r\n""".split("|")


@settings(max_examples=40)
@given(st.lists(st.sampled_from(WORDS), max_size=25))
def test_offsets_join_back_in_any_text(words: list[str]) -> None:
    article = parse(" ".join(words))
    offsets_hold(to_dict(extract(article), LAYERS), article.text)
