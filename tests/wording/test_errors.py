import ast
import re
import string
from pathlib import Path

import pytest

from moedeklar.model.errors import MoedeklarError
from moedeklar.wording.errors import SENTENCES, error_sentence, sentence
from moedeklar.wording.language import set_language

PACKAGE = Path(__file__).resolve().parents[2] / "desktop" / "moedeklar"
ERRORS = re.compile(r"(Error|Needed|NotFound|Problem)$")


def raised() -> dict[str, set[str]]:
    """Each code that is raised with literals, and the parameters that it is always raised with."""
    found: dict[str, set[str]] = {}
    for path in PACKAGE.rglob("*.py"):
        if path.is_relative_to(PACKAGE / "pdf" / "child"):
            continue  # the client adds the file's name to what the PDF process says
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = (
                node.func.id
                if isinstance(node.func, ast.Name)
                else node.func.attr
                if isinstance(node.func, ast.Attribute)
                else ""
            )
            if not ERRORS.search(name) or name == "Problem" or not node.args:
                continue
            code = node.args[0]
            if isinstance(code, ast.Constant) and isinstance(code.value, str) and code.value.replace("_", "").isalnum():
                given = {keyword.arg for keyword in node.keywords if keyword.arg}
                found[code.value] = found.get(code.value, given) & given
    return found


def test_every_code_that_is_raised_has_a_sentence() -> None:
    known = set(SENTENCES)
    assert {code for code in raised() if code.islower()} - known == set()


@pytest.mark.parametrize("spoken", ["da", "en"])
def test_a_sentence_needs_nothing_that_is_not_given(spoken: str) -> None:
    set_language(spoken)
    try:
        for code, given in raised().items():
            if code in SENTENCES:
                needed = {name for _, name, _, _ in string.Formatter().parse(SENTENCES[code]()) if name}
                assert needed <= given, f"{code}: {needed - given}"
    finally:
        set_language("en")


def test_an_unknown_code_is_told_as_itself() -> None:
    set_language("en")
    assert sentence("no_such_code", {}) == "Something went wrong (no_such_code)."
    assert error_sentence(MoedeklarError("cancelled")).startswith("It was cancelled")


@pytest.mark.parametrize(("spoken", "day"), [("da", "31. januar 2027"), ("en", "31 January 2027")])
@pytest.mark.parametrize("code", ["update_expired", "tls_expired", "tls_clock"])
def test_a_day_is_written_as_people_write_it(code: str, spoken: str, day: str) -> None:
    set_language(spoken)
    assert day in sentence(code, {"host": "nordlund.example", "day": "2027-01-31"})
