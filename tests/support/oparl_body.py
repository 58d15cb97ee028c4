"""Nordlund Kommune as an OParl server has it: committees, meetings, items, papers and files, all invented.

    body = OparlBody(meetings=12)
    with WebServer() as web:
        body.put_on(web)
        source = OparlSource("src-o", body.system, HttpClient(web.url), clock)

It pages its lists, minds `modified_since` or not, keeps tombstones or forgets, and can be changed between two runs. As
a static feed (`feed=True`) it writes its pages by month, and their digests into the system object.
"""

from __future__ import annotations

import copy
import hashlib
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.support.web import Asked, Page, WebServer

COMMITTEES = ("Byrådet 2026-2029", "Havneudvalget", "Børne- og Kulturudvalget", "Teknisk Udvalg", "Økonomiudvalget")
SUBJECTS = ("Uddybning af havnen", "Ny mole", "Skolernes ferieplan", "Broen over åen", "Cykelsti til Askeby")
RESULTS = ("einstimmig beschlossen", "Einstimmig  beschlossen", "vertagt", "Kenntnisnahme")
TYPES = {"meeting": "Meeting", "paper": "Paper", "organization": "Organization", "agendaItem": "AgendaItem"}
FIRST = datetime(2026, 1, 6, 15, 0, tzinfo=UTC)
Json = dict[str, Any]


def small_pdf(words: str) -> bytes:
    """A whole PDF of one page that says *words* (ASCII)."""
    stream = f"BT /F1 12 Tf 72 720 Td ({words}) Tj ET".encode("ascii", "replace")
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    made, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 6\n0000000000 65535 f \n%strailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
    return made + end % (table, len(made))


def type_of(version: str, kind: str) -> str:
    """What objects of a kind say that they are."""
    return f"https://schema.oparl.org/{version}/{kind}"


def new_item(body: OparlBody, meeting: Json) -> Json:
    """An item that was added at the end of a meeting, and of which only its own list tells."""
    stated = {"created": body.now.isoformat(), "modified": body.now.isoformat(), "name": "Hastesag", "number": "5"}
    added = {
        "id": body.id("item", f"{meeting['id'].rpartition('/')[2]}-ny"),
        "type": type_of(body.version, "AgendaItem"),
        "meeting": meeting["id"],
        "order": len(meeting["agendaItem"]),
        **stated,
    }
    meeting["agendaItem"].append(added)
    return added


