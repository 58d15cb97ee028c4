"""The real program as a process of its own, on a profile of the test's."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SECRET = "blåbær på en regnvejrsdag"


@dataclass(frozen=True)
class Program:
    """`moedeklar --profile …` with its passphrase in a file, a clock that stands still, and no screen."""

    folder: Path
    now: str = "2027-02-03T07:42"
    extra: dict[str, str] = field(default_factory=dict)  # more of the environment

    @property
    def environment(self) -> dict[str, str]:
        """The whole environment of the process: nothing of the test's own leaks in."""
        secret = self.folder / "passphrase"
        if not secret.exists():
            self.folder.mkdir(parents=True, exist_ok=True)
            secret.write_text(SECRET + "\n", encoding="utf-8")
        kept = {
            name: os.environ[name] for name in ("PATH", "HOME", "SYSTEMROOT", "TMPDIR", "TEMP") if name in os.environ
        }
        own = {"MOEDEKLAR_PASSPHRASE_FILE": str(secret), "MOEDEKLAR_NOW": self.now, "QT_QPA_PLATFORM": "offscreen"}
        return kept | own | {"LANG": "C.UTF-8"} | self.extra

    def command(self, *arguments: str) -> list[str]:
        """The command line."""
        return [sys.executable, "-m", "moedeklar", "--profile", str(self.folder / "profile"), *arguments]

    def run(self, *arguments: str, status: int | None = 0, timeout: float = 90) -> subprocess.CompletedProcess[str]:
        """Run to the end, and hold it to its exit status, None for any."""
        done = subprocess.run(
            self.command(*arguments), env=self.environment, capture_output=True, text=True, encoding="utf-8",
            timeout=timeout, check=False, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        assert status in (None, done.returncode), (
            f"{arguments}: {done.returncode}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}"
        )
        return done

    def json(self, *arguments: str, status: int | None = 0) -> Any:
        """What a verb prints with `--json`."""
        return json.loads(self.run(*arguments, "--json", status=status).stdout)

    def lines(self, *arguments: str, status: int = 0) -> list[Any]:
        """What a verb prints as JSON lines."""
        return [json.loads(line) for line in self.run(*arguments, "--json", status=status).stdout.splitlines()]

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Start, for a test that kills."""
        return subprocess.Popen(
            self.command(*arguments), env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
