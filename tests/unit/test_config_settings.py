"""What is in force: flags, environment, file, defaults, each with its origin; and what each of them may not say."""

from __future__ import annotations

import os
import pickle
from pathlib import Path

import pytest

from newsdiff.codes import CODES
from newsdiff.config import Config, Globs, SourceDefaults
from newsdiff.config.files import find
from newsdiff.config.keys import BY_FIELD, FORMATS, KEYS
from newsdiff.config.settings import TABLES, resolve
from newsdiff.errors import NewsdiffError


def folder(tmp_path: Path, **files: str) -> Path:
    for name, text in files.items():
        path = tmp_path / name.replace("__", "/").replace("_toml", ".toml").replace("dot", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def test_every_field_is_a_key_or_a_table() -> None:
    assert set(Config.__dataclass_fields__) == {*BY_FIELD, *TABLES}


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.name)
def test_the_default_of_a_key_is_that_of_the_config(key: object) -> None:
    assert getattr(Config(), key.field) == key.default  # type: ignore[attr-defined]


def test_the_formats_are_those_that_there_are() -> None:
    from newsdiff.report.formats import NAMES

    assert set(FORMATS) == set(NAMES)


def test_the_codes_may_be_selected() -> None:
    assert Config(select=tuple(code.id for code in CODES)).select


# Where the file is searched for.


@pytest.mark.parametrize(
    ("files", "start", "found"),
    [
        pytest.param({"newsdiff_toml": ""}, ".", "newsdiff.toml", id="in the folder"),
        pytest.param({"newsdiff_toml": "", "a__b__x_toml": ""}, "a/b", "newsdiff.toml", id="above it"),
        pytest.param({"newsdiff_toml": "", "a__newsdiff_toml": ""}, "a", "a/newsdiff.toml", id="the nearest"),
        pytest.param({"newsdiff_toml": "", "dotnewsdiff_toml": ""}, ".", ".newsdiff.toml", id="the hidden one first"),
        pytest.param(
            {"newsdiff_toml": "", "pyproject_toml": "[tool.newsdiff]"}, ".", "newsdiff.toml", id="pyproject last"
        ),
        pytest.param({"pyproject_toml": "[tool.newsdiff]"}, ".", "pyproject.toml", id="pyproject"),
        pytest.param({"pyproject_toml": "tool.newsdiff.top = 1"}, ".", "pyproject.toml", id="pyproject, dotted"),
        pytest.param(
            {"newsdiff_toml": "", "a__pyproject_toml": "[tool.ruff]"}, "a", "newsdiff.toml", id="another's pyproject"
        ),
        pytest.param({"newsdiff_toml": "", "a__pyproject_toml": "]["}, "a", "newsdiff.toml", id="a damaged pyproject"),
    ],
)
def test_the_file_that_counts(tmp_path: Path, files: dict[str, str], start: str, found: str) -> None:
    folder(tmp_path, **files)
    assert find(tmp_path / start) == tmp_path / found


def test_a_folder_called_as_a_file_is_passed_over(tmp_path: Path) -> None:
    folder(tmp_path, newsdiff_toml="", a__newsdiff_toml__x_toml="")
    assert find(tmp_path / "a") == tmp_path / "newsdiff.toml"


@pytest.mark.parametrize("end", ["repository", "worktree", "home"])
def test_the_search_ends_at_the_root_of_the_repository_and_at_home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, end: str
) -> None:
    folder(tmp_path, newsdiff_toml="", a__b__x_toml="")
    if end == "home":
        monkeypatch.setenv("HOME", str(tmp_path / "a"))
    elif end == "worktree":
        (tmp_path / "a" / ".git").write_text("gitdir: elsewhere")
    else:
        (tmp_path / "a" / ".git").mkdir()
    assert find(tmp_path / "a" / "b") is None
    (tmp_path / "a" / ".newsdiff.toml").write_text("")
    assert find(tmp_path / "a" / "b") == tmp_path / "a" / ".newsdiff.toml"


