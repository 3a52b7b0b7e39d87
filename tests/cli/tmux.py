"""A tmux server of its own, and in it a shell that has newsdiff: what a reader types, and what the screen shows."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from tests.process import COMMAND, environment

#: How to get what these tests need.
WANTED = "needs tmux and less: apt-get install tmux less (Debian), brew install tmux (macOS)"
#: Nothing here takes a tenth of it; a machine at work on other things may.
PATIENCE = 15.0
#: newsdiff with the sample report in the engine's place, which saves its time: all else is the real thing.
STUBBED = (
    sys.executable,
    "-c",
    "import dataclasses, sys, types; from tests.sample_report import REPORT; api = types.ModuleType('newsdiff.api')\n"
    "api.compare = lambda articles, config: dataclasses.replace(REPORT, skipped=())\n"
    "sys.modules['newsdiff.api'] = api\n"
    "from newsdiff.cli import main; main()",
)
_PROMPT = "ready> "


def path_with_newsdiff(folder: Path, command: Sequence[str] = COMMAND) -> str:
    """A PATH on which `newsdiff` is `command`, by a script in `folder`."""
    folder.mkdir(exist_ok=True)
    shim = folder / "newsdiff"
    shim.write_text(f'#!/bin/sh\nexec {shlex.join(command)} "$@"\n')
    shim.chmod(0o755)
    return os.pathsep.join((str(folder), str(Path(sys.executable).parent), os.environ.get("PATH", "")))


def is_here() -> bool:
    """Whether this machine has what the tests need."""
    return shutil.which("tmux") is not None and shutil.which("less") is not None


def version() -> tuple[int, ...]:
    """Of tmux, such as (3, 4)."""
    told = subprocess.run(["tmux", "-V"], capture_output=True, text=True, check=True).stdout
    return tuple(int(part) for part in re.findall(r"\d+", told)[:2])


class Screen:
    """One window of `width` by `height` cells with a shell in `desk`, whose environment is a newcomer's and `extra`.

    `home` is a folder for what the server needs; `newsdiff` runs `command` there.
    """

    def __init__(
        self, home: Path, width: int, height: int, desk: Path, extra: Mapping[str, str], command: Sequence[str]
    ) -> None:
        self._asked = 0
        settings = ["default-terminal screen-256color", "status off", "escape-time 0"]
        if version() >= (3, 4):  # From there on tmux passes on where a link leads.
            settings.append("terminal-features *:hyperlinks")
        config = home / "tmux.conf"
        config.write_text("".join(f"set -g {setting}\n" for setting in settings))
        self._tmux = ["tmux", "-S", str(home / "socket"), "-f", str(config)]
        rc = home / "shrc"  # Some shells set a prompt of their own over that of the environment.
        rc.write_text(f"PS1='{_PROMPT}'\n")
        unset = ("CI", "PAGER", "LESS", "LV", "LESSCHARSET", "LESSOPEN", "TMUX", "BASH_ENV", "LC_ALL")
        env = {key: value for key, value in environment().items() if key not in unset}
        env |= {"PATH": path_with_newsdiff(home / "bin", command), "ENV": str(rc), "HOME": str(home), "LANG": "C.UTF-8"}
        env |= {"XDG_CACHE_HOME": str(home / "cache"), "LESSHISTFILE": "-", **extra}
        self._run("new-session", "-d", "-x", str(width), "-y", str(height), "-c", str(desk), "sh", env=env)
        try:
            self.until(lambda: _PROMPT.strip() in self.text)
        except BaseException:
            self.close()
            raise

    def _run(self, *arguments: str, env: Mapping[str, str] | None = None) -> str:
        done = subprocess.run([*self._tmux, *arguments], env=env, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"tmux {shlex.join(arguments)}: {done.stderr}"
        return done.stdout

    def close(self) -> None:
        """End the server, and with it all that runs in the window."""
        subprocess.run([*self._tmux, "kill-server"], capture_output=True, check=False)

    def type(self, command: str) -> None:
        """Type a line, and enter it."""
        self._run("send-keys", "-l", command)
        self._run("send-keys", "Enter")

    def press(self, *keys: str) -> None:
        """Press keys, by the names that tmux has for them."""
        self._run("send-keys", *keys)

    @property
    def colored(self) -> str:
        """What the window shows, with its escapes."""
        return self._run("capture-pane", "-p", "-e")

    @property
    def text(self) -> str:
        """What the window shows, in words."""
        return self._run("capture-pane", "-p").rstrip("\n")

    @property
    def lines(self) -> list[str]:
        return self.text.splitlines()

    @property
    def last(self) -> str:
        """The last line that is not blank."""
        return self.text.rpartition("\n")[2]

    @property
    def widest(self) -> int:
        """The length of the longest line, taken together again where the window broke it."""
        return max(map(len, self._run("capture-pane", "-p", "-J").splitlines()))

    def until(self, condition: Callable[[], bool]) -> None:
        """Wait until `condition` is true. Raises AssertionError with the screen after PATIENCE."""
        deadline = time.monotonic() + PATIENCE
        while not condition():
            assert time.monotonic() < deadline, f"waited in vain before:\n{self.text}"
            time.sleep(0.05)

    def shows(self, text: str) -> None:
        """Wait until `text` is on the screen."""
        self.until(lambda: text in self.text)

    def presses(self, key: str, condition: Callable[[], bool]) -> None:
        """Press a key until `condition` is true: less forgets what was typed just after an interrupt."""

        def pressed() -> bool:
            self.press(key)
            return condition()

        self.until(pressed)

    @property
    def is_paging(self) -> bool:
        """Whether less waits for a key."""
        return self.last in (":", "(END)")

    @property
    def is_idle(self) -> bool:
        """Whether the shell waits for a command."""
        return self.last.rstrip().endswith(_PROMPT.strip())

    def pages(self) -> None:
        """Wait until less shows a page and its prompt."""
        self.until(lambda: self.is_paging)

    def status(self) -> int:
        """Wait for the prompt; the exit status of what ran last."""
        self.until(lambda: self.is_idle)
        self._asked += 1
        self.type(f"echo status {self._asked} $?.")
        answer = re.compile(rf"^status {self._asked} (\d+)\.", re.M)
        self.until(lambda: answer.search(self.text) is not None)
        return int(answer.findall(self.text)[0])
