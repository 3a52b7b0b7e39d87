"""Known findings: what the file holds, which findings of a report are new, and which entries are stale."""

from __future__ import annotations

import json
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdiff.corpus.baseline import SCHEMA, Baseline, Entry, entries, load, text, write
from newsdiff.errors import NewsdiffError
from newsdiff.fingerprint import fingerprint
from newsdiff.model import Finding, Report, Story, StoryArticle
from tests.sample_report import REPORT as SAMPLE
from tests.unit.test_fingerprint import _unique, divergent, number

#: The sample with the ids that the engine would give.
REPORT = replace(
    SAMPLE,
    stories=tuple(
        replace(story, findings=tuple(replace(found, id=fingerprint(found)) for found in story.findings))
        for story in SAMPLE.stories
    ),
)


def hurt(first: int, second: int, what: str = "injure") -> Finding:
    said = [(f"It did so to {each} people", str(each), number(each)) for each in (first, second)]
    found = divergent(*said, predicate=what)
    return replace(found, id=fingerprint(found))


def report(*stories: tuple[str, list[Finding]]) -> Report:
    """A report whose stories are folders with the files a.txt and b.txt."""

    def article(letter: str, folder: str) -> StoryArticle:
        return StoryArticle(letter, f"{folder}/{letter}.txt", letter, None, None, "none", 10)

    return Report(
        "0",
        "m",
        tuple(Story(name, name, (article("a", name), article("b", name)), tuple(found)) for name, found in stories),
    )


def baseline(known: Report) -> Baseline:
    return Baseline(entries(known))


def test_a_report_has_nothing_new_against_its_own_baseline(tmp_path: Path) -> None:
    path = tmp_path / "known.json"
    path.write_text(write(REPORT, str(tmp_path)), encoding="utf-8")
    matched = load(str(path)).against(REPORT)
    assert (matched.new, matched.stale, matched.unseen) == ((), (), ())
    assert [finding.verdict for _, finding in matched.known] == ["divergent"] * 2 + ["unique"] * 4
    assert {finding.verdict for story in matched.report.stories for finding in story.findings} == {"agreed"}


def test_all_is_new_against_nothing() -> None:
    matched = Baseline().against(REPORT)
    assert (len(matched.new), matched.known) == (6, ())
    assert matched.report == REPORT


def test_the_file_is_made_to_be_read() -> None:
    text = write(report(("dam", [hurt(27, 25)])))
    assert json.loads(text) == {
        "schema": SCHEMA,
        "findings": [
            {
                "fingerprint": entries(report(("dam", [hurt(27, 25)])))[0].fingerprint,
                "code": "ND101",
                "story": "dam",
                "paths": ["dam/a.txt", "dam/b.txt"],
                "summary": "It did so to 27 people",
            }
        ],
    }
    assert text.endswith("}\n")


@given(st.permutations([("dam", [hurt(1, 2), hurt(3, 4)]), ("mill", [hurt(1, 2)]), ("gala", [_unique("stone")])]))
def test_the_file_is_the_same_whatever_the_order(stories: list[tuple[str, list[Finding]]]) -> None:
    assert write(report(*stories)) == write(report(*sorted(stories, key=lambda item: item[0])))
    turned = [(name, list(reversed(found))) for name, found in stories]
    assert write(report(*turned)) == write(report(*stories))


def test_one_more_finding_adds_its_lines_alone() -> None:
    before = write(report(("dam", [hurt(1, 2)]), ("mill", [hurt(5, 6)]))).splitlines()
    after = write(report(("dam", [hurt(1, 2), hurt(3, 4)]), ("mill", [hurt(5, 6)]))).splitlines()
    assert len(after) - len(before) == 10
    assert all(line in after for line in before)


KNOWN = report(("dam", [hurt(27, 25)]))


