"""The words of Danish agendas as tables: a layout is read by what its labels mean, never by which municipality it is.

Keys are in the spelling of `label_key`: casefolded, without a colon, list mark or accents that vary.
"""

from __future__ import annotations

import re
from typing import Final

from moedeklar.model.agenda import ItemType, MeetingKind, Role

_ROLES: Final[dict[Role, str]] = {
    Role.RECOMMENDATION: """
        indstilling|indstillinger|administrativ indstilling|administrationens indstilling|forvaltningens indstilling
        |forvaltningens forslag|forvaltningens anbefaling|direktionens indstilling|borgmesterens indstilling
        |indstilling og beslutning|indstillinger og beslutninger|indstilling/beslutning|beslutningspunkter
        |beslutningsforslag
        |forslag til beslutning|forslag til indstilling|forvaltningen indstiller|forvaltningen foreslår
        |forvaltningen anbefaler|forvaltningen anmoder om|administrationen indstiller|administrationen foreslår
        |administrationen anbefaler|administrationens forslag|administrationens anbefaling|direktionen indstiller
        |det indstilles|det foreslås|det indstilles til udvalget|anbefaling|anbefalinger|forslag til vedtagelse
        |sekretariatet indstiller|sekretariatets indstilling|indstillingspunkter|formandens indstilling
        |centerets indstilling
        |formanden indstiller|formandskabet indstiller|indstilles|forslag""",
    Role.DECISION: """
        beslutning|beslutninger|beslutningen|vedtagelse|afgørelse|konklusion|udvalgets beslutning|udvalgets beslutninger
        |byrådets beslutning|kommunalbestyrelsens beslutning|regionsrådets beslutning|bestyrelsens beslutning
        |protokol|protokollering|beslutningsprotokol|referat|udvalgets afgørelse|rådets beslutning
        |udvalget besluttede|byrådet besluttede|kommunalbestyrelsen besluttede|rådet besluttede|bestyrelsen besluttede
        |det blev besluttet
        |endelig beslutning|rådets afgørelse|byrådets afgørelse|bestyrelsens afgørelse|kommunalbestyrelsens afgørelse
        |beslutningsreferat|udvalgets konklusion|udvalgets vedtagelse|beslutning på mødet|beslutning fra mødet""",
    Role.SUMMARY: """
        resume|sammendrag|sagsresume|sagens kerne|kort resume|resume af sagen|kort fortalt|beslutningstema|sagstema
        |anledning
        |tema|præsentation|sagens opståen|indledning|formål|baggrund for punktet|hvad handler sagen om
        |punktets indhold|kort om sagen|sagen i korte træk|sagen kort|kort beskrivelse|overblik|det korte overblik
        |emne for punktet""",
    Role.FACTS: """
        sagsfremstilling|sagsbeskrivelse|redegørelse|beskrivelse af sagen|sagsfremstilling og vurdering|fremstilling
        |supplerende sagsfremstilling|sagens indhold|sagen|løsning|problemstilling|effekt|sagsoplysninger|fakta i sagen
        |indledning/baggrund|indledning og baggrund|sagens baggrund
        |indholdet i sagen|beskrivelse|baggrund for sagen|sagens baggrund og indhold
        |uddybende sagsfremstilling|ny sagsfremstilling|sagens oplysninger|oplysninger i sagen
        |oplysninger om sagen|sagens fakta|sagens omstændigheder|faktiske forhold|forvaltningens redegørelse
        |administrationens redegørelse|supplerende oplysninger""",
    Role.OTHER: """
        kommunikation|personale|handicappolitik|tidsplan|tidsplan og kommunikation|miljø|miljømæssige konsekvenser|klima
        |klimakonsekvenser|bæredygtighed|borgmesterpåtegning|videre proces|den videre proces|det videre forløb
        |andre konsekvenser|øvrige konsekvenser|konsekvenser for andre udvalg|konsekvenser|personalemæssige konsekvenser
        |organisatoriske konsekvenser|sundhed|sundhedsmæssige konsekvenser|inddragelse|borgerinddragelse
        |handlemuligheder
        |alternativer|vurdering|forvaltningens vurdering|administrationens vurdering|forvaltningens bemærkninger
        |administrationens bemærkninger|planmæssige forhold|politiske beslutninger og aftaler|sammenhæng til politikker
        |verdensmål|fn's verdensmål|udtalelser|relation til politikker|kontakt
        |alternativ indstilling|beskrivelse af alternativ indstilling
        |tidsperspektiv|øvrige sagsbehandlere|implementering|opfølgning|evaluering
        |miljøvurdering|klimavurdering|bæredygtighedsvurdering|handicapforhold|ligestilling|børn og unge-perspektiv
        |mindretalsudtalelse|mindretalsudtalelser|særudtalelse|protokoltilførsel|protokollat
        |english summary|summary|summary in english|zusammenfassung|deutsche zusammenfassung|sammenfatning
        |næste skridt|det videre arbejde|den videre behandling|høringsparter|nabohøring|partshøring|høringsfrist
        |risikovurdering|risici|tværgående konsekvenser|forhold til øvrige politikker
        |kommunikation og presse|mål|links|relevante links|henvisninger""",
    Role.ECONOMY: """
        økonomi|økonomiske konsekvenser|økonomi og afledt drift|økonomi og finansiering
        |økonomiske og personalemæssige konsekvenser
        |økonomi og organisatoriske konsekvenser|økonomiske forhold|økonomi og personale|finansiering|bevilling
        |økonomiske bemærkninger|økonomi og bevilling|økonomi/personale|økonomisk betydning
        |bevillingsmæssige konsekvenser|budgetmæssige konsekvenser|økonomisk vurdering|økonomisk konsekvens
        |økonomisk oversigt|bevillingsønske|bevillingsansøgning|budget og finansiering|økonomisk redegørelse""",
    Role.LAW: """
        lovgrundlag|lovgrundlag – link|lovgrundlag - link
        |retsgrundlag|retligt grundlag|lov- og plangrundlag|retsregler|retsregler og andre forskrifter
        |lovgrundlag/aftalegrundlag
        |hjemmelsgrundlag|lovgivningsmæssige forhold|juridiske konsekvenser|juridisk vurdering|regelgrundlag
        |lov og regler
        |lovhjemmel|hjemmel|juridiske forhold|lovgivning|retlige forhold|juridisk grundlag|jura|lovmæssige forhold""",
    Role.COMPETENCE: """
        kompetence|beslutningskompetence|sagen afgøres i|sagen afgøres af|sagens afgørelse|beslutningen træffes af
        |hvem beslutter|sagen behandles i|hvem afgør sagen
        |besluttende udvalg|beslutning træffes af
        |afgørelseskompetence|kompetence til afgørelse|beslutningstager|afgøres af|afgøres i
        |besluttes af|kompetent udvalg|kompetent organ|beslutningen tages af|endelig beslutning træffes af""",
    Role.ROUTE: """
        sagsforløb|sagsgang|sagsgang og sagstype|høring og sagsgang|tidligere behandling
        |punktet behandlet tidligere|historik
        |sagen sidst behandlet|tidligere behandlet|tidligere beslutninger|tidligere beslutning|behandling
        |behandlingsplan
        |politisk behandling|den politiske behandling|tidligere politisk behandling|sagens gang|behandles i
        |sagens tidligere behandling
        |oversigt over politisk behandling|politisk proces|politisk behandlingsplan
        |videre politisk behandling|behandlet tidligere|den videre politiske behandling|beslutningsproces
        |sagens forløb|politisk forløb
        |behandlingsforløb|sagshistorik|sagshistorik, henvisninger|tidligere behandlet i|sagens historik""",
    Role.ATTENDANCE: """
        fremmøde|fremmøde og inhabilitet|inhabilitet|afbud|fraværende|ikke til stede|forfald|deltagere|mødedeltagere
        |medlemmer|til stede|til stede var|tilstede var
        |følgende var til stede|fraværende med afbud|fraværende uden afbud|fraværende i mødet|stedfortrædere|tilstede
        |ikke mødt
        |med afbud|uden afbud|mødt|ikke tilstede|gæster|øvrige deltagere|afbud fra|fraværende medlemmer|deltog ikke
        |delvist fraværende""",
}
# Labels of hearings and backgrounds stand for themselves, but also as small headings inside the facts.
_SOFT: Final = """
    baggrund|baggrund og vurdering|vurdering|historik|formål|konklusion|indledning|tidsplan|den videre proces
    |videre proces
    |det videre forløb|løsning|problemstilling|effekt|tema|sagen|evaluering|opfølgning|implementering|risici
    |alternativer
    |kommunikation|præsentation|klima|miljø|sundhed|inddragelse|mål|kontakt|konsekvenser|finansiering|anbefaling|anbefalinger
    |behandling
    |lovgivning|jura|udtalelser|personale|handlemuligheder|medlemmer|protokol|fremstilling|referat|hjemmel|afgørelse
    |vedtagelse|kompetence|sammendrag|økonomiske forhold|gæster|til stede|mødt|bevilling|anledning|bæredygtighed
    |redegørelse|forslag|overblik|beskrivelse|baggrund for sagen
    |protokollat|mindretalsudtalelse|mindretalsudtalelser|særudtalelse
    |protokoltilførsel|faktiske forhold|kort beskrivelse|miljøvurdering|klimavurdering|ligestilling|høringsparter
    |english summary|summary|summary in english|zusammenfassung|deutsche zusammenfassung|sammenfatning
    |links|relevante links|henvisninger|næste skridt|høringsfrist|nabohøring|partshøring
    |supplerende oplysninger|økonomisk oversigt"""


