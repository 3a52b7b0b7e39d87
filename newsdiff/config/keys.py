"""The keys of the configuration: what each is called, what it may be, and how its text in the environment is read."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Literal

from newsdiff.codes import CODES
from newsdiff.config.globs import Globs, is_address, wrong_with
from newsdiff.model import FACET_KINDS

DEFAULT_MODEL = "en_core_web_sm"
DEFAULT_MAX_BYTES = 1_000_000
#: Whether the reader that ships with newsdiff is used; any other value names a folder with another's weights.
READER_SWITCH = ("on", "off")
DEFAULT_READER = "on"
#: The formats of a report; a test holds them against those that there are.
FORMATS = (
    "table", "concise", "json", "jsonl", "csv", "tsv", "markdown", "html", "sarif", "junit", "github", "gitlab"
)  # fmt: skip
COLORS = ("auto", "always", "never")
#: The displays of a comparison; a test holds them against those that there are.
DISPLAYS = ("table", "matrix", "side-by-side", "inline")
#: What does the work of `check`.
ENGINES = ("pool", "dask")
VERDICTS = ("none", "divergent", "unique", "any")
_TRUE, _FALSE = ("1", "true", "yes", "on"), ("0", "false", "no", "off")


#: No number of anything is larger, and no library takes one of thousands of digits.
_MOST = 10**12


class Wrong(Exception):
    """A value that its key may not have; says what it is and what it may be."""


@dataclass(frozen=True, slots=True)
class Key:
    """One setting: `field` of Config, `what` it is, the `default`.

    `take` makes the value out of what TOML or a flag gives, `spell` what TOML would give out of the text of an
    environment variable; both raise Wrong. A `path` is relative to the folder of the file that gives it, unless it is
    one of `words`. `found` is what a file may say that was found in a folder and that nobody named: anything, a path
    `inside` its folder, or the `default` and `words` alone, where the value chooses what runs or connects.
    """

    field: str
    what: str
    default: Any
    take: Callable[[object], Any]
    spell: Callable[[str], object] = str
    is_path: bool = False
    words: tuple[str, ...] = ()
    found: Literal["anything", "inside", "default"] = "anything"

    @property
    def name(self) -> str:
        """As files and flags write it: `min-confidence`."""
        return self.field.replace("_", "-")

    @property
    def variable(self) -> str:
        """As the environment writes it: `NEWSDIFF_MIN_CONFIDENCE`."""
        return f"NEWSDIFF_{self.field.upper()}"


def _text(way_out: str) -> Callable[[object], str]:
    def take(value: object) -> str:
        if not isinstance(value, str):
            raise Wrong(f"{shown(value)} is no string; {way_out}")
        if not value.strip() or "\0" in value:
            raise Wrong(f"an empty name; {way_out}")
        return value

    return take


def _choice(choices: Sequence[str]) -> Callable[[object], str]:
    def take(value: object) -> str:
        if isinstance(value, str) and value in choices:
            return value
        raise Wrong(f"no such choice {shown(value)}; {suggestion(value, choices)}")

    return take


def _whole(least: int, way_out: str) -> Callable[[object], int]:
    def take(value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int):
            raise Wrong(f"{shown(value)} is no whole number; {way_out}")
        if abs(value) > _MOST:
            raise Wrong(f"a number beyond {_MOST:,}; {way_out}")
        if value < least:
            raise Wrong(f"{value} is below {least}; {way_out}")
        return value

    return take


def _part(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Wrong(f"{shown(value)} is no number; give one between 0 and 1")
    if not 0 <= value <= 1:  # Nor is a number that is none.
        raise Wrong(f"{shown(value)} is not between 0 and 1")
    return float(value)


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise Wrong(f"{shown(value)} is neither true nor false")
    return value


def _words(value: object, what: str) -> tuple[str, ...]:
    if isinstance(value, str) or not isinstance(value, list | tuple):
        raise Wrong(f"{shown(value)} is no list; give a list of {what}")
    for item in value:
        if not isinstance(item, str):
            raise Wrong(f"{shown(item)} is no string; give a list of {what}")
    return tuple(value)


def codes(value: object) -> tuple[str, ...]:
    """A list of codes or beginnings of codes. Raises Wrong."""
    return tuple(code(item) for item in _words(value, "codes, such as ND101 or ND2"))


def code(value: object) -> str:
    """A code or the beginning of one, in capitals. Raises Wrong."""
    known = [item.id for item in CODES]
    if isinstance(value, str):
        wanted = value.strip().upper()
        if len(wanted) >= 2 and any(item.startswith(wanted) for item in known):
            return wanted
    raise Wrong(f"{shown(value)} is no code nor the beginning of one; {suggestion(value, known)}")


def globs(value: object) -> Globs:
    """A pattern or a list of them. Raises Wrong."""
    if isinstance(value, Globs):
        return value
    patterns = (value,) if isinstance(value, str) else _words(value, "patterns, such as drafts/ or *.html")
    for pattern in patterns:
        problem = wrong_with(pattern)
        if problem:
            raise Wrong(f"{shown(pattern)} {problem}; write it as in .gitignore, such as drafts/ or *.html")
    return Globs(patterns)


def _group(value: object) -> str:
    if isinstance(value, str) and value.startswith("field:") and value.removeprefix("field:").strip():
        return value
    return _choice(("auto", "folder", "none", "field:NAME"))(value)


def _encoding(value: object) -> str:
    name = _text("name an encoding such as utf-8")(value)
    try:
        is_text = getattr(codecs.lookup(name), "_is_text_encoding", True)
    except (LookupError, ValueError):
        raise Wrong(f"unknown encoding {shown(name)}; give a name such as utf-8 or cp1252") from None
    if not is_text:
        raise Wrong(f"{shown(name)} is no text encoding; give a name such as utf-8 or cp1252")
    return name


def _folder(value: object) -> str:
    path = _text("name a folder")(value)
    if is_address(path):
        raise Wrong(f"{shown(path)} is an address; name a folder of this machine")
    return path


def _reader(value: object) -> str:
    if isinstance(value, bool):
        value = "on" if value else "off"
    return _text("give on, off, or a folder with the weights of a reader")(value)


def _jobs(value: object) -> int | str:
    if value == "auto":
        return "auto"
    return _whole(1, "give a number of processes, or auto")(value)


def fail_on(value: object) -> tuple[str, tuple[str, ...]]:
    """What trips the gate: a kind of finding and, after `divergent:`, the facets that count. Raises Wrong."""
    if not isinstance(value, str):
        raise Wrong(f"{shown(value)} is no string; {suggestion('', VERDICTS)}")
    kind, colon, rest = value.partition(":")
    _choice(VERDICTS)(kind)
    facets = tuple(item.strip() for item in rest.split(",")) if colon else ()
    if facets and kind != "divergent":
        raise Wrong(f"{value!r}: divergent alone takes facets; for example divergent:quantity,quote")
    for facet in facets:
        if facet not in FACET_KINDS:
            raise Wrong(f"no such facet {facet!r}; {suggestion(facet, FACET_KINDS)}")
    return kind, facets


def _fail_on(value: object) -> str:
    fail_on(value)
    return str(value)


def suggestion(value: object, choices: Sequence[str]) -> str:
    """The nearest of `choices` to a `value` that is none, and what there is."""
    near = get_close_matches(str(value).lower(), [item.lower() for item in choices], n=1, cutoff=0.5)
    hint = next((item for item in choices if near and item.lower() == near[0]), None)
    listed = ", ".join(choices[:-1])
    return f"{f'did you mean {hint}? ' if hint else ''}it takes {listed} or {choices[-1]}"


def shown(value: object) -> str:
    """A value in a message, cut to a length that a line bears."""
    try:
        text = str(value).lower() if isinstance(value, bool) else repr(value)
    except ValueError:  # Python writes no number of thousands of digits.
        return "a number of thousands of digits"
    return text if len(text) <= 60 else text[:59] + "…"


def _spell_whole(text: str) -> object:
    return int(text) if text.strip().lstrip("+-").isdecimal() and len(text) < 19 else text


def _spell_number(text: str) -> object:
    try:
        return float(text)
    except ValueError:
        return text


def _spell_flag(text: str) -> object:
    word = text.strip().lower()
    return True if word in _TRUE else False if word in _FALSE else text


def _spell_list(text: str) -> object:
    return [item.strip() for item in text.split(",") if item.strip()]


KEYS: tuple[Key, ...] = (
    Key(
        "model",
        "the spaCy pipeline",
        DEFAULT_MODEL,
        _text(f"name a spaCy pipeline such as {DEFAULT_MODEL}"),
        found="default",
    ),
    Key(
        "reader",
        "what reads sentences together",
        DEFAULT_READER,
        _reader,
        is_path=True,
        words=READER_SWITCH,
        found="default",
    ),
    Key("encoding", "the files' encoding", None, _encoding),
    Key(
        "max_bytes",
        "the largest article, in bytes",
        DEFAULT_MAX_BYTES,
        _whole(1, "give the largest file size in bytes"),
        _spell_whole,
    ),
    Key("exclude", "files of a corpus that are left out", Globs(), globs, _spell_list, is_path=True),
    Key("follow_links", "links out of a folder are followed", False, _flag, _spell_flag, found="default"),
    Key("group", "how articles become stories", "auto", _group),
    Key("jobs", "processes at work", "auto", _jobs, _spell_whole),
    Key("engine", "what does the work", "pool", _choice(ENGINES), found="default"),
    Key(
        "address",
        "the scheduler of the cluster",
        None,
        _text("give its address such as tls://host:8786"),
        found="default",
    ),
    Key("insecure", "a cluster elsewhere without TLS", False, _flag, _spell_flag, found="default"),
    Key("cache", "the folder of the cache", None, _folder, is_path=True, found="inside"),
    Key("no_cache", "work without a cache", False, _flag, _spell_flag),
    Key("format", "how the report is written", "table", _choice(FORMATS)),
    Key("color", "when the table is coloured", "auto", _choice(COLORS)),
    Key("display", "how the table shows a comparison", "table", _choice(DISPLAYS)),
    Key(
        "context",
        "sentences around each passage of the table",
        0,
        _whole(0, "give how many sentences; 0 shows none"),
        _spell_whole,
    ),
    Key("hyperlinks", "when places are links", "auto", _choice(COLORS)),
    Key(
        "hyperlink_format",
        "where links lead",
        "default",
        _text("name a format such as vscode, or give one such as file://{host}{path}"),
    ),
    Key(
        "top",
        "findings a section of the table, 0 for all",
        None,
        _whole(0, "give how many to show; 0 shows all"),
        _spell_whole,
    ),
    Key("verbose", "ids, codes and rules in the table", False, _flag, _spell_flag),
    Key("no_pager", "long reports straight, by no pager", False, _flag, _spell_flag),
    Key("quiet", "no warnings on stderr", False, _flag, _spell_flag),
    Key("min_confidence", "the least confidence of a finding", 0.0, _part, _spell_number),
    Key("fail_on", "what trips the gate", "none", _fail_on),
    Key("select", "the codes that the gate counts", (), codes, _spell_list),
    Key("ignore", "the codes that it does not", (), codes, _spell_list),
    Key(
        "max_divergent",
        "divergent findings that pass the gate",
        None,
        _whole(0, "give how many may pass the gate"),
        _spell_whole,
    ),
    Key("exit_zero", "never leave with status 1", False, _flag, _spell_flag),
    Key("baseline", "the file of known findings", None, _text("name a file"), is_path=True, found="inside"),
)
BY_FIELD: Mapping[str, Key] = {key.field: key for key in KEYS}
BY_NAME: Mapping[str, Key] = {key.name: key for key in KEYS}
