"""The small schema checker says what the reference library says."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from moedeklar.model.schema import violations
from moedeklar.request_document import request_schema

WORDS = st.sampled_from(["", " ", "a", "Drøftelse", "m-1", "x" * 301, "formand"])
ODD = st.one_of(st.none(), st.booleans(), st.integers(-2, 2), WORDS, st.lists(WORDS, max_size=2))
PEOPLE = st.lists(
    st.one_of(ODD, st.dictionaries(st.sampled_from(["name", "party", "role", "post"]), st.one_of(WORDS, ODD))),
    max_size=3,
)
NAMES = st.sampled_from([*request_schema()["properties"], "extra"])
DOCUMENTS = st.one_of(
    ODD,
    st.fixed_dictionaries(
        {"committee": st.just("Udvalg"), "title": st.just("Titel"), "requesters": PEOPLE},
        optional={"meeting": ODD, "treatment": ODD, "recommendation": st.lists(ODD, max_size=2), "references": ODD},
    ),
    st.dictionaries(NAMES, st.one_of(ODD, PEOPLE), max_size=6),
)


@given(DOCUMENTS)
def test_agrees_with_the_reference_library(document: Any) -> None:
    reference = jsonschema.Draft202012Validator(request_schema())
    assert (next(violations(document, request_schema()), None) is None) == reference.is_valid(document)


def test_the_schema_itself_is_valid() -> None:
    jsonschema.Draft202012Validator.check_schema(request_schema())


@pytest.mark.parametrize(
    ("value", "schema", "where", "keyword"),
    [
        (
            {"a": [{"b": 1}]},
            {"properties": {"a": {"items": {"properties": {"b": {"type": "string"}}}}}},
            "a[0].b",
            "type",
        ),
        ({}, {"required": ["x"]}, "x", "required"),
        ({"a": {"y": 1}}, {"properties": {"a": {"additionalProperties": False}}}, "a.y", "additionalProperties"),
        (True, {"type": "integer"}, "", "type"),
    ],
)
def test_says_where(value: Any, schema: dict[str, Any], where: str, keyword: str) -> None:
    (found,) = violations(value, schema)
    assert (found.where, found.keyword) == (where, keyword)


def test_refuses_a_keyword_that_it_does_not_know() -> None:
    with pytest.raises(ValueError, match="oneOf"):
        list(violations(1, {"oneOf": []}))