@dataclass
class OparlBody:
    """The server. `now` is its clock, which goes on a minute with every change."""

    meetings: int = 6
    items: int = 4
    version: str = "1.1"
    name: str = "Nordlund Kommune"
    at: str = "/oparl"
    per_page: int = 5
    filters: str = "honoured"  # or "ignored", "failing"
    feed: bool = False
    external: bool = False  # items, files and consultations by address only
    all_lists: bool = False  # items and files have lists of their own, as OParl 1.1 has it
    embedded: bool = False  # the lists stand in the body itself
    now: datetime = datetime(2027, 1, 20, 8, 0, tzinfo=UTC)
    lists: dict[str, dict[str, Json]] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    base: str = ""

    def put_on(self, web: WebServer) -> None:
        """Make everything, with addresses of *web*, and serve it there."""
        self.base = web.url + self.at
        self._web = web
        self.lists = {"organization": {}, "meeting": {}, "paper": {}}
        if self.external:
            self.lists["consultation"] = {}
        for number, name in enumerate(COMMITTEES, 1):
            self._put("organization", self._object("Organization", f"organization/{number}", name=name))
        for number in range(1, self.meetings + 1):
            self.add_meeting(number)
        self.serve()

    @property
    def system(self) -> str:
        """The address of the system object."""
        return f"{self.base}/system"

    def id(self, kind: str, number: object) -> str:
        """The id of an object."""
        return f"{self.base}/{kind}/{number}"

    def meeting(self, number: int) -> Json:
        """A meeting, to be changed; tell `changed` afterwards."""
        return self.lists["meeting"][self.id("meeting", number)]

    def paper(self, key: str) -> Json:
        """The paper on an item: "3-1" is on the first item of the third meeting."""
        return self.lists["paper"][self.id("paper", key)]

    def changed(self, *objects: Json) -> None:
        """These were changed just now."""
        self.now += timedelta(minutes=1)
        for one in objects:
            one["modified"] = self.now.isoformat()
        self.serve()

    def bury(self, one: Json, *, typed: bool = False) -> None:
        """Leave only a tombstone of an object: as real servers do, without its type."""
        kept = {"id": one["id"], "created": one["created"], "deleted": True, **({"type": one["type"]} if typed else {})}
        one.clear()
        one.update(kept)
        self.changed(one)

    def lose(self, one: Json) -> None:
        """An object is not there any more, and nothing is left of it."""
        for there in self.lists.values():
            there.pop(one["id"], None)
        self.serve()

    def snapshot(self) -> tuple[datetime, Any]:
        """Everything as it is now, for `put_back`."""
        return self.now, copy.deepcopy(self.lists)

    def put_back(self, kept: tuple[datetime, Any]) -> None:
        """The server is set back to a backup."""
        self.now, self.lists = kept[0], copy.deepcopy(kept[1])
        self.serve()

    def add_meeting(self, number: int) -> Json:
        """Another meeting, the fourth, eighth … of two committees; each paper of it was treated a meeting before."""
        start = FIRST + timedelta(days=14 * number)
        now, self.now = self.now, min(self.now, self.now - timedelta(days=3 * (self.meetings - number)))
        held_by = [self.id("organization", 1 + number % len(COMMITTEES))]
        if number % 4 == 0:
            held_by.append(self.id("organization", 1 + (number + 1) % len(COMMITTEES)))
        meeting = self._object(
            "Meeting",
            f"meeting/{number}",
            name=f"{number}. Sitzung",
            start=start.isoformat(),
            location={
                "id": self.id("location", 1),
                "type": type_of(self.version, "Location"),
                "description": "Askeby Rådhus",
            },
            organization=held_by,
        )
        if number % 2 == 0:
            meeting["invitation"] = self.file(f"{number}-0", "Einladung")
        self._put("meeting", meeting)
        meeting["agendaItem"] = [self._heading(number), *(self._item(number, at) for at in range(1, self.items + 1))]
        self.now = now
        return meeting

    def file(self, key: str, name: str, words: str = "") -> Json:
        """A file with its content."""
        content = small_pdf(words or f"{name} {key}")
        self.files[key] = content
        return self._object(
            "File",
            f"file/{key}",
            name=name,
            fileName=f"{key}.pdf",
            mimeType="application/pdf",
            size=len(content),
            sha1Checksum=hashlib.sha1(content).hexdigest(),
            **({"sha512Checksum": hashlib.sha512(content).hexdigest()} if self.version == "1.1" else {}),
            accessUrl=f"{self.base}/inhalt/{key}.pdf",
            downloadUrl=f"{self.base}/inhalt/{key}.pdf?signature=geheim",
        )

    def replace_file(self, key: str, words: str) -> None:
        """A file of a paper has another content; it and its paper were changed."""
        paper = self.paper(key)
        paper["mainFile"] = self.file(key, paper["mainFile"]["name"], words)
        self.changed(paper["mainFile"], paper)

    def _heading(self, number: int) -> Json:
        return self._object(
            "AgendaItem", f"item/{number}-0", name="Öffentlicher Teil", number="A", order=0, public=True
        )

    def _item(self, number: int, at: int) -> Json:
        key = f"{number}-{at}"
        name = f"{SUBJECTS[at % len(SUBJECTS)]},\n sag {key}"
        consultation = self._object(
            "Consultation",
            f"consultation/{key}",
            agendaItem=self.id("item", key),
            meeting=self.id("meeting", number),
        )
        if at < self.items:
            earlier = f"{number - 1}-{at}"
            before = self._object(
                "Consultation",
                f"consultation/{key}-v",
                agendaItem=self.id("item", earlier),
                meeting=self.id("meeting", number - 1),
            )
            consultations = [consultation] + ([before] if number > 1 else [])
            paper = self._object(
                "Paper",
                f"paper/{key}",
                name=f"Drucksache {key}",
                reference=f"2026/{number:03}{at:02}",
                mainFile=self.file(key, f"Vorlage {key}"),
                auxiliaryFile=[self.file(f"{key}-{n}", "Anlage") for n in (1, 2)][: at % 3],
                consultation=consultations,
            )
            self._put("paper", paper)
            for one in consultations if self.external else ():
                self._put("consultation", {**one, "paper": paper["id"]})
        return self._object(
            "AgendaItem",
            f"item/{key}",
            meeting=self.id("meeting", number),
            name=name,
            number=str(at) if at != 2 else "1",  # two items have the same number
            order=at,
            public=at != self.items,
            **({"consultation": consultation["id"]} if at < self.items else {}),
        )

    def _object(self, kind: str, path: str, **more: Any) -> Json:
        stated = self.now.isoformat()
        return {
            "id": f"{self.base}/{path}",
            "type": type_of(self.version, kind),
            "created": stated,
            "modified": stated,
            **more,
        }

    def _put(self, name: str, one: Json) -> None:
        self.lists[name][one["id"]] = one

    # What is served.

    def serve(self) -> None:
        """Put everything on the server as it is now."""
        pages = self._web.pages
        for path in [path for path in pages if path.startswith(self.at + "/")]:
            del pages[path]
        for key, content in self.files.items():
            pages[f"{self.at}/inhalt/{key}.pdf"] = Page(content, "application/pdf")
        for one in self._objects():
            pages[one["id"].removeprefix(self._web.url)] = Page.json(one)
        if self.feed:
            self._serve_feed(pages)
            return
        if self.all_lists:
            everything = self._objects()
            for name, kind in (("agendaItem", "AgendaItem"), ("file", "File")):
                known = self.lists.setdefault(name, {})
                known.update({one["id"]: one for one in everything if one["type"].endswith(f"/{kind}")})
        pages[f"{self.at}/system"] = Page.json(self._system(self.base + "/bodies"))
        pages[f"{self.at}/bodies"] = Page.json({"data": [self._body()], "links": {}, "pagination": {}})
        for name in self.lists:
            pages[f"{self.at}/list/{name}"] = lambda asked, name=name: self._page(asked, name)  # type: ignore[misc]

    def _objects(self) -> list[Json]:
        """Every object that has an address of its own, also those that stand within others."""
        found: dict[str, Json] = {}

        def find(value: Any) -> None:
            if isinstance(value, dict):
                if "id" in value:
                    found.setdefault(value["id"], value)
                for part in value.values():
                    find(part)
            elif isinstance(value, list):
                for part in value:
                    find(part)

        find(list(self.lists.values()))
        return list(found.values())

    def _system(self, body: Any) -> Json:
        return {
            "id": self.system,
            "type": type_of(self.version, "System"),
            "oparlVersion": type_of(self.version, ""),
            "body": body,
        }

    def _body(self) -> Json:
        lists: Json = {name: f"{self.base}/list/{name}" for name in self.lists}
        if self.embedded:
            lists = {name: list(found.values()) for name, found in self.lists.items()}
        return self._object("Body", "body/1", name=self.name, **lists)

    def _page(self, asked: Asked, name: str) -> Page:
        since = asked.query.get("modified_since")
        if since and self.filters == "failing":
            return Page(b"Fehler", "text/plain", 400)
        found = list(self.lists[name].values())
        if since and self.filters == "honoured":
            at = datetime.fromisoformat(since)
            found = [one for one in found if datetime.fromisoformat(one["modified"]) >= at]
        elif not since:
            found = [one for one in found if not one.get("deleted")]
        number = int(asked.query.get("page", "1"))
        pages = max(1, -(-len(found) // self.per_page))
        more = f"&modified_since={since.replace('+', '%2B')}" if since else ""
        following = f"{self.base}/list/{name}?page={number + 1}{more}"
        return Page.json(
            {
                "data": [self._listed(one) for one in found[(number - 1) * self.per_page :][: self.per_page]],
                "pagination": {"currentPage": number, "totalPages": pages},
                "links": {"next": following} if number < pages else {},
            }
        )

    def _listed(self, one: Json) -> Json:
        """An object as lists have it: whole, or with what is in it by address."""
        if not self.external:
            return one
        shown = dict(one)
        for key in ("agendaItem", "auxiliaryFile", "consultation", "organization"):
            if isinstance(one.get(key), list):
                shown[key] = [part["id"] if isinstance(part, dict) else part for part in one[key]]
        for key in ("invitation", "mainFile", "location"):
            if isinstance(one.get(key), dict):
                shown[key] = one[key]["id"]
        return shown

    def _serve_feed(self, pages: dict[str, Any]) -> None:
        """As files: a page of each list for every month, and the digests of all in the system object."""
        by_path = {f"{self.at}/feed/organization.json": list(self.lists["organization"].values())}
        months: dict[str, list[str]] = {"meeting": [], "paper": []}
        for name in ("meeting", "paper"):
            for one in self.lists[name].values():
                month = str(one.get("start") or one["created"])[:7]
                path = f"{self.at}/feed/{name}-{month}.json"
                by_path.setdefault(path, []).append(one)
                if path not in months[name]:
                    months[name].append(path)
            months[name].sort(reverse=True)
        digests = {}
        for path, data in by_path.items():
            of_list = months.get(path.rpartition("/")[2].partition("-")[0], [path])
            following = of_list[of_list.index(path) + 1 :][:1]
            content = {"data": data, "links": {"next": self._web.url + following[0]} if following else {}}
            digests[self._web.url + path] = hashlib.sha256(json.dumps(content).encode()).hexdigest()
            pages[path] = Page.json(content)
        body = self._object("Body", "body/1", name=self.name)
        body |= {name: self._web.url + paths[0] for name, paths in months.items() if paths}
        body["organization"] = f"{self._web.url}{self.at}/feed/organization.json"
        pages[f"{self.at}/system"] = Page.json({**self._system([body]), "moedeklar:feed": {"pages": digests}})
