"""Runs a command and tells what it cost, from the kernel's own account of the process; and the floor to hold it to."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from newsdiff.config import DEFAULT_MODEL
from newsdiff.nlp import PACKAGES
from tests.process import ROOT, environment

if TYPE_CHECKING:
    from spacy.language import Language


@cache
def bare_pipeline() -> Language:
    """The default pipeline as spaCy itself loads it, without what newsdiff does to make it quicker."""
    import spacy
    from spacy.util import is_package

    return spacy.load(next(name for name in PACKAGES[DEFAULT_MODEL] if is_package(name)))


@dataclass(frozen=True)
class Cost:
    """Wall seconds, CPU seconds and peak resident memory in MB of one process."""

    wall: float
    cpu: float
    memory: float
    status: int


def cost_of(command: Sequence[str], cwd: Path = ROOT) -> Cost:
    """Run `command` with its output thrown away; what Python compiles is kept, as where newsdiff is installed."""
    given = environment()
    given.pop("PYTHONDONTWRITEBYTECODE", None)
    start = time.perf_counter()
    process = subprocess.Popen(
        command,
        cwd=cwd,
        env=given,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, process.returncode)
