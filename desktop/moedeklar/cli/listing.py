"""What every verb that lists something prints: JSON, words about the rows, or that there are none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from moedeklar.cli.streams import Output
from moedeklar.cli.table import table

Row = TypeVar("Row")


def say_table(
    output: Output,
    rows: Sequence[Row],
    as_json: bool,
    shape: Callable[[Row], object],
    cells: Callable[[Row], list[str]],
    nothing: str,
) -> None:
    """*rows* as JSON of *shape*, or as a table of their *cells*; *nothing* where there is no row."""

    def words() -> None:
        output.say(table([cells(row) for row in rows]))

    _say(output, rows, as_json, shape, words, nothing)


def say_each(
    output: Output,
    rows: Sequence[Row],
    as_json: bool,
    shape: Callable[[Row], object],
    words: Callable[[Row], None],
    nothing: str,
) -> None:
    """*rows* as JSON of *shape*, or what *words* says of each; *nothing* where there is no row."""

    def each() -> None:
        for row in rows:
            words(row)

    _say(output, rows, as_json, shape, each, nothing)


def _say(
    output: Output,
    rows: Sequence[Row],
    as_json: bool,
    shape: Callable[[Row], object],
    words: Callable[[], None],
    nothing: str,
) -> None:
    if as_json:
        output.json([shape(row) for row in rows])
    elif rows:
        words()
    else:
        output.say(nothing)
