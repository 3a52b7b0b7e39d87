"""One browser for all tests of this folder, each with a window as at the beginning; skipped where there is none."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browser.browser import Browser, started


@pytest.fixture(scope="session")
def _browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    try:
        running = started(tmp_path_factory.mktemp("profile"))
        browser = running.__enter__()
    except RuntimeError as error:
        pytest.skip(str(error))
    yield browser
    running.__exit__(None, None, None)


@pytest.fixture
def browser(_browser: Browser) -> Iterator[Browser]:
    """A window of 1440 by 900; what the console or the network got that no test asked for is a failure."""
    _browser.look()
    yield _browser
    assert _browser.complaints() == []
    assert [url for url in _browser.requests() if not url.startswith("file:")] == []
