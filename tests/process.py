"""Runs newsdiff the way a user does: a process of its own, by `python -m newsdiff`."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "examples"
COMMAND = (sys.executable, "-m", "newsdiff")


def environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment of a plain pipe: no colour and no newsdiff settings of the machine's own, then `extra`."""
    kept = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith("NEWSDIFF_") and key not in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "TERM")
    }
    kept["PYTHONPATH"] = os.pathsep.join(filter(None, (str(ROOT), kept.get("PYTHONPATH", ""))))
    return {**kept, "PYTHONIOENCODING": "utf-8", **(extra or {})}


def newsdiff(
    *args: str | Path, cwd: Path | None = None, stdin: bytes = b"", env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run `newsdiff ARGS…` in `cwd` (default: the repository), with `stdin` as its standard input."""
    command: Sequence[str] = [*COMMAND, *map(str, args)]
    return subprocess.run(command, cwd=cwd or ROOT, input=stdin, env=environment(env), capture_output=True, check=False)