def _words(table: str) -> list[str]:
    return [" ".join(word.split()) for word in table.split("|")]


# Headings that ask, in papers written in plain words; with or without a question mark.
_QUESTIONS: Final[dict[str, Role]] = {
    "hvad handler sagen om": Role.SUMMARY,
    "hvad går sagen ud på": Role.SUMMARY,
    "hvad skal der tages stilling til": Role.SUMMARY,
    "hvad skal udvalget tage stilling til": Role.SUMMARY,
    "hvad er baggrunden": Role.FACTS,
    "hvorfor kan sagen ikke vente": Role.OTHER,
    "hvem er hørt": Role.OTHER,
    "hvem er inddraget": Role.OTHER,
    "hvad sker der nu": Role.OTHER,
    "hvad koster det": Role.ECONOMY,
    "hvad betyder det for økonomien": Role.ECONOMY,
    "hvad siger loven": Role.LAW,
    "kommende behandling": Role.ROUTE,
}

LABELS: Final[dict[str, Role]] = {
    **{f"{question}{mark}": role for question, role in _QUESTIONS.items() for mark in ("", "?")},
    **{word: role for role, table in _ROLES.items() for word in _words(table)},
    "baggrund": Role.FACTS,
    "baggrund og vurdering": Role.FACTS,
    "høring": Role.OTHER,
    "høring/udtalelse": Role.OTHER,
    "høringer": Role.OTHER,
    "høringssvar": Role.OTHER,
}
SOFT_LABELS: Final[frozenset[str]] = frozenset(_words(_SOFT))

