"""What an organisation has a new request begin with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from moedeklar.model.requests import RequestDraft


def begun(draft: RequestDraft, templates: Mapping[str, str]) -> RequestDraft:
    """*draft* with the *templates* ("text", "recommendation" with a point a line, "reason") where it says nothing."""
    points = tuple(line.strip() for line in templates.get("recommendation", "").splitlines() if line.strip())
    return replace(
        draft,
        text=draft.text or templates.get("text", "").strip(),
        recommendation=draft.recommendation or points,
        reason=draft.reason or templates.get("reason", "").strip(),
    )
