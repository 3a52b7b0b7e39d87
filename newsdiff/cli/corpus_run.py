"""One run over a corpus: it reads, groups and compares, and tells on stderr what is left out and how far it is."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing, nullcontext
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from newsdiff.cli.corpus_inputs import Found, articles_of, missing_field, parse_group_by
from newsdiff.cli.near_paths import Suggestions
from newsdiff.cli.outputs import overwrites
from newsdiff.cli.progress import Progress
from newsdiff.cli.streams import complain
from newsdiff.config import Config
from newsdiff.errors import NewsdiffError
from newsdiff.model import Article, Extraction, Grounds, Report, Skipped, Story, Verdict
from newsdiff.report.texts import SourceText
from newsdiff.report.visible import visible_path

if TYPE_CHECKING:
    from newsdiff.corpus.cache import Cache
    from newsdiff.corpus.cluster import Cluster
    from newsdiff.corpus.gate import Gate
    from newsdiff.corpus.spool import Spool


class SpooledTexts(Mapping[str, Sequence[SourceText]]):
    """The texts of a run's articles by story, read from the spool as they are asked for."""

    def __init__(self, run: CorpusRun) -> None:
        self._run = run
        self._stories = {story.id: number for number, story in enumerate(run.stories)}

    def __getitem__(self, id: str) -> Sequence[SourceText]:
        from newsdiff.cli.texts import texts_of

        articles = (self._run.articles[number] for number in self._run.members[id])
        return texts_of(self._run.stories[self._stories[id]], articles)

    def __iter__(self) -> Iterator[str]:
        return iter(self._stories)

    def __len__(self) -> int:
        return len(self._stories)


class SpooledGrounds(Mapping[str, Grounds]):
    """Why the sentences of a run's findings were put together, by story, read from the spool as they are asked for.

    What is not known is not there; nor is a story of which the run has two, from the same texts, that differ in it.
    """

    def __init__(self, spool: Spool[Grounds]) -> None:
        self._spool = spool
        self._numbers: dict[str, int | None] = {}

    def add(self, story: str, grounds: Grounds) -> None:
        """Keep the grounds of the story of this id."""
        if story not in self._numbers:
            self._numbers[story] = self._spool.add(grounds)
        elif (number := self._numbers[story]) is not None and self._spool[number] != grounds:
            self._numbers[story] = None

    def __getitem__(self, id: str) -> Grounds:
        number = self._numbers[id]
        if number is None:
            raise KeyError(id)
        return self._spool[number]

    def __iter__(self) -> Iterator[str]:
        return (id for id, number in self._numbers.items() if number is not None)

    def __len__(self) -> int:
        return sum(1 for _ in self)