STATEMENT_LABELS: Final[frozenset[str]] = frozenset(
    _words("mindretalsudtalelse|mindretalsudtalelser|særudtalelse|protokoltilførsel|protokollat")
)

# Headings that no table can list in full, told by how they end.
LABEL_ENDINGS: Final[tuple[tuple[re.Pattern[str], Role], ...]] = (
    (re.compile(r"(?:begrundelse|årsag) (?:for|til) .{3,50}|(?:høring|inddragelse)/\w+", re.IGNORECASE), Role.OTHER),
    (re.compile(r"konsekvenser for (?:økonomi(?:en)?|budget(?:tet)?)(?: .{2,40})?", re.IGNORECASE), Role.ECONOMY),
    (
        re.compile(
            r"(?:høring|høringssvar|udtalelser?) (?:af|fra|i|hos) .{3,60}|konsekvenser for .{3,50}"
            r"|forhold til .{0,20}(?:politik|politikker|strategi|strategier|planer|verdensmål\w*)",
            re.IGNORECASE,
        ),
        Role.OTHER,
    ),
    (
        re.compile(r"(?:indstilling|indstillinger|anbefaling|beslutningsforslag) fra .{2,60}", re.IGNORECASE),
        Role.RECOMMENDATION,
    ),
    (re.compile(r"\S.{2,50}s (?:indstilling|anbefaling|forslag til beslutning)", re.IGNORECASE), Role.RECOMMENDATION),
    (re.compile(r"(?:økonomisk|bevillingsmæssig)\S* .{0,40}konsekvenser(?: .{0,40})?", re.IGNORECASE), Role.ECONOMY),
    (
        re.compile(r"økonomi (?:og|/|samt) (?!.*\b(?:indstiller|foreslår|anbefaler)\b).{2,40}", re.IGNORECASE),
        Role.ECONOMY,
    ),
    (
        re.compile(
            r"[\w-]+(?: og [\w-]+)? (?:konsekvenser|perspektiver|forhold|hensyn)(?: for .{2,40})?", re.IGNORECASE
        ),
        Role.OTHER,
    ),
    (re.compile(r"(?:[\w-]+ og )?(?:lov|rets|plan|lov- og plan|hjemmels|afgørelses)grundlag", re.IGNORECASE), Role.LAW),
    (
        re.compile(
            r"\S.{2,50}s (?:bemærkninger|vurdering|påtegning|udtalelse|vurderinger"
            r"|kommentarer)",
            re.IGNORECASE,
        ),
        Role.OTHER,
    ),
    (re.compile(r"sagsfremstilling(?: (?:og|med|til|fra|vedr\.?) .{2,50}|, .{2,40}| \d+)", re.IGNORECASE), Role.FACTS),
    (
        re.compile(r"(?:supplerende|ny|fornyet|tidligere) (?:sagsfremstilling|redegørelse).{0,40}", re.IGNORECASE),
        Role.FACTS,
    ),
)

