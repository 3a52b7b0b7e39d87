"""A Chromium without a window: what it shows, what it complains of, and what it asks the network for."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

#: How to get what the tests of this folder need.
WANTED = (
    "needs Chromium and its driver: apt-get install chromium chromium-driver (Debian), and pip install '.[dev]'; "
    "NEWSDIFF_CHROMIUM and NEWSDIFF_CHROMEDRIVER name them where they are elsewhere"
)
_FLAGS = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"),
    *("--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--hide-scrollbars"),
)


def program(variable: str, *names: str) -> str | None:
    """The path of the first of `names` that is installed, or the one that the environment names."""
    return os.environ.get(variable) or next((path for name in names if (path := shutil.which(name))), None)


class Browser:
    """One tab. Scripts may be switched off; there is no motion, so that what scrolls has scrolled."""

    def __init__(self, driver: Any) -> None:
        self.driver = driver
        self.look()

    def look(
        self,
        width: int = 1440,
        height: int = 900,
        *,
        theme: str = "light",
        scripts: bool = True,
        motion: str = "reduce",
    ) -> None:
        """The size of the window, the theme and motion that the reader likes, and whether scripts run."""
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500}
        likes = {"prefers-color-scheme": theme, "prefers-reduced-motion": motion}
        self._command("Emulation.setDeviceMetricsOverride", metrics)
        self._command(
            "Emulation.setEmulatedMedia",
            {"media": "", "features": [{"name": name, "value": value} for name, value in likes.items()]},
        )
        self._command("Emulation.setScriptExecutionDisabled", {"value": not scripts})

    def printed(self) -> None:
        """From now on the page looks as on paper."""
        self._command("Emulation.setEmulatedMedia", {"media": "print"})

    def open(self, page: Path, address: str = "") -> None:
        """A new load of `page`, the logs emptied."""
        self.driver.get("about:blank")
        self.complaints(), self.requests()
        self.driver.get(page.as_uri() + address)

    def _command(self, name: str, arguments: dict[str, Any]) -> Any:
        return self.driver.execute_cdp_cmd(name, arguments)

    def run(self, script: str, *arguments: object) -> Any:
        """What `script`, the body of a function, returns."""
        return self.driver.execute_script(script, *arguments)

    def all(self, selector: str) -> list[Any]:
        found: list[Any] = self.driver.find_elements("css selector", selector)
        return found

    def one(self, selector: str) -> Any:
        """The one element that `selector` fits."""
        [found] = self.all(selector)
        return found

    def seen(self, selector: str) -> list[str]:
        """The words of each element that `selector` fits and that is shown."""
        return [each.text for each in self.all(selector) if each.is_displayed()]

    def keys(self, *keys: str) -> None:
        """Keys typed where the focus is."""
        self.driver.switch_to.active_element.send_keys(*keys)

    @property
    def address(self) -> str:
        """What follows the # of the address, and the #."""
        return str(self.run("return location.hash"))

    @property
    def focused(self) -> str:
        return str(self.driver.switch_to.active_element.text)

    def complaints(self) -> list[str]:
        """What the console has got since it was last asked."""
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def requests(self) -> list[str]:
        """The addresses that the page has asked for since this was last asked.

        Without those that hold their own data, and those that the page's policy has barred before they left.
        """
        messages = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        failed = [each["params"] for each in messages if each["method"] == "Network.loadingFailed"]
        barred = {each["requestId"] for each in failed if each.get("blockedReason") == "csp"}
        sent = [each["params"] for each in messages if each["method"] == "Network.requestWillBeSent"]
        urls = [each["request"]["url"] for each in sent if each["requestId"] not in barred]
        return [url for url in urls if not url.startswith(("data:", "about:"))]

    def shot(self, path: Path) -> None:
        """A picture of the window."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self.driver.save_screenshot(str(path))


@contextmanager
def started(profile: Path) -> Iterator[Browser]:
    """A browser with `profile`, an empty folder, for its own files. Raises RuntimeError where there is none."""
    chromium = program("NEWSDIFF_CHROMIUM", "chromium", "chromium-browser", "google-chrome")
    chromedriver = program("NEWSDIFF_CHROMEDRIVER", "chromedriver")
    if chromium is None or chromedriver is None:
        raise RuntimeError(WANTED)
    try:
        from selenium import webdriver
        from selenium.webdriver.chrome.service import Service
    except ImportError:
        raise RuntimeError(WANTED) from None
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for flag in (*_FLAGS, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(chromedriver))
    try:
        yield Browser(driver)
    finally:
        driver.quit()
