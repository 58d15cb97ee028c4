"""The release workflow: every action is a commit, every script that it names is there, no secret is printed."""

from __future__ import annotations

import re
from pathlib import Path

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
