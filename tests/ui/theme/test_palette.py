"""Both themes are readable: every text colour on every surface where it stands."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest

from moedeklar.ui.theme.palette import DARK, LIGHT, Palette, contrast

SURFACES = ("paper", "canvas", "side", "hover", "accent_soft")
TEXT_PAIRS = [(text, surface) for text in ("ink", "mute", "faint", "accent") for surface in SURFACES]
TEXT_PAIRS += [("ink", ground) for ground in ("rec", "dec", "warn_soft", "bad_soft", "desk", "pressed", "yellow")]
TEXT_PAIRS += [("ink", ground) for ground in ("green", "red", "found")]
TEXT_PAIRS += [("rec_ink", "rec"), ("dec_ink", "dec"), ("dec_ink", "paper"), ("dec_ink", "accent_soft")]
TEXT_PAIRS += [("warn", surface) for surface in ("warn_soft", *SURFACES)]
TEXT_PAIRS += [("bad", surface) for surface in ("bad_soft", *SURFACES)]
TEXT_PAIRS += [("on_accent", "accent"), ("on_accent", "accent_hover"), ("mute", "rec"), ("mute", "dec")]
TEXT_PAIRS += [("mute", "warn_soft"), ("mute", "desk"), ("mute", "pressed")]
EDGE_PAIRS = [("field", "paper"), ("field", "canvas"), ("accent", "paper"), ("accent", "side"), ("accent", "canvas")]


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=lambda palette: palette.name)
@pytest.mark.parametrize("pair", TEXT_PAIRS, ids="-on-".join)
def test_text_contrast(palette: Palette, pair: tuple[str, str]) -> None:
    assert contrast(*(getattr(palette, token) for token in pair)) >= 4.5


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=lambda palette: palette.name)
@pytest.mark.parametrize("pair", EDGE_PAIRS, ids="-on-".join)
def test_edges_of_controls_and_focus(palette: Palette, pair: tuple[str, str]) -> None:
    assert contrast(*(getattr(palette, token) for token in pair)) >= 3


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=lambda palette: palette.name)
@pytest.mark.parametrize("colour", ["yellow", "green", "red"])
def test_highlights_are_told_apart_from_paper(palette: Palette, colour: str) -> None:
    assert contrast(palette.highlight(colour), palette.paper) >= 1.2
    assert contrast(palette.edge(colour), palette.paper) >= 2.4


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=lambda palette: palette.name)
def test_every_token_is_a_colour(palette: Palette) -> None:
    for field in fields(palette):
        value = getattr(palette, field.name)
        if isinstance(value, str) and field.name != "name":
            assert re.fullmatch(r"#[0-9a-f]{6}([0-9a-f]{2})?", value), field.name


def test_contrast_of_black_and_white() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#777777") == pytest.approx(1)
