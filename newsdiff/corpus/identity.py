"""What an extraction depends on besides the article: code, words, libraries and model, told without loading spaCy."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import cache
from importlib import metadata, resources, util
from importlib.resources.abc import Traversable
from pathlib import Path

from newsdiff import __version__
from newsdiff.corpus.codec import signature
from newsdiff.model import Article
from newsdiff.nlp import PACKAGES, pipeline

#: The rooms and modules of newsdiff whose code and data make an extraction of an article that has been read.
_ROOMS = ("clean", "extract", "lexicon", "read", "nlp.py", "model.py")
#: The libraries that have a say in it.
_LIBRARIES = ("spacy", "thinc", "numpy", "dateparser")
#: What of an article changes nothing that is found in it; a field that the model gains counts until it stands here.
_FREE = frozenset({"path", "id", "group", "warnings"})
_COUNTED = tuple(field.name for field in fields(Article) if field.name not in _FREE)


@dataclass(frozen=True, slots=True)
class Model:
    """An installed spaCy pipeline: its full `name` with version, as reports have it, and a `digest` of what it is."""

    name: str
    digest: str


@cache
def installed(model: str) -> Model:
    """The pipeline `model` as it is installed. Raises ModelError where it is missing."""
    for package in PACKAGES.get(model, (model,)):
        try:
            release = metadata.version(package)
        except (metadata.PackageNotFoundError, ValueError):
            continue
        folder = _folder(package)
        if folder is not None:
            text = (folder / "meta.json").read_bytes()
            meta = json.loads(text)
            sizes = sorted((str(path.relative_to(folder)), path.stat().st_size) for path in _data(folder))
            digest = _digest(package, release, text.decode("utf-8", "replace"), repr(sizes))
            return Model(f"{meta['lang']}_{meta['name']}-{meta['version']}", digest)
    nlp = pipeline(model)  # Says what is wrong, where anything is.
    name = f"{nlp.lang}_{nlp.meta['name']}-{nlp.meta['version']}"
    return Model(name, _digest(name, json.dumps(nlp.meta, sort_keys=True, default=str)))


def _folder(package: str) -> Path | None:
    """Where an importable package that has a pipeline's meta.json lies."""
    try:
        spec = util.find_spec(package)
    except (ImportError, ValueError):
        return None
    folders = [Path(folder) for folder in (spec.submodule_search_locations or ())] if spec else []
    return next((folder for folder in folders if (folder / "meta.json").is_file()), None)


def _data(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if "__pycache__" not in path.parts and path.is_file())


@cache
def scope(model: str) -> str:
    """All that the extraction of an article depends on besides the article, as one digest. Raises ModelError."""
    libraries = [f"{name} {version(name)}" for name in _LIBRARIES]
    python = ".".join(platform.python_version_tuple()[:2])
    return _digest(__version__, python, signature(), source(), installed(model).digest, *libraries)


@cache
def source(rooms: tuple[str, ...] = _ROOMS) -> str:
    """A digest of newsdiff's code and data in `rooms`, those that extraction runs: content alone, no times of files."""
    whole = hashlib.sha256()
    package = resources.files("newsdiff")
    for room in rooms:
        for name, file in _files(package.joinpath(room), room):
            content = file.read_bytes()
            whole.update(f"{name} {len(content)}\n".encode())
            whole.update(content)
    return whole.hexdigest()


def _files(place: Traversable, name: str) -> Iterator[tuple[str, Traversable]]:
    """The code and data in `place`, with their names from there, in an order of names."""
    if place.is_file():
        if not name.endswith((".pyc", ".orig", ".rej")):
            yield name, place
        return
    for child in sorted(place.iterdir(), key=lambda item: item.name):
        if child.name != "__pycache__":
            yield from _files(child, f"{name}/{child.name}")


def key(article: Article, scope: str) -> bytes:
    """The name of what is found in `article`: the same for the same content and `scope`, wherever it was read."""
    values = [repr(getattr(article, name)) for name in _COUNTED if name != "text"]
    whole = hashlib.sha256(json.dumps([scope, *values], ensure_ascii=True).encode())
    whole.update(article.text.encode("utf-8", "surrogatepass"))
    return whole.digest()


def _digest(*parts: str) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def version(library: str) -> str:
    """The installed version of a library, or `none`."""
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return "none"