# What a file may not say that was found, not named.


@pytest.mark.parametrize(
    ("line", "field"),
    [
        pytest.param('engine = "dask"', "engine", id="what does the work"),
        pytest.param('address = "tcp://peer.example:8786"', "address", id="a cluster"),
        pytest.param("insecure = true", "insecure", id="trust in it"),
        pytest.param('model = "en_peer"', "model", id="a pipeline that runs"),
        pytest.param('reader = "weights"', "reader", id="weights that run"),
        pytest.param('baseline = "s3://user:word@shelf/known.json"', "baseline", id="a baseline at an address"),
        pytest.param('baseline = "simplecache::s3://shelf/known.json"', "baseline", id="a chain of addresses"),
        pytest.param('baseline = "file:///etc/passwd"', "baseline", id="a baseline at an address of this machine"),
        pytest.param("follow-links = true", "follow_links", id="what links lead to"),
        pytest.param('baseline = "../known.json"', "baseline", id="a baseline above"),
        pytest.param('baseline = "/etc/passwd"', "baseline", id="a baseline elsewhere"),
        pytest.param('baseline = "~/known.json"', "baseline", id="a baseline at home"),
        pytest.param('baseline = "link/known.json"', "baseline", id="a baseline behind a link"),
        pytest.param('cache = "../cache"', "cache", id="a cache above"),
    ],
)
@pytest.mark.parametrize("name", ["newsdiff.toml", "pyproject.toml"])
def test_a_file_that_is_found_chooses_nothing_that_runs_or_connects(
    tmp_path: Path, line: str, field: str, name: str
) -> None:
    below = tmp_path / "clone"
    below.mkdir()
    (below / "link").symlink_to(tmp_path, target_is_directory=True)
    head = "[tool.newsdiff]\n" if name == "pyproject.toml" else "\n"
    (below / name).write_text(f"{head}{line}\n")
    with pytest.raises(NewsdiffError) as caught:
        resolve({}, {}, below)
    told, key = str(caught.value), field.replace("_", "-")
    assert told.startswith(f"{name}:2: {key}: a file that is found in a folder ")
    assert f"; say it by --{key}, NEWSDIFF_{field.upper()} or in a file given to --config" in told
    with pytest.raises(NewsdiffError, match=f"{name}:2: {key}: "):
        resolve({field: getattr(resolve({}, {}, below, isolated=True).config, field)}, {}, below)
    assert field in resolve({}, {}, below, config=Path(name)).origins
    assert str(resolve({}, {"NEWSDIFF_CONFIG": name}, below).origins[field]) == f"{name}:2"


def test_a_file_that_is_found_is_a_regular_one_of_its_folder(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("the word")
    below = tmp_path / "clone"
    below.mkdir()
    (below / "newsdiff.toml").symlink_to(tmp_path / "secret")
    with pytest.raises(NewsdiffError, match=r"^newsdiff\.toml: is a link that leads out of its folder; give the file"):
        resolve({}, {}, below)
    (below / "newsdiff.toml").unlink()
    os.mkfifo(below / "newsdiff.toml")
    with pytest.raises(NewsdiffError, match=r"^newsdiff\.toml: is not a regular file"):
        resolve({}, {}, below)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        pytest.param("top = " + "9" * 5000, "has a number of thousands of digits", id="decimal"),
        pytest.param("top = 0x" + "f" * 5000, "top: a number beyond 1,000,000,000,000", id="hexadecimal"),
        pytest.param("min-confidence = 0x" + "f" * 5000, "min-confidence: a number of thousands", id="of a share"),
        pytest.param("quiet = 0x" + "f" * 5000, "quiet: a number of thousands of digits is neither", id="of a switch"),
        pytest.param("max-bytes = " + "9" * 30, "max-bytes: a number beyond 1,000,000,000,000", id="no machine has"),
    ],
)
def test_a_number_that_is_too_long_is_named(tmp_path: Path, line: str, problem: str) -> None:
    with pytest.raises(NewsdiffError) as caught:
        resolve({}, {}, folder(tmp_path, newsdiff_toml=f"\n{line}\n"))
    assert str(caught.value).startswith(f"newsdiff.toml:2: {problem}")
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize(
    "line",
    [
        'engine = "pool"', "insecure = false", 'model = "en_core_web_sm"', 'reader = "off"', 'cache = "./cache"',
        'baseline = "a/known.json"',
    ],
)  # fmt: skip
def test_a_file_that_is_found_may_say_what_is_harmless(tmp_path: Path, line: str) -> None:
    assert resolve({}, {}, folder(tmp_path, newsdiff_toml=line)).file == "newsdiff.toml"


