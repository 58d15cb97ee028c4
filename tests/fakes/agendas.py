"""Invented meetings of the invented Nordlund Kommune, as the agenda room would hand them over."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import Any

from moedeklar.model.agenda import (
    AgendaItem,
    Attachment,
    Block,
    BlockKind,
    ComingItem,
    ItemType,
    Meeting,
    MeetingKind,
    Outcome,
    Presence,
    PresenceKind,
    Reference,
    Role,
    Run,
    Section,
    Statement,
    StatementKind,
    SubItem,
    Vote,
)
from moedeklar.model.moments import LocalStart

COMMITTEE = "Beskæftigelses- og Fællesskabsudvalget"
ECONOMY = "Økonomiudvalget"
COUNCIL = "Kommunalbestyrelsen"


def paragraphs(role: Role, heading: str, *texts: str, **more: str) -> Section:
    """A section of plain paragraphs."""
    return Section(role, heading, tuple(Block(BlockKind.PARAGRAPH, text) for text in texts), **more)


def _recommended(*texts: str) -> Section:
    return paragraphs(Role.RECOMMENDATION, "Indstilling", *texts)


def _decided(text: str, day: str) -> Section:
    return paragraphs(Role.DECISION, "Beslutning", text, body=COMMITTEE, date=day)


def _points() -> Section:
    return Section(
        Role.RECOMMENDATION,
        "Indstilling",
        (
            Block(BlockKind.PARAGRAPH, "Forvaltningen indstiller,"),
            Block(BlockKind.NUMBERED, "at der afsættes 410.000 kr. om året til en fremskudt jobkonsulent", marker="1."),
            Block(BlockKind.NUMBERED, "at udvalget drøfter, hvordan virksomhederne inddrages 🏭", marker="2."),
        ),
    )


def _control_facts() -> Section:
    bold = "Tilsynsholdet går især ud, når naboer har klaget."
    return Section(
        Role.FACTS,
        "Sagsfremstilling",
        (
            Block(
                BlockKind.PARAGRAPH,
                "Siden tilsynet blev lagt i faste rammer, er der i kommunen "
                "fastlagt fire trin – fra et opslag i arkivet til et besøg på stedet.",
            ),
            Block(
                BlockKind.PARAGRAPH,
                f"{bold} I 2026 har gruppen behandlet 56 tilsynssager. De fleste kom efter et "
                "opkald fra viceværter og naboer i Nordlund Kommune.",
                runs=(Run(0, len(bold), bold=True),),
            ),
            Block(BlockKind.HEADING, "Resultater", level=2),
            Block.table(
                (
                    ("År", "Sager", "Fundet og betalt tilbage"),
                    ("2025", "41", "2,2 mio. kr."),
                    ("2026", "56", "4,4 mio. kr."),
                )
            ),
            Block(
                BlockKind.PARAGRAPH,
                "Holdet har i årets løb fundet huslejer og depositum, som var krævet uden ret, for i "
                "alt 4,4 millioner kroner. I 2025 var beløbet det halve.",
            ),
            Block(BlockKind.BULLET, "Samarbejdet med jobcentret i Askeby fortsætter.", marker="•"),
            Block(BlockKind.BULLET, "Der holdes et fælles møde i Havnholm i maj 📅.", marker="•"),
            Block(BlockKind.PARAGRAPH, "Forvaltningen vender tilbage med en status. " * 12 + "Det sker i efteråret."),
        ),
    )


COMING = (
    ComingItem("Afsluttende status på Beskæftigelsesplan 2026", "marts 2027"),
    ComingItem("Regnskab 2026 og budgetopfølgning", "9. marts 2027", "2027-03-09"),
    ComingItem("Ny ydelsespraksis", "14. april 2027", "2027-04-14"),
    ComingItem("Besøg hos virksomheder"),
)


def _coming_list() -> Section:
    listed = tuple(Block(BlockKind.BULLET, coming.title, marker="•") for coming in COMING)
    first = Block(BlockKind.PARAGRAPH, "Udvalget orienteres om kommende sager.")
    return Section(Role.FACTS, "Sagsfremstilling", (first, *listed))


def _announced() -> Section:
    return Section(
        Role.FACTS,
        "Sagsfremstilling",
        (
            Block(BlockKind.HEADING, "Nyt fra jobcentret", level=2, marker="1."),
            Block(BlockKind.PARAGRAPH, "Jobcentret i Askeby flytter i marts."),
            Block(BlockKind.HEADING, "Konference i Havnholm", level=2, marker="2."),
            Block(BlockKind.PARAGRAPH, "Der er tilmelding til den 1. marts."),
            Block(BlockKind.PARAGRAPH, "Deltagelse er gratis."),
        ),
    )


def _route(day: str) -> Section:
    return paragraphs(Role.ROUTE, "Behandles i", f"{COMMITTEE} den {day}.")


def committee_meeting() -> Meeting:
    """The agenda of the next meeting: nine items of all kinds."""
    items = (
        AgendaItem("1", "Godkendelse af dagsordenen", sections=(_recommended("Dagsordenen godkendes."),)),
        AgendaItem(
            "2",
            "Status for tilsynet med de udlejede boliger og lokaler i Nordlund Kommune 2026",
            ItemType.BRIEFING,
            case_number="15.00.00-G01-9-27",
            sections=(
                _recommended(
                    "Centret anbefaler, at status for tilsynet med de udlejede boliger og "
                    "lokaler tages til efterretning."
                ),
                _control_facts(),
                paragraphs(Role.ECONOMY, "Økonomiske konsekvenser", "Sagen har ingen bevillingsmæssige konsekvenser."),
                _route("9. februar 2027"),
            ),
            attachments=(Attachment("Tilsynsholdets oplæg", "4711-27"), Attachment("Oversigt over tilsynstrin")),
        ),
        AgendaItem(
            "3",
            "Forslag til nøgletal for jobcentret",
            ItemType.DECISION,
            case_number="15.20.00-P05-2-27",
            sections=(_points(), paragraphs(Role.FACTS, "Sagsfremstilling", "Ledelsesinformationen samles.")),
        ),
        AgendaItem(
            "4",
            "Brug af mentorordningen i Nordlund Kommune",
            ItemType.BRIEFING,
            sections=(
                _recommended("Redegørelsen tages til efterretning."),
                paragraphs(Role.FACTS, "Sagsfremstilling", "Ordningen bruges af 23 borgere."),
            ),
        ),
        AgendaItem(
            "5",
            "Erfaringer med ressourceforløb i Nordlund Kommune",
            ItemType.BRIEFING,
            sections=(
                _recommended("Redegørelsen tages til efterretning."),
                paragraphs(Role.FACTS, "Sagsfremstilling", "Der er 118 igangværende ressourceforløb."),
            ),
        ),
        AgendaItem(
            "6",
            "Anmodningssag vedr. social kontrol",
            ItemType.DISCUSSION,
            sections=(paragraphs(Role.FACTS, "Anmodning", "Formandskabet ønsker en drøftelse af social kontrol."),),
        ),
        AgendaItem(
            "7",
            "Kommende sager",
            ItemType.BRIEFING,
            sections=(_coming_list(),),
        ),
        AgendaItem(
            "8",
            "Meddelelser",
            sections=(_announced(),),
            sub_items=(
                SubItem("1", "Nyt fra jobcentret", "Jobcentret i Askeby flytter i marts."),
                SubItem("2", "Konference i Havnholm", "Der er tilmelding til den 1. marts.\nDeltagelse er gratis."),
            ),
        ),
        AgendaItem("9", "Lukket punkt", closed=True),
    )
    return Meeting(
        MeetingKind.AGENDA,
        COMMITTEE,
        "2026-2029",
        LocalStart(date(2027, 2, 9), time(16)),
        "Mødelokale 2, Rådhuset",
        "Nordlund Kommune",
        items,
        ("Astrid Møllegaard (A), formand", "Jens Korsbæk (C)"),
        COMING,
    )


def committee_minutes() -> Meeting:
    """The minutes of the same meeting: the same items, decided."""
    agenda = committee_meeting()
    items = []
    for item in agenda.items:
        if item.closed or item.number == "8":
            items.append(item)
            continue
        text = "Godkendt." if item.number == "1" else "Taget til efterretning."
        items.append(
            replace(
                item,
                sections=(*item.sections[:1], _decided(text, "2027-02-09"), *item.sections[1:]),
                outcome=Outcome.FOLLOWED,
                votes=(Vote(("A", "C"), ("Ø",), ()),) if item.number == "3" else (),
                absent=("Jens Korsbæk",) if item.number == "4" else (),
                **(_proceedings() if item.number == "3" else {}),
            )
        )
    return replace(agenda, kind=MeetingKind.MINUTES, items=tuple(items))


def _proceedings() -> dict[str, Any]:
    """All that minutes may tell of an item besides the decision, and where it was treated before."""
    return {
        "presence": (
            Presence(PresenceKind.ABSENT, "Jens Korsbæk (C)"),
            Presence(PresenceKind.SUBSTITUTE, "Line Holm (C)", instead_of="Jens Korsbæk (C)"),
            Presence(PresenceKind.LEFT, "Astrid Møllegaard (A)", text="Astrid Møllegaard (A) forlod mødet kl. 17.30."),
            Presence(PresenceKind.DISQUALIFIED, "Ole Bak (Ø)"),
        ),
        "statements": (
            Statement(StatementKind.MINORITY, ("Ø",), "Enhedslisten ønsker, at nøgletallene følger borgerne."),
        ),
        "handouts": ("Et notat om nøgletal blev uddelt på mødet.",),
        "references": (Reference(COMMITTEE, "2027-01-12", "1"), Reference("Økonomiudvalget", "2026-11-03", "7")),
    }


def economy_meeting() -> Meeting:
    """A short agenda of another committee."""
    items = (
        AgendaItem(
            "1",
            "Budgetprocessen 2028-31",
            ItemType.DECISION,
            sections=(
                _recommended("Tidsplanen godkendes."),
                paragraphs(Role.FACTS, "Sagsfremstilling", "Tidsplanen følger de foregående år."),
            ),
        ),
        AgendaItem(
            "2", "Anlægsregnskab for Askeby Skole", ItemType.DECISION, sections=(_recommended("Regnskabet godkendes."),)
        ),
    )
    return Meeting(
        MeetingKind.AGENDA,
        ECONOMY,
        "2026-2029",
        LocalStart(date(2027, 2, 18), time(8, 30)),
        "Rådhuset",
        "Nordlund Kommune",
        items,
    )


def council_meeting() -> Meeting:
    """An agenda of the council."""
    items = (
        AgendaItem(
            "1",
            "Lokalplan 114, Havnholm",
            ItemType.DECISION,
            case_number="01.02.05-P16-3-26",
            sections=(_recommended("Lokalplanen vedtages."),),
        ),
    )
    return Meeting(
        MeetingKind.AGENDA,
        COUNCIL,
        "2026-2029",
        LocalStart(date(2027, 2, 22), time(18)),
        "Byrådssalen",
        "Nordlund Kommune",
        items,
    )


def past_meeting() -> Meeting:
    """Minutes of a meeting that has been held."""
    items = (
        AgendaItem(
            "1",
            "Status på fleksjob",
            ItemType.BRIEFING,
            case_number="15.20.00-P05-1-26",
            sections=(
                _recommended("Status tages til efterretning."),
                _decided("Taget til efterretning.", "2027-01-12"),
            ),
            outcome=Outcome.FOLLOWED,
        ),
        AgendaItem(
            "2",
            "Beskæftigelsesplan 2027",
            ItemType.DECISION,
            sections=(_recommended("Planen godkendes."), _decided("Godkendt med 6 stemmer mod 1.", "2027-01-12")),
            outcome=Outcome.FOLLOWED,
        ),
    )
    return Meeting(
        MeetingKind.MINUTES,
        COMMITTEE,
        "2026-2029",
        LocalStart(date(2027, 1, 12), time(16)),
        "Rådhuset",
        "Nordlund Kommune",
        items,
    )


def long_meeting(count: int = 400) -> Meeting:
    """An agenda of *count* items, to try how a long list holds up."""
    items = tuple(
        AgendaItem(
            str(n),
            f"Sag nummer {n} om vedligehold af kommunens veje og stier i Askeby og Havnholm",
            ItemType.DECISION,
            sections=(_recommended("Sagen godkendes."),),
        )
        for n in range(1, count + 1)
    )
    return Meeting(
        MeetingKind.AGENDA,
        "Teknik- og Miljøudvalget",
        None,
        LocalStart(date(2027, 3, 2), time(9)),
        "Rådhuset",
        "Nordlund Kommune",
        items,
    )
