"""Whatever is corrected, every passage is found again where its words are."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from moedeklar.agenda import correcting
from moedeklar.model.agenda import AgendaItem, Block, BlockKind, Role, Section
from moedeklar.model.anchors import AnchorState, TextAnchor
from moedeklar.sync.carrying import BlockMap

WORDS = st.sampled_from(["Godkendt.", "Havnen uddybes.", "Stien er slidt.", "Udsat.", "Der er brug for grus.", "Ja."])
SECTIONS = st.builds(
    Section,
    st.sampled_from([Role.FACTS, Role.OTHER, Role.DECISION, Role.RECOMMENDATION]),
    st.sampled_from(["", "Høring", "Beslutning"]),
    st.lists(st.builds(Block, st.just(BlockKind.PARAGRAPH), WORDS), min_size=1, max_size=4).map(tuple),
)
ITEMS = st.lists(st.lists(SECTIONS, min_size=1, max_size=3).map(tuple), min_size=2, max_size=4).map(
    lambda all_sections: tuple(AgendaItem(str(n), f"Sag {n}", sections=s) for n, s in enumerate(all_sections))
)


@dataclass(frozen=True)
class Change:
    """What is done to the items: at which item, section and block."""

    kind: str
    item: int
    section: int
    block: int

    def apply(self, items: tuple[AgendaItem, ...]) -> tuple[AgendaItem, ...]:
        at = self.item % len(items)
        item = items[at]
        section = self.section % len(item.sections)
        block = self.block % len(item.sections[section].blocks)
        if self.kind == "role":
            return (*items[:at], correcting.with_role(item, section, Role.DECISION, "c"), *items[at + 1 :])
        if self.kind == "split" and (section or block):
            return (*items[:at], *correcting.split(item, section, block, "Ny", "c"), *items[at + 1 :])
        if self.kind == "join" and at:
            return (*items[: at - 1], correcting.joined(items[at - 1], item, "c"), *items[at + 1 :])
        return items


CHANGES = st.builds(
    Change, st.sampled_from(["role", "split", "join"]), st.integers(0, 9), st.integers(0, 9), st.integers(0, 9)
)


def named(items: tuple[AgendaItem, ...], prefix: str) -> list[tuple[str, AgendaItem]]:
    return [(f"{prefix}{n}", item) for n, item in enumerate(items)]


def test_items_that_say_the_same_over_and_over_are_told_apart_by_their_order() -> None:
    first, second = (
        AgendaItem(
            title, title, sections=(Section(Role.FACTS, "", tuple(Block(BlockKind.PARAGRAPH, w) for w in text)),)
        )
        for title, text in (("1", ("Ja.", "Nej.")), ("2", ("Ja.", "Nej.", "Ja.")))
    )
    after = named((correcting.joined(first, second, "c"),), "new")
    texts = {(i, key): section.text for i, item in after for key, section in item.keyed_sections()}
    carried = BlockMap(named((first, second), "old"), after)
    for offset, words in ((0, "Ja."), (4, "Nej."), (9, "Ja.")):
        anchor = TextAnchor.of("facts", second.sections[0].text, offset, offset + len(words))
        found = carried.carry("old1", anchor, AnchorState.PLACED, texts)
        assert found is not None
        assert (found.anchor.section, found.anchor.start, found.anchor.quote) == ("facts.2", offset, words)


@settings(max_examples=300, deadline=None)
@given(ITEMS, CHANGES)
def test_every_block_is_carried_to_the_same_words(items: tuple[AgendaItem, ...], change: Change) -> None:
    before, after = named(items, "old"), named(change.apply(items), "new")
    carried = BlockMap(before, after)
    texts = {(i, key): section.text for i, item in after for key, section in item.keyed_sections()}
    reached = []
    for item_id, item in before:
        for key, section in item.keyed_sections():
            for offset, block in section.block_offsets():
                anchor = TextAnchor.of(key, section.text, offset, offset + len(block.text))
                found = carried.carry(item_id, anchor, AnchorState.PLACED, texts)
                assert found is not None
                assert found.state is AnchorState.PLACED
                assert found.anchor.quote == block.text
                assert texts[found.item_id, found.anchor.section][found.anchor.start : found.anchor.end] == block.text
                reached.append((found.item_id, found.anchor.section, found.anchor.start))
    assert len(set(reached)) == len(reached)