ATTACHMENT_LABELS: Final[frozenset[str]] = frozenset(
    _words(
        "bilag|bilagsliste|bilagsoversigt|vedhæftede filer|vedhæftede bilag|bilag til sagen|bilag til punktet"
        "|vedlagte bilag"
        "|bilagsmateriale|sagens bilag|sagsbilag|sagens dokumenter|sagsdokumenter"
        "|bilagsfortegnelse|bilag i sagen|liste over bilag|fortegnelse over bilag|åbne bilag|offentlige bilag"
        "|vedhæftninger|vedhæftede dokumenter|bilag vedhæftet|bilag vedlagt|bilag til dagsordenspunktet|bilag til sag"
        "|vedlagt|bilag funktioner|filer|dokumenter|bilagsnr|link til bilag|øvrige bilag|bilag på sagen"
    )
)
ATTACHMENT_COLUMNS: Final[frozenset[str]] = frozenset(
    _words("nr|titel|bilag|dokument|navn|dokumentnr|bilagsnavn|filnavn")
)
NO_ATTACHMENTS: Final[frozenset[str]] = frozenset(
    _words("ingen|ingen bilag|ingen bilag til punktet|-|der er ingen bilag|ikke relevant")
)

# A heading that says what the committee does with the item, where a layout has no other heading for its decision.
TYPE_WORDS: Final[dict[str, ItemType]] = {
    **dict.fromkeys(
        ("b", "beslutning", "beslutningssag", "beslutningspunkt", "til beslutning", "til godkendelse", "til afgørelse"),
        ItemType.DECISION,
    ),
    **dict.fromkeys(
        ("o", "orientering", "orienteringssag", "orienteringspunkt", "til orientering", "til efterretning"),
        ItemType.BRIEFING,
    ),
    **dict.fromkeys(
        ("d", "drøftelse", "drøftelsessag", "drøftelsespunkt", "til drøftelse", "temadrøftelse"), ItemType.DISCUSSION
    ),
}
TYPE_HEADINGS: Final[frozenset[str]] = frozenset(("drøftelse", "orientering"))
TYPE_LABELS: Final[frozenset[str]] = frozenset(("sagstype", "sagstype:", "punkttype", "type"))

KINDS: Final[tuple[tuple[re.Pattern[str], MeetingKind], ...]] = (
    (re.compile(r"\btillægs?(?:dagsorden|punkt(?:er)?|referat)?(?:en)?\b", re.IGNORECASE), MeetingKind.SUPPLEMENT),
    (
        re.compile(
            r"\b(?:beslutnings)?(?:referat|protokol)(?:et|len)?\b|\bbeslutninger fra\b|\budskrift af\b", re.IGNORECASE
        ),
        MeetingKind.MINUTES,
    ),
    (re.compile(r"\b(?:dagsorden(?:en)?|indkaldelse|mødeindkaldelse)\b", re.IGNORECASE), MeetingKind.AGENDA),
)