# Who is heard first.


@pytest.mark.parametrize(
    ("flags", "environ", "text", "top", "origin"),
    [
        pytest.param({}, {}, "", None, "default", id="nobody"),
        pytest.param({}, {}, "\ntop = 1", 1, "newsdiff.toml:2", id="the file"),
        pytest.param({}, {"NEWSDIFF_TOP": "2"}, "top = 1", 2, "NEWSDIFF_TOP", id="the environment over the file"),
        pytest.param({"top": 3}, {"NEWSDIFF_TOP": "2"}, "top = 1", 3, "--top", id="a flag over all"),
        pytest.param({"top": 0}, {}, "top = 1", 0, "--top", id="a flag of nought is given"),
        pytest.param({}, {"NEWSDIFF_TOP": ""}, "top = 1", 1, "newsdiff.toml:1", id="an empty variable is not given"),
        pytest.param({}, {"NEWSDIFF_GOLD": "x"}, "", None, "default", id="an unknown variable is another's"),
    ],
)
def test_who_is_heard(
    tmp_path: Path, flags: dict[str, object], environ: dict[str, str], text: str, top: int | None, origin: str
) -> None:
    settings = resolve(flags, environ, folder(tmp_path, newsdiff_toml=text))
    assert (settings.config.top, str(settings.origins["top"])) == (top, origin)


@pytest.mark.parametrize(
    ("variable", "text", "field", "value"),
    [
        pytest.param("NEWSDIFF_MIN_CONFIDENCE", "0.5", "min_confidence", 0.5, id="a number"),
        pytest.param("NEWSDIFF_MAX_BYTES", "5000", "max_bytes", 5000, id="a whole number"),
        pytest.param("NEWSDIFF_JOBS", "auto", "jobs", "auto", id="a word for a number"),
        pytest.param("NEWSDIFF_JOBS", "4", "jobs", 4, id="jobs"),
        pytest.param("NEWSDIFF_ENGINE", "dask", "engine", "dask", id="an engine"),
        pytest.param("NEWSDIFF_ADDRESS", "tcp://h:8786", "address", "tcp://h:8786", id="a scheduler"),
        pytest.param("NEWSDIFF_BASELINE", "s3://shelf/k.json", "baseline", "s3://shelf/k.json", id="an address"),
        pytest.param("NEWSDIFF_NO_CACHE", "1", "no_cache", True, id="a flag"),
        pytest.param("NEWSDIFF_NO_CACHE", "Off", "no_cache", False, id="a flag that is off"),
        pytest.param("NEWSDIFF_SELECT", "nd1, ND201", "select", ("ND1", "ND201"), id="a list"),
        pytest.param("NEWSDIFF_FAIL_ON", "divergent:quote,date", "fail_on", "divergent:quote,date", id="facets"),
        pytest.param("NEWSDIFF_GROUP", "field:story", "group", "field:story", id="a field"),
    ],
)
def test_the_environment_is_read(tmp_path: Path, variable: str, text: str, field: str, value: object) -> None:
    settings = resolve({}, {variable: text}, tmp_path)
    assert getattr(settings.config, field) == value
    assert settings.origins[field].kind == "environment"