@dataclass(slots=True)
class CorpusRun:
    """What a run works with: the config in force, the files it is to write, and where it puts what it has read.

    `shown` are the verdicts that anything it writes will show: findings of others are counted and let go. A
    `cluster`, where there is one, extracts and compares. `named` are the paths that somebody wrote down. `grounds` is
    there where what it writes will show why the sentences of findings were put together.
    """

    config: Config
    gate: Gate
    targets: Sequence[str]
    shown: frozenset[Verdict]
    articles: Spool[Article]
    stories: Spool[Story]
    cluster: Cluster | None = None
    named: frozenset[str] = frozenset()
    grounds: SpooledGrounds | None = None
    suggestions: Suggestions = field(default_factory=lambda: Suggestions(folders=True))
    skipped: list[Skipped] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    alone: list[str] = field(default_factory=list)
    members: dict[str, tuple[int, ...]] = field(default_factory=dict)

    def report(self, walk: Iterable[Found | Skipped]) -> Report:
        """The report of all stories of the files in `walk`, each of which has gone through the gate.

        Its stories are those of the spool. Raises NewsdiffError; on Ctrl-C it says how far it got.
        """
        from newsdiff import __version__
        from newsdiff.corpus import identity
        from newsdiff.reader import absent, card

        reader = card(self.config.reader)  # Weights that are missing are told of before the work starts.
        self.warnings += filter(None, (absent(self.config.reader),))
        model = identity.installed(self.config.model).name  # One that is missing is told of before the work starts.
        with self._cache() as cache, Progress(quiet=self.config.quiet) as progress:
            try:
                groups = self._grouped(walk, progress)
                progress.begin()
                self._compare(groups, cache, progress)
            except KeyboardInterrupt:
                kept = "" if cache is None or not progress.total else "; the cache keeps what is done"
                complain(f"interrupted {progress.told}{kept}")
                raise
        if not self.config.quiet:
            for warning in self.warnings:
                complain(f"warning: {warning}")
        return Report(
            __version__,
            model,
            self.stories,
            tuple(self.skipped),
            tuple(self.warnings),
            tuple(self.alone),
            reader=reader.name if reader else None,
        )

    def _cache(self) -> AbstractContextManager[Cache | None]:
        from newsdiff.corpus.cache import Cache

        if self.config.no_cache:
            return nullcontext()
        quiet = self.config.quiet
        return Cache(self.config.cache, warn=lambda message: None if quiet else complain(f"warning: {message}"))

    def _grouped(self, walk: Iterable[Found | Skipped], progress: Progress) -> list[tuple[int, ...]]:
        """The numbers of each story's articles, which are in the spool from here on."""
        from newsdiff.stories import Sketch, group, sketch

        by = parse_group_by(self.config.group)
        sketches: list[Sketch | None] = []
        keys: list[str | None] = []
        for found in walk:
            if isinstance(found, Skipped):
                self._left_out(found)
                continue
            for article in self._read(found, by.field):
                progress.one_read()
                keys.append(by.key(found, article.group))
                sketches.append(sketch(article) if keys[-1] is None else None)
                self.articles.add(article)
        missing_field(by, keys)
        return [story.members for story in group(sketches, keys)]

    def _read(self, found: Found, group_field: str | None) -> Iterator[Article]:
        """The articles of a file; what cannot be read is left out."""
        for target in self.targets:
            if overwrites(target, found.path):
                raise NewsdiffError(f"{target}: --output would overwrite an input; name another file")
        for item in articles_of(found, self.config, group_field):
            if isinstance(item, Skipped):
                self._left_out(item)
            else:
                yield item

    def _left_out(self, item: Skipped) -> None:
        # A file that a walk found and that has gone since is no slip of the pen.
        named = item.path in self.named
        complain(self.suggestions.line(item) if named else f"{visible_path(item.path)}: {item.reason}")
        self.skipped.append(item)

    def _compare(self, groups: Sequence[tuple[int, ...]], cache: Cache | None, progress: Progress) -> None:
        from newsdiff.corpus.check import check, compare_here

        cluster, model = self.cluster, self.config.model

        def extract(articles: Iterable[Article]) -> Generator[Extraction | Skipped, None, None]:
            from newsdiff.corpus.engines import extract_each

            if cluster is None:
                yield from extract_each(articles, model=model, jobs=self.config.jobs, cache=cache)
            else:
                yield from extract_each(articles, model=model, jobs=cluster.jobs, cache=cache, engine=cluster)

        compare = compare_here
        if cluster is not None:
            from newsdiff.corpus.comparing import compare_each

            compare = partial(compare_each, engine=cluster, jobs=cluster.jobs)
        weigh = self.grounds is not None
        with closing(check(groups, self.articles, self.config, extract, cache, compare, weigh=weigh)) as answers:
            for numbers, answer in zip(groups, answers, strict=True):
                for item in answer.skipped:
                    self._left_out(item)
                self.warnings += answer.warnings
                self.alone += answer.alone
                if answer.story is not None:
                    self.members[answer.story.id] = numbers
                    self._keep(self.gate.sift(answer.story))
                if self.grounds is not None and answer.story is not None and answer.grounds is not None:
                    self.grounds.add(answer.story.id, answer.grounds)
                progress.advance(answer.articles)

    def _keep(self, story: Story) -> None:
        findings = tuple(finding for finding in story.findings if finding.verdict in self.shown)
        self.stories.add(replace(story, findings=findings))