# Fields of the front page. "plain" ones may be followed by their value without a colon.
FRONT_FIELDS: Final[dict[str, tuple[str, bool]]] = {
    **dict.fromkeys(
        (
            "mødedato",
            "starttidspunkt",
            "starttidspunkt for møde",
            "starttidspunkt for mødet",
            "mødedag",
            "mødedato og -tid",
            "dato og tid",
            "dato og tidspunkt",
        ),
        ("date", True),
    ),
    **dict.fromkeys(("dato", "den", "tid og sted", "tid/sted", "møde dato"), ("date", False)),
    **dict.fromkeys(
        ("mødetidspunkt", "møde starttidspunkt", "mødetid", "mødestart", "møde start", "starttid"), ("time", True)
    ),
    **dict.fromkeys(("tid", "tidspunkt", "start", "klokkeslæt"), ("time", False)),
    **dict.fromkeys(("mødested", "møde lokation", "mødelokale", "mødelokation"), ("place", True)),
    **dict.fromkeys(("sted", "lokale", "lokation", "hvor"), ("place", False)),
    **dict.fromkeys(("udvalg", "udvalgsnavn", "råd", "forum"), ("committee", False)),
    **dict.fromkeys(
        (
            "sluttidspunkt",
            "sluttidspunkt for møde",
            "sluttidspunkt for mødet",
            "møde sluttidspunkt",
            "sluttid",
            "mødet slut",
            "mødet sluttede",
            "mødeslut",
            "mødet hævet",
            "slut",
        ),
        ("end", True),
    ),
    **dict.fromkeys(
        ("deltagere", "mødedeltagere", "medlemmer", "til stede", "tilstede", "indkaldte", "indkaldelse"),
        ("present", False),
    ),
    **dict.fromkeys(("afbud", "fraværende", "ikke til stede", "forfald", "fraværende med afbud"), ("absent", False)),
    **dict.fromkeys(("titel", "møde", "type", "dokument", "hent", "hent som fil"), ("remark", False)),
    **dict.fromkeys(("bemærkninger", "bemærkning"), ("note", False)),
    **dict.fromkeys(("formand", "mødeleder", "ordstyrer", "referent", "sekretær", "næstformand"), ("present", False)),
}

CONTENTS_LABELS: Final[frozenset[str]] = frozenset(
    _words(
        "indholdsfortegnelse|indhold|punkter|sagsoversigt|dagsordenpunkter|dagsordenspunkter|oversigt"
        "|punkter på dagsordenen"
        "|sagsliste|oversigt over punkter|dagsorden|åbne punkter|lukkede punkter|luk alle punkter referat"
        "|indholdsfortegnelse side"
        "|sagsoversigt side|indholdsfortegnelse: side|pkt. tekst side|pkt. emne side|punkt side|nr. titel side"
    )
)

# Columns of an agenda that is set as a table: one holds the titles, others what is told of each item.
TABLE_TITLES: Final[frozenset[str]] = frozenset(
    _words("punkt|punkter|pkt|emne|emner|sag|dagsordenspunkt|dagsordenpunkt|titel|dagsorden|overskrift")
)
TABLE_TEXTS: Final[frozenset[str]] = frozenset(
    _words(
        "referat|beslutning|beslutninger|konklusion|indhold|sagsfremstilling|noter|bemærkninger|opfølgning|drøftelse"
        "|referat/beslutning|beslutning/referat|konklusion/beslutning|beskrivelse|indstilling|kommentarer"
    )
)