def test_the_file_that_config_names_is_read_alone(tmp_path: Path) -> None:
    folder(tmp_path, newsdiff_toml="top = 1", other_toml="verbose = true")
    for flags in ({"config": Path("other.toml")}, {"environ": {"NEWSDIFF_CONFIG": "other.toml"}}):
        settings = resolve({}, flags.get("environ", {}), tmp_path, flags.get("config"))  # type: ignore[arg-type]
        assert (settings.config.top, settings.config.verbose, settings.file) == (None, True, "other.toml")


def test_isolated_reads_no_file_and_still_the_environment(tmp_path: Path) -> None:
    environ = {"NEWSDIFF_TOP": "2", "NEWSDIFF_CONFIG": "newsdiff.toml"}
    settings = resolve({}, environ, folder(tmp_path, newsdiff_toml="verbose = true"), isolated=True)
    assert (settings.config.top, settings.config.verbose, settings.file) == (2, False, None)


def test_paths_count_from_the_folder_of_the_file(tmp_path: Path) -> None:
    text = 'baseline = "known.json"\ncache = "./cache"\nexclude = ["drafts/"]\n'
    folder(tmp_path, a__newsdiff_toml=text, a__b__x_toml="")
    config = resolve({}, {}, tmp_path / "a" / "b").config
    assert config.baseline == str(tmp_path / "a" / "known.json")
    assert config.cache == str(tmp_path / "a" / "cache")
    assert config.exclude.matches(str(tmp_path / "a" / "b" / "drafts" / "x.txt"))
    assert not config.exclude.matches(str(tmp_path / "drafts" / "x.txt"))


def test_paths_of_flags_and_environment_count_from_here(tmp_path: Path) -> None:
    folder(tmp_path, newsdiff_toml="", a__x_toml="")
    config = resolve({"baseline": "known.json"}, {"NEWSDIFF_CACHE": "c"}, tmp_path / "a").config
    assert (config.baseline, config.cache) == (str(tmp_path / "a" / "known.json"), str(tmp_path / "a" / "c"))


def test_pyproject_is_read_below_its_table(tmp_path: Path) -> None:
    text = '[project]\nname = "x"\n[tool.newsdiff]\ntop = 4\n[[tool.newsdiff.ignore]]\ncode = "ND2"\nreason = "r"\n'
    settings = resolve({}, {}, folder(tmp_path, pyproject_toml=text))
    assert (settings.config.top, str(settings.origins["top"])) == (4, "pyproject.toml:4")
    assert settings.config.ignores[0].place == "pyproject.toml:5"


def test_tables_are_read(tmp_path: Path) -> None:
    text = """
ignore = ["nd9", {code = "ND1", path = "a/", reason = "rounded there"}]
[[source]]
path = ["wires/", "*.wire"]
label = "Northmoor Wire"
dates = "dmy"
timezone = "Europe/London"
furniture = ["Sign up for *"]
[[source]]
path = "wires/old/"
dates = "mdy"
furniture = ["Old news"]
[aliases]
"Halden Steel" = ["Old Blue", "the Works"]
"""
    config = resolve({}, {}, folder(tmp_path, newsdiff_toml=text)).config
    assert config.ignore == ("ND9",)
    assert [(entry.code, entry.reason, entry.place) for entry in config.ignores] == [
        ("ND1", "rounded there", "newsdiff.toml:2")
    ]
    assert dict(config.aliases) == {"Halden Steel": ("Old Blue", "the Works")}
    assert config.source_for(str(tmp_path / "x.wire")) == SourceDefaults(
        "Northmoor Wire", "dmy", "Europe/London", ("Sign up for *",)
    )
    assert config.source_for(str(tmp_path / "wires/old/x.txt")) == SourceDefaults(
        "Northmoor Wire", "mdy", "Europe/London", ("Sign up for *", "Old news")
    ), "the later entry counts, field by field; furniture is of both"
    assert config.source_for(str(tmp_path / "x.txt")) == SourceDefaults()
    assert config.source_for(str(tmp_path.parent / "x.wire")) == SourceDefaults(), "outside of the file's folder"
    assert pickle.loads(pickle.dumps(config)) == config, "a config crosses processes"
    assert hash(config) == hash(pickle.loads(pickle.dumps(config)))


