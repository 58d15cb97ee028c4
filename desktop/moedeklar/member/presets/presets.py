"""Presets over one profile: what is still to be asked, what was agreed to, and what is thereby decided."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from typing import TYPE_CHECKING

from moedeklar.member.presets.agreements import Agreed, Agreements
from moedeklar.member.presets.offer import Dropped, Offer, OfferedSource, OfferedUpdates
from moedeklar.member.presets.reading import Decided
from moedeklar.model.errors import PresetError
from moedeklar.model.moments import local_now
from moedeklar.model.organisation import Finding, Preset, RequestWays, UpdateMode, UpdatePolicy
from moedeklar.model.views import SourceInfo
from moedeklar.store.store import Store

if TYPE_CHECKING:
    from moedeklar.member.presets.merging import Merged
    from moedeklar.member.sources import Sources


class Presets:
    """What organisations have decided, for the profile in *store*. Blocks; any thread but the store's writer.

    *sources* gives the room that sources are added in.
    """

    def __init__(self, decided: Decided, store: Store, sources: Callable[[], Sources]) -> None:
        self._decided = decided
        self._clock = store.clock
        self._agreements = Agreements(store)
        self._room = sources

    # -- what is decided -------------------------------------------------------------------------------------------

    def current(self) -> Preset:
        """Everything that is decided, agreed to or not; the empty preset where nothing is. Read once, then kept."""
        return self._decided.preset()

    def merged(self) -> Merged | None:
        """The same with where each key comes from; None where no place has anything."""
        return self._decided.merged()

    def findings(self) -> tuple[Finding, ...]:
        """What is to be said of the places that were read."""
        found = self._decided.merged()
        return found.findings if found is not None else ()

    def is_locked(self, key: str) -> bool:
        """Whether a member can't change *key*, as it stands in the file ("sources", "updates.mode")."""
        return self.current().is_locked(key)

    def in_force(self) -> Preset:
        """What is decided, as far as the person has agreed: deadlines, recipients and templates go with the sources.

        Where its sources were not agreed to, what is not locked of these is left out. The address of newer versions
        counts once that was agreed to.
        """
        preset = self.current()
        url = preset.updates.url
        if url and url not in self._agreements.addresses():
            preset = replace(preset, updates=UpdatePolicy(preset.updates.mode))
        if not preset.sources or self._agreements.keys():
            return preset
        ways, locked = preset.requests, preset.is_locked
        return replace(
            preset,
            committees=preset.committees if locked("committees") else (),
            requests=RequestWays(
                ways.recipient if locked("requests.recipient") else "",
                ways.mail if locked("requests.mail") else "",
                ways.folder if locked("requests.folder") else "",
            ),
            templates={name: said for name, said in preset.templates.items() if locked(f"templates.{name}")},
        )

    def organisation(self) -> str:
        """What the organisation is called: its name, else its first host, else the place that says most.

        "" where nothing is decided.
        """
        return self.current().name

    # -- asking ----------------------------------------------------------------------------------------------------

    def pending(self) -> Offer | None:
        """What the person is still to be asked, having neither agreed to it nor declined it. None for nothing."""
        return self._offer(declined=False)

    def declined(self) -> Offer | None:
        """What the person has declined and may think better of; None where there is nothing."""
        return self._offer(declined=True)

    def accept(self, offer: Offer) -> tuple[SourceInfo, ...]:
        """Agree: the sources are added, to be fetched by whoever called. Nothing is connected to by this itself.

        Raises StoreError.
        """
        if offer.updates is not None:
            self._agreements.agree_to(offer.updates.url, offer.updates.key)
        return tuple(self._add(one, offer.organisation) for one in offer.sources)

    def decline(self, offer: Offer) -> None:
        """Leave everything as it was; it is not asked again, and `accept` may follow still."""
        self._agreements.decline(offer.keys)

    # -- what came of it -------------------------------------------------------------------------------------------

    def sources(self) -> tuple[str, ...]:
        """The ids of the sources that came from a preset, removed ones too."""
        return tuple(self._agreements.sources())

    def owners(self) -> dict[str, str]:
        """The organisation whose preset each source came from, by the source's id, where a preset still has it."""
        if not self.current().sources:
            return {}
        stated = {one.key for one in self._offered()}
        return {
            source_id: one.organisation or self.organisation()
            for source_id, one in self._agreements.sources().items()
            if one.key in stated
        }

    def standing(self) -> tuple[tuple[OfferedSource, str, str], ...]:
        """Each source that is decided on: "agreed" with the id of the source that came of it, "pending", "declined"."""
        agreed = {one.key: source_id for source_id, one in self._agreements.sources().items()}
        declined = self._agreements.declined()
        return tuple(
            (one, "agreed", agreed[one.key])
            if one.key in agreed
            else (one, "declined" if one.key in declined else "pending", "")
            for one in self._offered()
        )

    def dropped(self) -> tuple[Dropped, ...]:
        """Sources that came from a preset which has them no longer, and of which that was not told yet."""
        agreed = self._agreements.sources()
        if not agreed:
            return ()
        stated = {one.key for one in self._offered()}
        there = {info.id: info for info in self._room().list()}
        return tuple(
            Dropped(there[source_id], one.organisation)
            for source_id, one in agreed.items()
            if one.key not in stated and source_id in there and not one.told
        )

    def told(self, dropped: Collection[Dropped]) -> None:
        """The person has been told of these."""
        self._agreements.tell({one.source.id for one in dropped})

    def follow(self) -> None:
        """Take over what the preset now says of sources that were agreed to: committees, name, how far back.

        Where sources are not locked, only of those whose committees the person has left as they were; where they are,
        one that is gone comes back.
        """
        agreed = self._agreements.sources()
        stated = {one.key: one for one in self._offered()} if agreed else {}
        if not stated:
            return
        there, locked = {info.id: info for info in self._room().list()}, self.is_locked("sources")
        for source_id, before in agreed.items():
            one, info = stated.get(before.key), there.get(source_id)
            if one is None or (info is None and not locked):
                continue
            chosen = list(info.committees) if info is not None else None
            changed = one.said() != before.said
            if (locked and chosen != list(one.source.committees)) or (
                changed and (locked or chosen == before.said.get("committees"))
            ):
                self._add(one, before.organisation)

    # -- holding to it ---------------------------------------------------------------------------------------------

    def may_add(self) -> None:
        """Raise PresetError preset_sources_locked where a member can't add sources, nor choose anew of one."""
        if self.is_locked("sources"):
            raise PresetError("preset_sources_locked", name=self.organisation())

    def may_remove(self, source_id: str) -> None:
        """Raise PresetError preset_source_locked where a member can't remove this source."""
        if self.is_locked("sources") and (owner := self.owners().get(source_id)):
            raise PresetError("preset_source_locked", name=owner)

    # -- inside ----------------------------------------------------------------------------------------------------

    def _offered(self) -> tuple[OfferedSource, ...]:
        sources = self.current().sources
        if not sources:
            return ()
        from moedeklar.organisation_file import host_of  # noqa: PLC0415 (only where there is a preset)

        return tuple(OfferedSource(source, host_of(source.location)) for source in sources)

    def _offer(self, *, declined: bool) -> Offer | None:
        found = self._decided.merged()
        if found is None:
            return None
        offered, updates = self._offered(), self._updates()
        known, refused = self._agreements.keys(), self._agreements.declined()
        left = tuple(one for one in offered if one.key not in known and (one.key in refused) is declined)
        if updates is not None and (updates.key in refused) is not declined:
            updates = None
        if not left and updates is None:
            return None
        preset = self.current()
        rules = tuple(one for one in preset.committees if one.rule is not None) if left else ()
        more = any(one.key in known for one in offered)
        place = found.origins.get("sources" if left else "updates.url", "")
        return Offer(self.organisation(), preset.logo, left, rules, place, more, updates)

    def _updates(self) -> OfferedUpdates | None:
        """Where newer versions are looked for, where they are at all and that was not agreed to."""
        decided = self.current().updates
        url, off = decided.url, decided.mode is UpdateMode.OFF and self.is_locked("updates.mode")
        if not url or off or url in self._agreements.addresses():
            return None
        from moedeklar.organisation_file import host_of  # noqa: PLC0415 (only where there is a preset)

        return OfferedUpdates(url, host_of(url))

    def _add(self, one: OfferedSource, organisation: str) -> SourceInfo:
        from moedeklar.member.presets.adding import add_source  # noqa: PLC0415 (only once a person agrees)

        alone = organisation if len(self.current().sources) == 1 else ""
        added = add_source(self._room(), one, alone, local_now(self._clock).date())
        self._agreements.agree(added.id, Agreed(one.key, organisation, one.said()))
        return added