# Words around an item that say whether it is open; whole lines only.
OPEN_WORDS: Final[frozenset[str]] = frozenset(_words("åbent|åben|åben sag|åbent punkt|åbent møde|offentlig|åbent pkt"))
CLOSED_WORDS: Final[frozenset[str]] = frozenset(
    _words(
        "lukket|lukket sag|lukket punkt|lukket pkt|fortrolig|for lukkede døre|fortroligt|ikke offentlig"
        "|lukkede sager|lukkede punkter|fortroligt punkt|fortrolig sag|ikke offentligt|ikke-offentligt punkt"
    )
)
CLOSED_PREFIX: Final = re.compile(
    r"^(?:lukket(?: punkt| sag| pkt\.?)?|closed|fortroligt?(?: punkt| sag)?|for lukkede døre"
    r"|ikke[ -]offentligt?(?: punkt| sag)?)\s*[:–—-]\s*(?=\S)"
    r"|^[(\[](?:lukket(?: punkt| sag)?|(?-i:L))[)\]]\s*[.:–—-]?\s*(?=\S)",
    re.IGNORECASE,
)
OPEN_PREFIX: Final = re.compile(
    r"^(?:[(\[](?:åbent?|(?-i:Å)|offentlig)[)\]]|åbent?(?: punkt| sag)?\s*[:–—-])\s*(?=\S)", re.IGNORECASE
)
CLOSED_SUFFIX: Final = re.compile(r"\s*[(\[](?:lukket(?: punkt| sag)?|fortroligt?|closed)[)\]]\.?$", re.IGNORECASE)
# After a title and a wide space: "Ny mole            Åbent".
STATED_SUFFIX: Final = re.compile(r"(?<=[^\s,:–—-])\s+(?:Åbent?|Lukket)(?: punkt| sag)?$")
CLOSED_ANYWHERE: Final = re.compile(
    r"^\W*(?:lukket|closed)\b|^[(\[](?-i:L)[)\]]|[(\[](?-i:L)[)\]]$"
    r"|^[(\[]\s*(?:fortroligt?|ikke[ -]offentligt?)(?: punkt| sag)?\s*[)\]]"
    r"|^\W*(?:fortroligt?|ikke[ -]offentligt?)(?: punkt| sag)?\s*[:–—-]|\bfor lukkede døre\W*$"
    r"|[–—(\[-]\s*(?:lukket|fortroligt?|for lukkede døre)\b(?:\s*(?:punkt|sag|møde))?\s*[)\]]?$|^lukket$"
    r"|,\s*lukkede?$",
    re.IGNORECASE,
)

# Groups whose heading says what the committee does with the items under it.
GROUP_TYPES: Final[tuple[tuple[re.Pattern[str], ItemType], ...]] = tuple(
    (re.compile(rf"(?:{words})\s*:?\s*(?:\([^()]*\))?\s*:?", re.IGNORECASE), kind)
    for words, kind in (
        (r"beslutnings(?:punkter|sager)|(?:punkter|sager) til (?:beslutning|godkendelse)", ItemType.DECISION),
        (r"drøftelses(?:punkter|sager)|(?:punkter|sager) til drøftelse|temadrøftelser", ItemType.DISCUSSION),
        (r"orienterings(?:punkter|sager)|(?:punkter|sager) til (?:orientering|efterretning)", ItemType.BRIEFING),
    )
)
# Groups that items stand under; a heading of this kind, a whole line, ends the item before it.
GROUPS: Final = re.compile(
    r"[A-H]\.?\s+(?:sager|punkter) (?:til|for) .{4,60}|[A-H]\.\s*(?:orientering|drøftelse|meddelelser)(?: m\.?v\.?)?"
    r"|(?:[\wæøåÆØÅ-]+ )?(?:åbne|lukkede|diverse|øvrige) (?:sager|punkter|dagsordenpunkter|dagsordenspunkter)"
    r"|(?:punkter på )?(?:åben|lukket) dagsorden:?"
    r"|til (?:efterretning|behandling|orientering|beslutning|drøftelse) [–-] for (?:åbne|lukkede) døre"
    r"|[A-ZÆØÅ][\w-]*(?:udvalget|bestyrelsen|rådet)s sager|sager (?:rejst af|fra|stillet af) [\w-]*medlemmer(?:ne)?"
    r"|fra (?:[A-ZÆØÅ][\w-]+udvalget|magistraten|direktionen|byrådet)"
    r"|(?-i:[A-ZÆØÅ][A-ZÆØÅ,\s-]*(?:UDVALGET|UDVALG|RÅDET|BESTYRELSEN|FORVALTNINGEN|SAGER|MEDLEMMERNE))",
    re.IGNORECASE,
)

