"""`newsdiff git-diff`: what git calls to show how the facts of a file changed, in `git diff` and `git log -p`."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated

import typer

from newsdiff.cli.config import ConfigFile, Isolated, in_force
from newsdiff.cli.corpus_options import CacheFolder
from newsdiff.cli.displaying import table_of
from newsdiff.cli.exits import DONE, GATED
from newsdiff.cli.gating import flags
from newsdiff.cli.options import GATE, READ, WRITE, Color, Debug, Display, Encoding, Model, Reader, Top, Verbose, flag
from newsdiff.cli.streams import complain, holds, write
from newsdiff.config import DEFAULT_MODEL, DEFAULT_READER, Config
from newsdiff.errors import INTERNAL, InputError, NewsdiffError, told
from newsdiff.model import Article, Extraction, Report, Skipped

if TYPE_CHECKING:
    from newsdiff.corpus.cache import Cache
    from newsdiff.report.look import Look

#: How git names a side that is not there, by its file and by its hash.
_NOTHING = "/dev/null"
#: Figures of a hash that git shows.
_SHORT = 7


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a change as git hands it over: its `path` in the repository, where to read it, its hash and mode."""

    path: str
    file: str
    hash: str
    mode: str

    @property
    def there(self) -> bool:
        return self.file != _NOTHING and self.mode != "."

    @property
    def name(self) -> str:
        """What the version is called: the beginning of its hash, or that it is not committed, or not there."""
        if not self.there:
            return "nothing"
        return self.hash[:_SHORT] if set(self.hash) - {"0", "."} else "working tree"


@dataclass(frozen=True, slots=True)
class Change:
    """A change of one file: its two sides, and what git says of a rename."""

    old: Side
    new: Side
    said: str = ""


def git_diff(
    context: typer.Context,
    arguments: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="ARGUMENT",
            help="As git gives them: the path; file, hash and mode of the old version; the same of the new one.",
            show_default=False,
        ),
    ] = None,
    encoding: Encoding = None,
    model: Model = DEFAULT_MODEL,
    reader: Reader = DEFAULT_READER,
    config: ConfigFile = None,
    isolated: Isolated = False,
    cache: CacheFolder = None,
    no_cache: Annotated[bool, flag("--no-cache", help="Work without a cache.", panel=READ)] = False,
    kept: Annotated[
        bool, flag("--kept", help="List what is kept too; --verbose does so as well.", panel=WRITE)
    ] = False,
    top: Top = None,
    display: Display = "table",
    color: Color = "auto",
    verbose: Verbose = False,
    exit_code: Annotated[
        bool,
        flag("--exit-code", help="Leave with status 1 when a fact changed; for diff.NAME.trustExitCode.", panel=GATE),
    ] = False,
    debug: Debug = False,
) -> int:
    """Show how the facts of an article changed in git diff: a driver, which git calls."""
    said = in_force(flags(context), config, isolated).config
    change = parse_change(arguments or [])
    if change is None:
        return DONE
    look = git_look(color, os.environ, top=said.top, verbose=said.verbose)
    text, differs = shown(change, said, look, kept=kept or said.verbose)
    write(text)
    return GATED if differs and exit_code else DONE


def parse_change(arguments: Sequence[str]) -> Change | None:
    """What git hands over: 7 arguments, 9 for a rename, 1 for a file that is not merged, which is None; it tells of
    that itself. Raises NewsdiffError.
    """
    if len(arguments) == 1:
        return None
    if len(arguments) not in (7, 9):
        raise NewsdiffError(
            f"git-diff is called by git, with 7 arguments, not {len(arguments)}; "
            'set it up with: git config diff.newsdiff.command "newsdiff git-diff"'
        )
    path, old_file, old_hash, old_mode, new_file, new_hash, new_mode = arguments[:7]
    new_path, said = arguments[7:] if len(arguments) == 9 else (path, "")
    return Change(Side(path, old_file, old_hash, old_mode), Side(new_path, new_file, new_hash, new_mode), said)


def git_look(color: str, environ: Mapping[str, str], *, top: int | None, verbose: bool) -> Look:
    """The look for what git reads or its pager shows: a pager is a screen, which is as wide as git says."""
    from newsdiff.cli.terminal import DEFAULT_WIDTH, look

    paged = environ.get("GIT_PAGER_IN_USE", "") in ("true", "1")
    screen = paged or (sys.stdout is not None and sys.stdout.isatty())
    if color == "auto" and environ.get("NO_COLOR"):
        color = "never"
    if color == "auto" and environ.get("FORCE_COLOR", "0") in ("", "0"):
        color = "always" if environ.get("TERM") != "dumb" and _git_colours(screen) else "never"
    seen = look(sys.stdout, environ, color, top=top, verbose=verbose)
    if not paged:
        return seen
    return replace(seen, screen=True, width=seen.width or DEFAULT_WIDTH)


