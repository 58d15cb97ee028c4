"""The release workflow: every action is a commit, every script that it names is there, no secret is printed."""

from __future__ import annotations

import base64
import os
import re
import subprocess
import textwrap
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WORKFLOW = (ROOT / ".github" / "workflows" / "release.yml").read_text(encoding="utf-8")


def test_every_action_is_pinned_to_a_commit_and_says_which_version_that_is() -> None:
    used = re.findall(r"uses: (.+)", WORKFLOW)
    assert len(used) > 10
    for action in used:
        assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}  # v\d+\.\d+\.\d+", action), action


def test_what_it_runs_of_the_project_is_there() -> None:
    for script in re.findall(r"packaging/[\w/.-]+\.(?:py|sh)", WORKFLOW):
        assert (ROOT / script).is_file(), script


def test_secrets_are_handed_over_as_variables_only() -> None:
    for line in WORKFLOW.splitlines():
        assert "secrets." not in line or re.fullmatch(r"\s+[A-Z_]+: \$\{\{ secrets\.[A-Z_]+ \}\}", line), line
    assert "set -x" not in WORKFLOW


def _signing_step(place: Path, **secrets: str) -> subprocess.CompletedProcess[str]:
    """What the step that builds for Windows does, by the shell, with a `python` that tells what it is given."""
    step = WORKFLOW[WORKFLOW.index("- name: build, and sign") :]
    script = textwrap.dedent(step[step.index("run: |\n") + 7 : step.index("        env:")])
    (place / "temp").mkdir()
    (place / "python").write_text(
        "#!/bin/sh\nenv | grep -E '^(PFX|PASSWORD|TIMESTAMP|WINDOWS_SIGN)'\n"
        'test -z "$WINDOWS_SIGN_PFX" || stat -c "%n %a" "$RUNNER_TEMP"/*\n'
        'test -z "$WINDOWS_SIGN_PFX" || cat "$WINDOWS_SIGN_PFX" "$WINDOWS_SIGN_PASSWORD_FILE"\nexit ${FAILS:-0}\n'
    )
    (place / "python").chmod(0o755)
    environment = {"PATH": f"{place}{os.pathsep}{os.environ['PATH']}", "RUNNER_TEMP": f"{place}/temp", **secrets}
    return subprocess.run(["bash", "-e", "-c", script], env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("status", [0, 3])
def test_the_certificate_is_there_for_the_build_alone_and_for_nobody_else(tmp_path: Path, status: int) -> None:
    pfx = base64.encodebytes(b"the certificate").decode()  # in lines, as base64 writes it
    done = _signing_step(tmp_path, PFX=pfx, PASSWORD="a word", TIMESTAMP="http://time.invalid", FAILS=str(status))
    assert done.returncode == status
    temp = tmp_path / "temp"
    assert sorted(done.stdout.splitlines()) == sorted([
        f"WINDOWS_SIGN_PFX={temp}/sign.pfx", f"WINDOWS_SIGN_PASSWORD_FILE={temp}/sign.password",
        "WINDOWS_SIGN_TIMESTAMP=http://time.invalid", f"{temp}/sign.password 600", f"{temp}/sign.pfx 600",
        "the certificatea word",
    ])  # fmt: skip
    assert list(temp.iterdir()) == []


def test_without_a_certificate_the_log_says_that_nothing_is_signed(tmp_path: Path) -> None:
    done = _signing_step(tmp_path, PFX="", PASSWORD="", TIMESTAMP="http://time.invalid")
    assert (done.returncode, done.stdout.count("\n")) == (0, 1)
    assert "is not signed" in done.stdout
    assert list((tmp_path / "temp").iterdir()) == []