# Whole lines that belong to the page around an agenda, not to it.
NOISE_LINES: Final[frozenset[str]] = frozenset(
    _words(
        "udskriv|til toppen|tilbage|gå til indhold|gå til hovedindholdet|menu|punkt titel|rss|print|tip en ven"
        "|funktioner|udskriv side"
        "|video fra mødet|show video|hent som fil|hent|vis|luk|luk alle punkter|åbn alle punkter|fold alle ud"
        "|fold alle ind"
        "|udskriv hele dagsordnen|udskriv hele dagsordenen|transkript|save this pdf as|word png txt jpg|størrelse: px"
        "|starte visningen fra side|vælg dit udvalg herunder|søg i møderne her på siden|oversigt over udvalg"
        "|dagsordener og referater"
        "|luk alle punkter referat|titel udvalg funktioner|download|del siden|forside|læs mere"
        "|til indhold|til indholdsfortegnelse|se alle bilag|skip navigationen|skip til hoved indholdet"
        "|printvenlig version"
        "|klik her for at se sagsfremstillingen"
        "|abonner|vælg|videoklip|gå til hovedindhold|spring til indhold|skip to main content|søg|mødemateriale"
        "|tilbage til oversigten|se hele dagsordenen|se hele referatet|vis alle|skjul alle|print siden|kopier link"
        "|link til punktet|del på facebook"
        "|dagsorden og referat|åbn|tid punkt referat|samlet dokument|aula_close layer 1|sagsfremstilling/beslutning"
    )
)
NOISE_PATTERN: Final = re.compile(
    r"(?:(?:sidst|senest) (?:opdateret|ændret|revideret)|opdateret (?:den )?\d|publiceret (?:den )?\d|udskrevet"
    r"|download [\"“”'»]|del (?:siden|punktet|på)\b|cookies? på|acceptér? |accepter alle|©|copyright"
    r"|hent (?:samlet|hele|som)|læs højt|se hele punktet|gem som pdf|vis (?:alle punkter|hele|medlemmer)|åbn alle"
    r"|side [ivxl]{1,6}$)"
    r".{0,220}",
    re.IGNORECASE,
)
NOISE_PATH: Final = re.compile(
    r"(?:forside|hjem|du er her)\b.{0,30}(?:[>»›/].{1,60}){1,8}|[^>»›|.:]{2,40}(?:\s[>»›]\s[^>»›|]{2,60}){2,8}",
    re.IGNORECASE,
)
# Decoration that web pages put around a label or a title.
NOISE_PREFIX: Final = re.compile(
    r"^(?:fold dette punkt (?:ind|ud)|vis punkt|åbn punkt|udskriv)\s+(?=\S)", re.IGNORECASE
)
NOISE_SUFFIX: Final = re.compile(r"\s*(?:Klik her for at folde ud.*|\(klik for at folde ud\)|Fold ud|Til toppen)$")
# A link that says again what it stands behind: "Fortov på KirkegadeLæs mere om Fortov på Kirkegade".
MORE_ABOUT: Final = re.compile(r"\s*Læs mere om (?P<about>.+)$")
FILE_LINE: Final = re.compile(r"^application/\S+ icon\s+(?P<name>\S.*)$", re.IGNORECASE)
FILE_NAME_ENDS: Final = (
    ".pdf",
    ".doc",
    ".docx",
    ".xls",
    ".xlsx",
    ".ppt",
    ".pptx",
    ".rtf",
    ".odt",
    ".png",
    ".jpg",
    ".tif",
    ".msg",
)
PAGE_NUMBER: Final = re.compile(
    r"^(?:side|s\.|page)?\s*\d{1,4}(?:\s*(?:af|/|of)\s*\d{1,4})?$|^-\s*\d{1,4}\s*-$", re.IGNORECASE
)

MEETING_END: Final = re.compile(
    r"^mødet (?:hævet|slut|sluttede|sluttet|afsluttet|afsluttedes|hævedes|sluttes|blev hævet|blev afsluttet"
    r"|startede|begyndte|starter|begynder|blev åbnet|åbnet|start)\b"
    r"(?:[\s:.,–-]|\d|klokken|kl\b|den\b|d\.|af formanden|(?:man|tirs|ons|tors|fre|lør|søn)dag|jan\w*|feb\w*|marts"
    r"|april|maj|jun\w*|jul\w*|aug\w*|sep\w*|okt\w*|nov\w*|dec\w*){0,40}$"
    r"|^næste møde\s*:\s.{0,60}\d.{0,40}$",
    re.IGNORECASE,
)

