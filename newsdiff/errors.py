"""What can go wrong that a user can mend: one line that says what, where, and the way out."""

from __future__ import annotations

#: How a line begins that names an error in newsdiff itself.
INTERNAL = "internal error"


class NewsdiffError(Exception):
    """Bad input, usage or configuration. `str(error)` is the one line shown to the user; the exit status is 2."""


def told(error: BaseException) -> str:
    """What an exception says, in one line, also where it cannot be asked."""
    try:
        said = " ".join(str(error).split())
    except Exception:
        said = ""
    return f"{type(error).__name__}: {said}" if said else type(error).__name__


class InputError(NewsdiffError):
    """A file that cannot be read as an article."""

    def __init__(self, path: str, problem: str, way_out: str = "") -> None:
        self.path = path
        self.problem = problem + (f"; {way_out}" if way_out else "")
        super().__init__(f"{path}: {self.problem}")


class MissingPath(NewsdiffError):
    """A file or folder that is named and is not there; with `way_out`, where nothing else may have been meant."""

    def __init__(self, path: str, problem: str, way_out: str, *, folder: bool = False) -> None:
        self.path = path
        self.problem = problem
        self.folder = folder
        super().__init__(f"{problem}; {way_out}")


class ModelError(NewsdiffError):
    """The spaCy pipeline is missing or lacks a component that newsdiff needs."""


class UnknownFinding(NewsdiffError):
    """No finding has an id that begins as asked, or more than one has; names the nearest."""


class LexiconError(NewsdiffError):
    """A word list shipped with newsdiff is damaged; names the file and the line."""


class ReaderError(NewsdiffError):
    """The reader's weights are missing or damaged, or onnxruntime is missing or too old."""
