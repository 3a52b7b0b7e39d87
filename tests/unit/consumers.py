"""Each format read back by what consumes it: a schema, a parser, or the rules that a platform publishes."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any

import jsonschema
from lxml import etree
from markdown_it import MarkdownIt

from newsdiff.report import json_format, jsonl
from newsdiff.report.separated import COLUMNS
from tests.unit.html_consumer import html

SCHEMAS = Path(__file__).parent.parent / "schemas"
#: What docs.gitlab.com asks of a Code Quality report.
_GITLAB = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "minLength": 1},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "minLength": 1, "not": {"pattern": r"^\./"}},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}
#: The mark-up that newsdiff's Markdown has of its own; anything else came out of an article.
_OWN_HTML = {"<code>", "</code>", "<br>", "<span>", "</span>", "<!-- -->"}
_OWN_BLOCK = re.compile(r"<details><summary>\d+ (agreed|unique)</summary>\n?|</details>\n?")
_OWN_TOKENS = {
    *("heading", "paragraph", "bullet_list", "list_item", "strong", "table", "thead", "tbody", "tr", "th", "td"),
    *("inline", "text", "html_inline", "html_block"),
}
_CONCISE = re.compile(r"(?P<path>.+):(?P<line>\d+):(?P<column>\d+): (?P<code>ND\d{3}) (?P<message>.+)")


@cache
def _sarif() -> Any:
    schema = json.loads((SCHEMAS / "sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8"))
    return jsonschema.Draft4Validator(schema)


@cache
def _junit() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(SCHEMAS / "junit-10.xsd"))


def concise(text: str) -> list[dict[str, str]]:
    """The parts of each line."""
    found = [_CONCISE.fullmatch(line) for line in text.split("\n")[:-1]]
    assert all(found)
    return [match.groupdict() for match in found if match]


def sarif(text: str) -> dict[str, Any]:
    """The run."""
    log = json.loads(text)
    _sarif().validate(log)
    run: dict[str, Any] = log["runs"][0]
    return run


def junit(text: str) -> Any:
    """The root, when the schema of Jenkins holds and every count is that of the elements."""
    root = etree.fromstring(text.encode())
    _junit().assertValid(root)
    for suite in [root, *root.iter("testsuite")]:
        for name, tag in (("tests", "testcase"), ("failures", "failure"), ("errors", "error")):
            assert int(suite.get(name)) == len(list(suite.iter(tag)))
    return root


def github(text: str) -> list[tuple[str, dict[str, str], str]]:
    """Level, properties and message of each line, read as the runner reads them; no line is anything else."""
    found = []
    for line in text.split("\n")[:-1]:
        match = re.fullmatch(r"::(error|warning|notice) ([^:]*)::(.*)", line)
        assert match, line
        properties = dict(part.split("=", 1) for part in match[2].split(","))
        found.append((match[1], {key: _read(value) for key, value in properties.items()}, _read(match[3])))
    return found


def _read(text: str) -> str:
    for escape, sign in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(escape, sign)
    return text


def gitlab(text: str) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = json.loads(text)
    jsonschema.Draft202012Validator(_GITLAB).validate(entries)
    assert len({entry["fingerprint"] for entry in entries}) == len(entries)
    return entries


def table(delimiter: str) -> Callable[[str], list[dict[str, str]]]:
    """Reads rows: all of one width, no cell a formula or of several lines."""

    def read(text: str) -> list[dict[str, str]]:
        head, *rows = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
        assert tuple(head) == COLUMNS
        for row in rows:
            assert len(row) == len(head)
            assert not [cell for cell in row if cell.lstrip()[:1] in set("=+-@＝＋－＠\t\r\n") - {""} and cell.strip()]
            assert not any("\n" in cell or "\r" in cell for cell in row)
        return [dict(zip(head, row, strict=True)) for row in rows]

    return read


def markdown(text: str) -> str:
    """The words that a reader sees, when nothing in them is mark-up but what newsdiff marks up itself."""
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    words = []
    for token in parser.parse(text):
        assert token.type.removesuffix("_open").removesuffix("_close") in _OWN_TOKENS, token
        if token.type == "html_block":
            assert _OWN_BLOCK.fullmatch(token.content), token.content
        for child in token.children or []:
            assert child.type.removesuffix("_open").removesuffix("_close") in _OWN_TOKENS, child
            if child.type == "html_inline":
                assert child.content in _OWN_HTML, child.content
            else:
                words.append(child.content)
        words.append("\n")
    return "".join(words)


def report_json(text: str) -> Any:
    data = json.loads(text)
    jsonschema.Draft202012Validator(json_format.schema()).validate(data)
    return data


def report_jsonl(text: str) -> list[Any]:
    validator = jsonschema.Draft202012Validator(jsonl.schema())
    found = [json.loads(line) for line in text.split("\n")[:-1]]
    for item in found:
        validator.validate(item)
    return found


CONSUMERS: dict[str, Callable[[str], Any]] = {
    "concise": concise,
    "json": report_json,
    "jsonl": report_jsonl,
    "csv": table(","),
    "tsv": table("\t"),
    "markdown": markdown,
    "html": html,
    "sarif": sarif,
    "junit": junit,
    "github": github,
    "gitlab": gitlab,
}
