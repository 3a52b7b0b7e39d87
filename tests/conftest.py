"""What all tests share: generated inputs are the same in every run, and no setting of the machine's own is seen."""

from __future__ import annotations

import os
import signal

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "newsdiff", derandomize=True, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("newsdiff")

# Where tests run in the background Ctrl-C may be ignored, and so it would be by every process that they start.
if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", *(key for key in os.environ if key.startswith("NEWSDIFF_"))):
        monkeypatch.delenv(name, raising=False)