@pytest.mark.parametrize(
    ("now", "new", "stale", "unseen"),
    [
        pytest.param(report(("dam", [hurt(27, 25)])), 0, 0, 0, id="the same"),
        pytest.param(report(("dam", [hurt(25, 27)])), 0, 0, 0, id="the articles the other way round"),
        pytest.param(report(("dam", [hurt(27, 26)])), 1, 1, 0, id="another value"),
        pytest.param(report(("dam", [hurt(27, 25), hurt(27, 25, "kill")])), 1, 0, 0, id="one more"),
        pytest.param(report(("dam", [hurt(27, 25), hurt(27, 25)])), 1, 0, 0, id="the same twice is counted"),
        pytest.param(report(("dam", [])), 0, 1, 0, id="gone"),
        pytest.param(report(("mill", [])), 0, 0, 1, id="not read this time"),
        pytest.param(report(("mill", [hurt(27, 25)])), 1, 0, 1, id="the same of other files is another"),
        pytest.param(report(("dam", [hurt(27, 25)]), ("mill", [hurt(27, 25)])), 1, 0, 0, id="one known, one not"),
        pytest.param(report(("mill", [hurt(27, 25)]), ("dam", [hurt(27, 25)])), 1, 0, 0, id="whichever comes first"),
        pytest.param(report(("corpus/dam", [hurt(27, 25)])), 0, 0, 0, id="run from the folder above"),
        pytest.param(report(("/srv/corpus/dam", [hurt(27, 25)])), 0, 0, 0, id="by a whole path"),
        pytest.param(report(("./dam", [hurt(27, 25)])), 0, 0, 0, id="by a path with a point"),
        pytest.param(report(("dam", [replace(hurt(27, 25), verdict="agreed")])), 0, 1, 0, id="they agree now"),
    ],
)
def test_new_and_stale(now: Report, new: int, stale: int, unseen: int) -> None:
    matched = baseline(KNOWN).against(now)
    assert (len(matched.new), len(matched.stale), len(matched.unseen)) == (new, stale, unseen)
    left = [finding for story in matched.report.stories for finding in story.findings if finding.verdict != "agreed"]
    assert left == [finding for _, finding in matched.new]


def test_the_new_one_of_two_is_the_one_in_other_files() -> None:
    matched = baseline(KNOWN).against(report(("mill", [hurt(27, 25)]), ("dam", [hurt(27, 25)])))
    assert [story.id for story, _ in matched.new] == ["mill"]


def test_a_stale_entry_is_named() -> None:
    (entry,) = baseline(KNOWN).against(report(("dam", []))).stale
    assert str(entry) == f"ND101 {entry.fingerprint} (dam/a.txt, dam/b.txt): It did so to 27 people"


def test_lines_of_a_file_may_move() -> None:
    def lines(first: int) -> Report:
        (story,) = report(("dam", [hurt(27, 25)])).stories
        articles = tuple(
            replace(article, path=f"wires.jsonl:{first + at}") for at, article in enumerate(story.articles)
        )
        return replace(KNOWN, stories=(replace(story, articles=articles),))

    assert baseline(lines(1)).against(lines(70)).new == ()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("a.txt", "a.txt", True),
        ("x/a.txt", "a.txt", True),
        ("../x/a.txt", "x/a.txt", True),
        ("x\\a.txt", "x/a.txt", True),
        ("xa.txt", "a.txt", False),
        ("x/a.txt", "y/a.txt", False),
        ("-", "-", True),
        ("-", "a.txt", False),
        ("", "", False),
    ],
)
def test_files_that_are_not_there_are_known_by_the_ends_of_their_paths(one: str, other: str, same: bool) -> None:
    def told(path: str) -> Report:
        (story,) = KNOWN.stories
        articles = tuple(replace(article, path=path) for article in story.articles)
        return replace(KNOWN, stories=(replace(story, articles=articles),))

    for known, now in ((one, other), (other, one)):
        assert (baseline(told(known)).against(told(now)).new == ()) is same


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Files of two stories, and a baseline of one of them in a folder beside them."""
    monkeypatch.chdir(tmp_path)
    for name in ("corpus/dam/a.txt", "corpus/dam/b.txt", "corpus/mill/a.txt", "corpus/mill/b.txt", "ci/known.json"):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text("")
    Path("ci/known.json").write_text(write(report(("corpus/dam", [hurt(27, 25)])), "ci"))
    return tmp_path


@pytest.mark.parametrize(
    ("folder", "story"),
    [
        (".", "corpus/dam"),
        (".", "./corpus/dam"),
        (".", "linked/dam"),
        ("corpus", "dam"),
        ("corpus/dam", "."),
        ("ci", "../corpus/dam"),
        (".", "{corpus}/corpus/dam"),
        ("/", "{corpus}/corpus/dam"),
    ],
)
def test_a_file_is_itself_from_wherever_it_is_seen(
    corpus: Path, monkeypatch: pytest.MonkeyPatch, folder: str, story: str
) -> None:
    Path("linked").symlink_to("corpus")
    monkeypatch.chdir(folder)
    now = report((story.format(corpus=corpus), [hurt(27, 25)]))
    matched = load(str(corpus / "ci/known.json")).against(now)
    assert (matched.new, matched.stale, matched.unseen, len(matched.known)) == ((), (), (), 1)


def test_a_file_of_the_same_name_is_another(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read in its own folder, `a.txt` is the end of the path of every other `a.txt`."""
    monkeypatch.chdir("corpus/mill")
    matched = load("../../ci/known.json").against(report((".", [hurt(27, 25)])))
    assert (len(matched.new), matched.known, matched.stale, len(matched.unseen)) == (1, (), (), 1)
    assert matched.unseen[0].paths == ("../dam/a.txt", "../dam/b.txt"), "as they are seen from here"