# What may not be said: file, line, key and what it may be.


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("\ntopp = 1", "newsdiff.toml:2: unknown key 'topp'; did you mean top?", id="an unknown key"),
        pytest.param("min_confidence = 1", "did you mean min-confidence?", id="an underscore"),
        pytest.param(
            "[[sources]]\npath = 'x'", "newsdiff.toml:1: unknown key 'sources'; did you mean source?", id="tables"
        ),
        pytest.param('top = "1"', "newsdiff.toml:1: top: '1' is no whole number", id="a string for a number"),
        pytest.param("top = true", "top: true is no whole number", id="a flag for a number"),
        pytest.param("top = 1.0", "top: 1.0 is no whole number", id="a fraction for a whole number"),
        pytest.param("top = -1", "top: -1 is below 0", id="below the least"),
        pytest.param("verbose = 1", "verbose: 1 is neither true nor false", id="a number for a flag"),
        pytest.param("min-confidence = 1.5", "min-confidence: 1.5 is not between 0 and 1", id="above 1"),
        pytest.param("min-confidence = nan", "min-confidence: nan is not between 0 and 1", id="not a number"),
        pytest.param("min-confidence = '1'", "min-confidence: '1' is no number", id="text for a part"),
        pytest.param("model = ''", "model: an empty name", id="an empty model"),
        pytest.param("model = ['x']", "model: ['x'] is no string", id="a list for a string"),
        pytest.param("format = 'jsn'", "format: no such choice 'jsn'; did you mean json?", id="a choice"),
        pytest.param("select = 'ND1'", "select: 'ND1' is no list", id="a string for a list"),
        pytest.param("select = ['ND7']", "select: 'ND7' is no code nor the beginning of one", id="an unknown code"),
        pytest.param("select = ['N']", "is no code nor the beginning of one", id="too short a code"),
        pytest.param("select = [1]", "select: 1 is no string", id="a number in a list"),
        pytest.param("exclude = ['!']", "exclude: '!' is no pattern", id="a pattern of nothing"),
        pytest.param("exclude = ['[z-a]']", "exclude: '[z-a]' is no pattern", id="a range that runs back"),
        pytest.param("exclude = ['*a*b*c*d*e']", "has more than 3 * in one part", id="a pattern that takes for ever"),
        pytest.param("exclude = ['']", "exclude: '' is empty", id="an empty pattern"),
        pytest.param("jobs = 0", "jobs: 0 is below 1", id="no jobs"),
        pytest.param("engine = 'dusk'", "engine: no such choice 'dusk'; did you mean dask?", id="an engine"),
        pytest.param("encoding = 'latin-7x'", "encoding: unknown encoding 'latin-7x'", id="an unknown encoding"),
        pytest.param("encoding = 'rot13'", "encoding: 'rot13' is no text encoding", id="no text encoding"),
        pytest.param("cache = 's3://shelf'", "cache: 's3://shelf' is an address", id="a cache at an address"),
        pytest.param(
            "jobs = 'many'", "jobs: 'many' is no whole number; give a number of processes, or auto", id="jobs"
        ),
        pytest.param("group = 'field:'", "group: no such choice 'field:'", id="a field without a name"),
        pytest.param("fail-on = 'divergant'", "did you mean divergent?", id="a gate"),
        pytest.param("fail-on = 'unique:date'", "divergent alone takes facets", id="facets of another"),
        pytest.param("fail-on = 'divergent:qote'", "no such facet 'qote'; did you mean quote?", id="a facet"),
        pytest.param("fail-on = 'divergent:'", "no such facet ''", id="a facet of nothing"),
        pytest.param("a = [\n1,,\n]", "newsdiff.toml:2: is no TOML: ", id="a syntax error"),
        pytest.param("\n\ntop = ", "newsdiff.toml:3: is no TOML: ", id="a syntax error at the end"),
        pytest.param(
            "ignore = ['ND1']\n[[ignore]]\ncode = 'ND2'\nreason = 'r'", "write each code as an [[ignore]]", id="both"
        ),
        pytest.param("ignore = 'ND1'", "ignore: give a list of codes", id="ignore as a string"),
        pytest.param(
            "ignore = [\n'ND1',\n'XX',\n]", "newsdiff.toml:3: ignore: 'XX' is no code", id="a bad item's line"
        ),
        pytest.param(
            "[[ignore]]\nreason = 'r'", "newsdiff.toml:1: [[ignore]] needs a fingerprint or a code", id="of none"
        ),
        pytest.param(
            "[[ignore]]\ncode = 'ND1'\nfingerprint = '0123456789ab'\nreason = 'r'", "and not both", id="of both"
        ),
        pytest.param("[[ignore]]\ncode = 'ND1'", "[[ignore]] needs a reason", id="without a reason"),
        pytest.param(
            "[[ignore]]\ncode = 'ND1'\nreason = ' '", "newsdiff.toml:3: reason: is empty", id="a blank reason"
        ),
        pytest.param(
            "[[ignore]]\nfingerprint = '012'\nreason = 'r'",
            "newsdiff.toml:2: fingerprint: '012' is not twelve",
            id="short",
        ),
        pytest.param(
            "[[ignore]]\ncode = 'ND1'\nreason = 'r'\n[[ignore]]\ncode = 'ND1'\nreson = 'r'",
            "newsdiff.toml:6: unknown key 'reson' in [[ignore]]; did you mean reason?",
            id="an unknown key in the second",
        ),
        pytest.param("[[ignore]]\ncode = 'ND1'\npath = []\nreason = 'r'", "path: names no pattern", id="no pattern"),
        pytest.param("source = 1", "source: is written as [[source]]", id="a source that is no table"),
        pytest.param("[[source]]\nlabel = 'x'", "[[source]] needs a path", id="a source without a path"),
        pytest.param("[[source]]\npath = 'x'", "says nothing but its path", id="a source that says nothing"),
        pytest.param("[[source]]\npath = 'x'\ndates = 'myd'", "newsdiff.toml:3: dates: no such order", id="an order"),
        pytest.param("[[source]]\npath = 'x'\ntimezone = 'Mars'", "timezone: 'Mars' is no time zone", id="a zone"),
        pytest.param("[[source]]\npath = 'x'\ntimezone = '../x'", "is no time zone", id="a zone outside"),
        pytest.param("[[source]]\npath = 'x'\nfurniture = 'x'", "furniture: 'x' is no list", id="furniture"),
        pytest.param(
            "[[source]]\npath = 'x'\nfurniture = [\n'y',\n'*']",
            "newsdiff.toml:5: furniture: '*' has no words",
            id="all",
        ),
        pytest.param("aliases = 1", "aliases: 1 is no table", id="aliases"),
        pytest.param("[aliases]\nA = 'B'", "newsdiff.toml:2: A: 'B' is no list", id="an alias that is no list"),
        pytest.param("[aliases]\nA = []", "A has no other name", id="a name without another"),
        pytest.param("[aliases]\nA = ['C']\nB = ['x', 'c']", "'c' is another name of A and of B", id="of two names"),
        pytest.param("[aliases]\nA = ['B']\nB = ['C']", "'B' has other names, and is one of A", id="a chain"),
    ],
)
def test_what_a_file_may_not_say(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(NewsdiffError) as raised:
        resolve({}, {}, folder(tmp_path, newsdiff_toml=text))
    told = str(raised.value)
    assert told.startswith("newsdiff.toml:")
    assert message in told
    assert "\n" not in told


@pytest.mark.parametrize(
    ("flags", "environ", "message"),
    [
        pytest.param({"min_confidence": 2}, {}, "--min-confidence: 2 is not between 0 and 1", id="a flag"),
        pytest.param({}, {"NEWSDIFF_TOP": "many"}, "NEWSDIFF_TOP: 'many' is no whole number", id="a variable"),
        pytest.param({}, {"NEWSDIFF_QUIET": "maybe"}, "NEWSDIFF_QUIET: 'maybe' is neither true nor false", id="flag"),
        pytest.param({}, {"NEWSDIFF_CONFIG": "no.toml"}, "NEWSDIFF_CONFIG no.toml: does not exist", id="a file"),
    ],
)
def test_flags_and_variables_are_named(
    tmp_path: Path, flags: dict[str, object], environ: dict[str, str], message: str
) -> None:
    with pytest.raises(NewsdiffError, match="^" + message):
        resolve(flags, environ, tmp_path)


def test_a_file_that_config_names_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(NewsdiffError, match=r"--config no\.toml: does not exist"):
        resolve({}, {}, tmp_path, Path("no.toml"))
    with pytest.raises(NewsdiffError, match=r"--config \.: is a folder"):
        resolve({}, {}, tmp_path, Path())
    with pytest.raises(NewsdiffError, match="--isolated: "):
        resolve({}, {}, tmp_path, Path("no.toml"), isolated=True)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        pytest.param(b"top = 1\nmodel = '\xff'", "newsdiff.toml:2: is not UTF-8", id="bytes"),
        pytest.param(b"#" * 1_000_001, "is above 1,000,000 bytes", id="a dump"),
        pytest.param(b"a = " + b"[" * 100_000, "newsdiff.toml", id="a well of brackets"),
    ],
)
def test_a_damaged_file_is_one_line(tmp_path: Path, data: bytes, message: str) -> None:
    (tmp_path / "newsdiff.toml").write_bytes(data)
    with pytest.raises(NewsdiffError) as raised:
        resolve({}, {}, tmp_path)
    assert message in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_byte_order_mark_is_no_key(tmp_path: Path) -> None:
    (tmp_path / "newsdiff.toml").write_bytes(b"\xef\xbb\xbftop = 1\r\nquiet = true\r\n")
    assert resolve({}, {}, tmp_path).config.top == 1