# Titles that stand on nearly every agenda, so that a bare line with a number is believed to be an item.
USUAL_TITLES: Final = re.compile(
    r"^(?:(?-i:[A-ZÆØÅ/]{2,20}) ?[:–-] )?"
    r"(?:(?:åben |lukket )?dagsorden|godkendelse af (?:dagsorden|referat|protokol)|meddelelser|eventuelt|evt\b"
    r"|orientering\b|underskrift"
    r"|spørgetid|næste møde|kommende (?:sager|møder|punkter)|sager på vej|punkter til kommende"
    r"|gensidig orientering|siden sidst"
    r"|nyt fra|bordet rundt|indkomne forslag|lukket\b|closed\b|velkomst|valg af)",
    re.IGNORECASE,
)
# A title that ends in one of these goes on in the next line.
OPEN_ENDS: Final[frozenset[str]] = frozenset(
    _words(
        "af|ved|fra|til|i|på|og|for|om|med|samt|der|den|det|de|en|et|hos|under|over|eller|efter|mellem|mod|vedr.|vedrørende"
        "|inkl.|inklusive|herunder|som|at|fra|pr.|omkring|uden|inden|via|gennem|langs|bl.a.|kr.|mio.|sin|sit|sine|deres"
    )
)
COMING_TITLES: Final = re.compile(
    r"(?:kommende (?:sager|punkter|møder|emner|dagsordenspunkter)|sager på vej|punkter til kommende møder?"
    r"|fremtidige (?:sager|punkter|emner)"
    r"|punkter til næste møde|emner til kommende møder?|sagsoversigt over kommende)",
    re.IGNORECASE,
)
# Columns of a table of coming cases: the case, and when or where it comes.
COMING_COLUMNS: Final[frozenset[str]] = frozenset(
    _words("sag|sager|punkt|punkter|emne|emner|titel|overskrift|sagstitel|dagsordenspunkt|kommende sager|indhold|tema")
)
MEETING_COLUMNS: Final[frozenset[str]] = frozenset(
    _words(
        "møde|mødedato|dato|måned|tidspunkt|forventet behandling|forventet møde|forventet mødedato|forventet|behandles"
        "|behandling|hvornår|møde den|udvalgsmøde|udvalg"
    )
)
ANNOUNCEMENT_TITLES: Final = re.compile(
    r"^(?:(?:orientering|nyt|meddelelser) (?:fra|ved)|(?:gensidig|aktuel|generel|kort) orientering"
    r"|orientering(?:er)?(?!\s+om\b)|meddelelser|diverse|siden sidst|nyt\b|aktuelle (?:sager|emner)"
    r"|bordet rundt|eventuelt|\S+s (?:orientering|meddelelser))\b",
    re.IGNORECASE,
)
# Who tells something under "Meddelelser", where a line of its own names them.
SPEAKERS: Final = re.compile(
    r"(?:(?:nyt|orientering|meddelelser) )?(?:fra|ved) \S.{2,50}"
    r"|(?:formand|borgmester|direktør|forvaltning|administration|direktion|medlem|udvalg|råd|center|skoleleder|leder"
    r"|personale|elevråd|næstformand)\S*(?: og \S+| orienterer| orienterede)?",
    re.IGNORECASE,
)

BODY_NOUN: Final = re.compile(
    r"(?:udvalg(?:et)?|råd(?:et)?|bestyrelse(?:n)?|kommission(?:en)?|nævn(?:et)?|direktion(?:en)?|byråd(?:et)?"
    r"|forum(?:met)?|komite(?:en)?"
    r"|komité(?:en)?|forvaltning(?:en)?|repræsentantskab(?:et)?|magistrat(?:en)?|menighedsråd(?:et)?"
    r"|gruppe(?:n)?|chefgruppen)$",
    re.IGNORECASE,
)
BODY_START: Final = re.compile(
    r"^(?:udvalget|udvalg(?=\s+for\b)|rådet|bestyrelsen|nævnet|forum|kommissionen|byrådet|kommunalbestyrelsen|direktionen"
    r"|regionsrådet|borgerrepræsentationen"
    r"|økonomiudvalget|magistraten|lokaludvalget|inatsisartut|lokalrådet|distriktsudvalget"
    r"|udvalg(?= for )|(?:lokaludvalg|bydelsudvalg(?:et)?|lokalråd|distriktsråd|bydelsforum|skolebestyrelse|landsbyråd)"
    r"(?=\s(?-i:[A-ZÆØÅ])))\b",
    re.IGNORECASE,
)
# Small words that may stand inside the name of a committee.
BODY_PARTICLES: Final[frozenset[str]] = frozenset(
    ["og", "for", "i", "af", "samt", "til", "vedrørende", "på", "de", "den", "&", "/", "–", "-"]
)