@pytest.mark.parametrize("story", ["corpus/dam", "{corpus}/corpus/dam"], ids=["by a path", "by a whole path"])
def test_paths_are_written_as_the_baseline_sees_them(corpus: Path, story: str) -> None:
    written = json.loads(write(report((story.format(corpus=corpus), [hurt(27, 25)])), "ci"))
    assert written["findings"][0]["paths"] == ["../corpus/dam/a.txt", "../corpus/dam/b.txt"]


def test_a_file_at_an_address_keeps_it() -> None:
    written = json.loads(write(report(("s3://shelf/dam", [hurt(27, 25)])), "ci"))
    assert written["findings"][0]["paths"] == ["s3://shelf/dam/a.txt", "s3://shelf/dam/b.txt"]


def test_a_baseline_at_an_address_is_read() -> None:
    fsspec = pytest.importorskip("fsspec")
    fsspec.filesystem("memory").pipe_file("/shelf/known.json", write(KNOWN).encode())
    assert load("memory://shelf/known.json").against(KNOWN).new == ()
    with pytest.raises(NewsdiffError, match=r"^memory://shelf/lost\.json: the baseline cannot be read"):
        load("memory://shelf/lost.json")


def test_many_stale_entries_take_no_longer_each() -> None:
    """Files of the same two names in every folder: each is looked up, not searched for."""
    known = baseline(report(*((f"story-{number}", [hurt(1, 2)]) for number in range(3000))))
    matched = known.against(report(*((f"story-{number}", []) for number in range(3000))))
    assert len(matched.stale) == 3000


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("", ":1: the baseline is no JSON", id="empty"),
        pytest.param('{"schema":\n oops}', ":2: the baseline is no JSON", id="no JSON"),
        pytest.param("[" * 100_000, "is no JSON in UTF-8", id="a well of brackets"),
        pytest.param("[]", "is no baseline of newsdiff", id="a list"),
        pytest.param('{"schema": "newsdiff/report/1"}', "is no baseline of newsdiff", id="a report"),
        pytest.param('{"schema": "newsdiff/baseline/2"}', "is of the kind newsdiff/baseline/2", id="a later one"),
        pytest.param('{"schema": "newsdiff/baseline/1"}', "holds schema and a list of findings", id="no findings"),
        pytest.param(
            '{"schema": "newsdiff/baseline/1", "findings": [], "x": 1}', "no more", id="more than there should be"
        ),
        pytest.param(
            '{"schema": "newsdiff/baseline/1", "findings": [1]}', "finding 1 does not hold just", id="a number"
        ),
    ],
)
def test_a_bad_file_is_one_clear_line(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "known.json"
    path.write_text(text)
    with pytest.raises(NewsdiffError) as raised:
        load(str(path))
    assert str(raised.value).startswith(str(path))
    assert message in str(raised.value)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        pytest.param({"fingerprint": "xyz"}, "finding 1 has a fingerprint that is not twelve", id="a fingerprint"),
        pytest.param({"code": 1}, "finding 1 has a code that is no string", id="a code"),
        pytest.param({"paths": []}, "finding 1 has paths that are no list", id="no paths"),
        pytest.param({"paths": [1]}, "finding 1 has paths that are no list", id="paths of numbers"),
        pytest.param({"extra": 1}, "finding 1 does not hold just", id="a key too many"),
    ],
)
def test_a_bad_entry_is_named(tmp_path: Path, change: dict[str, object], message: str) -> None:
    data = json.loads(write(KNOWN))
    data["findings"][0].update(change)
    path = tmp_path / "known.json"
    path.write_text(json.dumps(data))
    with pytest.raises(NewsdiffError, match=message):
        load(str(path))


def test_a_missing_file_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(NewsdiffError, match=r"cannot be read .*--write-baseline"):
        load(str(tmp_path / "known.json"))


@given(
    st.lists(
        st.builds(
            Entry,
            st.text("0123456789abcdef", min_size=12, max_size=12),
            st.sampled_from(["ND101", "ND900"]),
            st.text(max_size=5),
            st.lists(
                st.text(st.characters(exclude_characters="/\\.:\0"), min_size=1, max_size=5), min_size=1, max_size=2
            ).map(lambda paths: tuple(sorted(paths))),
            st.text(max_size=5),
        ),
        max_size=4,
    )
)
def test_what_is_written_is_read_again(known: list[Entry]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "known.json")
        written = text(known, folder)
        path.write_text(written, encoding="utf-8")
        assert sorted(load(str(path)).entries, key=repr) == sorted(known, key=repr)
    assert not {"\x1b", "\u202e", "\x7f"} & set(written)