# Patterns.


@pytest.mark.parametrize(
    ("patterns", "path", "matches"),
    [
        pytest.param(["*.html"], "a/b.html", True, id="an ending, at any depth"),
        pytest.param(["/a.txt"], "b/a.txt", False, id="from the root alone"),
        pytest.param(["drafts/"], "x/drafts/y/z.txt", True, id="a folder"),
        pytest.param(["a/**/z.txt"], "a/b/c/z.txt", True, id="folders between"),
        pytest.param(["*.txt", "!keep.txt"], "keep.txt", False, id="taken in again"),
        pytest.param(["*.jsonl"], "wires.jsonl:17", True, id="a line of a file"),
        pytest.param(["a.txt"], "../a.txt", False, id="outside"),
        pytest.param(["a.txt"], "./x/../a.txt", True, id="another way to it"),
        pytest.param(["bucket/*.txt"], "s3://bucket/a.txt", True, id="an address"),
        pytest.param([], "a.txt", False, id="no patterns"),
        pytest.param(["a?.txt"], "a\udcff.txt", True, id="a name that is no UTF-8"),
    ],
)
def test_patterns(patterns: list[str], path: str, matches: bool) -> None:
    assert Globs(tuple(patterns)).matches(path) is matches
    assert Globs(tuple(patterns), root=os.getcwd()).matches(path) is matches


def test_a_folder_is_told_from_a_file_of_its_name() -> None:
    drafts = Globs(("drafts/",))
    assert drafts.matches("x/drafts", folder=True)
    assert not drafts.matches("x/drafts")