def _git_colours(screen: bool) -> bool:
    """What `color.diff` and `color.ui` say where git runs; colours on a screen where git cannot be asked."""
    try:
        asked = subprocess.run(
            ["git", "config", "--get-colorbool", "color.diff", "true" if screen else "false"],
            capture_output=True,
            text=True,
            check=False,
            timeout=10,
        )
    except (OSError, subprocess.SubprocessError):
        return screen
    return asked.stdout.strip() == "true" if asked.returncode in (0, 1) and asked.stdout else screen


def shown(change: Change, config: Config, look: Look, *, kept: bool) -> tuple[str, bool]:
    """The text for one file, under a line that names it, and whether a fact in it changed.

    What cannot be read as an article, or fails, is said in one line and is no error: git would not go on to the next
    file.
    """
    head = _head(change, look)
    try:
        report = compare_sides(change, config)
    except InputError as error:
        return f"{head}not compared: {error.problem}\n\n", change.old.hash != change.new.hash
    except NewsdiffError:
        raise
    except Exception as error:
        where = "newsdiff revisions --debug with these two versions shows where"
        return f"{head}not compared: {INTERNAL}: {told(error)}; {where}\n\n", change.old.hash != change.new.hash
    from newsdiff.cli.revisions import hidden
    from newsdiff.report.visible import ascii_signs

    render = table_of(config, None, hidden=hidden(kept))
    text = render(report, look)
    if not holds(text):
        encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
        text = ascii_signs(render(report, replace(look, ascii=True, encoding=encoding)))
    differs = any(finding.verdict != "agreed" for story in report.stories for finding in story.findings)
    return f"{head}{text}\n", differs


def _head(change: Change, look: Look) -> str:
    """The line that names the file, as git's own begins, and what else git says of it."""
    from newsdiff.report.visible import visible, visible_path

    lines = [f"diff --newsdiff a/{visible_path(change.old.path)} b/{visible_path(change.new.path)}"]
    if not change.old.there:
        lines.append(f"new file mode {change.new.mode}")
    elif not change.new.there:
        lines.append(f"deleted file mode {change.old.mode}")
    elif change.old.mode != change.new.mode:
        lines += [f"old mode {change.old.mode}", f"new mode {change.new.mode}"]
    lines += [visible(line) for line in change.said.splitlines() if line]
    if look.color:
        lines = [f"\x1b[1m{line}\x1b[m" for line in lines]
    return "\n".join(lines) + "\n"


def compare_sides(change: Change, config: Config) -> Report:
    """The revision of an article from one side to the other; what was read before is not read again.

    A side that is not there is an empty article. Raises InputError where one cannot be read as an article.
    """
    from newsdiff.corpus import identity
    from newsdiff.read.article import dated_by_story
    from newsdiff.versions import one_revision

    sides = (change.old, change.new)
    articles = dated_by_story([_article(side, config) for side in sides])
    with _cache(config) as cache:
        found = list(_extracted([article for article in articles if article.text], config, cache))
    older = found[0] if articles[0].text else Extraction(articles[0])
    newer = found[-1] if articles[1].text else Extraction(articles[1])
    older, newer = (  # Named now: what a version is called is no part of what the cache knows it by.
        replace(item, article=replace(item.article, source=side.name))
        for item, side in zip((older, newer), sides, strict=True)
    )
    return one_revision(older, newer, config, identity.installed(config.model).name)


def _article(side: Side, config: Config) -> Article:
    from newsdiff.read import read

    if not side.there:
        return Article(path=_NOTHING, text="")
    try:
        article = read(
            side.file,
            encoding=config.encoding,
            max_bytes=config.max_bytes,
            defaults=config.source_for(side.path),
        )
    except InputError as error:
        raise InputError(side.path, f"{side.path} ({side.name}) {error.problem}") from None
    return replace(article, path=side.path)


def _extracted(articles: Sequence[Article], config: Config, cache: Cache | None) -> Iterator[Extraction]:
    from newsdiff.corpus.engines import extract_each

    for item in extract_each(articles, model=config.model, jobs=1, cache=cache):
        if isinstance(item, Skipped):
            raise InputError(item.path, f"{item.path}: {item.reason}")
        yield item


def _cache(config: Config) -> AbstractContextManager[Cache | None]:
    from newsdiff.corpus.cache import Cache

    if config.no_cache:
        return nullcontext()
    return Cache(config.cache, warn=lambda message: None if config.quiet else complain(f"warning: {message}"))
