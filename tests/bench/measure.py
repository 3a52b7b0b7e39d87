"""Runs a command and tells what it cost, from the kernel's own account of the process."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.process import ROOT, environment


@dataclass(frozen=True)
class Cost:
    """Wall seconds, CPU seconds and peak resident memory in MB of one process."""

    wall: float
    cpu: float
    memory: float
    status: int


def cost_of(command: Sequence[str], cwd: Path = ROOT) -> Cost:
    """Run `command` with its output thrown away."""
    start = time.perf_counter()
    process = subprocess.Popen(
        command,
        cwd=cwd,
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, process.returncode)
