"""A FirstAgenda portal on loopback that behaves as real ones do, and the second host that keeps its files.

    with Portal.of(body(2, 3, 4)) as portal:
        client = HttpClient(portal.url, limits=QUICK)

Without its cookie every call is answered by a redirect to a page. Attachments are redirected to the other host by an
address that is signed, works once, and must come without cookie.
"""

from __future__ import annotations

import itertools
import re
import threading
from collections.abc import Iterable, Mapping
from typing import Self

from moedeklar.sources.http.limits import Limits
from tests.fakes.firstagenda import Body, Paper, listing
from tests.support.web import Asked, Fault, Instead, Page, WebServer, redirect

LIST = "/api/agenda/udvalgsliste"
AGENDA = "/api/agenda/dagsorden/"
QUICK = Limits(rate=500, burst=500, pause=0.01, pause_most=0.05, connect=5, read=5, wait_most=5)
_FILE = re.compile(r"/vis/pdf/bilag/([\w-]+)/", re.IGNORECASE)
_SPINNER = '<div class="spinner-blade"></div>' * 40
_VIEWER = '<html><body><iframe src="{address}" id="pdfframe"></iframe>' + _SPINNER + "</body></html>"


class Storage(WebServer):
    """Where the files lie, each under addresses that are signed anew for each request."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        super().__init__()
        self.files = dict(files)
        self.cookies: list[str] = []
        self._signed: set[str] = set()
        self._numbers = itertools.count(1)
        self._guard = threading.Lock()

    def address(self, file_id: str) -> str:
        """Where the file can be had, once."""
        with self._guard:
            signature = f"{next(self._numbers):08x}"
            self._signed.add(signature)
        return f"{self.url}/{file_id}?X-Amz-Expires=300&X-Amz-Signature={signature}"

    def page(self, asked: Asked) -> Page:
        """The file, where the address is signed and was not used."""
        if "cookie" in asked.headers or "authorization" in asked.headers:
            self.cookies.append(asked.headers.get("cookie", "authorization"))
        with self._guard:
            known = asked.query.get("X-Amz-Signature", "") in self._signed
            self._signed.discard(asked.query.get("X-Amz-Signature", ""))
        data = self.files.get(asked.path.lstrip("/"))
        if not known or data is None:
            return Page(b"<Error>AccessDenied</Error>", "application/xml", 403)
        return Page(data, "application/pdf")


class Portal(WebServer):
    """The portal. `papers` may be changed while it runs; `answers` are agendas in place of what their papers say."""

    def __init__(self, papers: Iterable[Paper] = (), files: Mapping[str, bytes] | None = None) -> None:
        super().__init__()
        self.papers = list(papers)
        self.answers: dict[str, bytes] = {}
        self.list: bytes | None = None
        self.storage = Storage(files or {})
        self.cookie = "anonymous=1"
        self._guard = threading.Lock()

    @classmethod
    def of(cls, made: Body) -> Portal:
        """The portal of a whole body."""
        return cls(made.papers, made.files)

    def __enter__(self) -> Self:
        self.storage.__enter__()
        return super().__enter__()

    def __exit__(self, *what: object) -> None:
        super().__exit__(*what)
        self.storage.__exit__(*what)

    def forget_visitors(self) -> None:
        """Take no cookie any longer that was given until now."""
        self.cookie = f"anonymous={int(self.cookie.partition('=')[2]) + 1}"

    def replace(self, paper: Paper) -> None:
        """Publish *paper* in the place of the one with its id."""
        self.papers = [paper if one.id == paper.id else one for one in self.papers]

    def calls(self) -> list[str]:
        """What was asked for since this was last called: "" is the front page, the rest without what is common."""
        with self._lock:
            asked, self.asked = self.asked, []
        short = [one.path.removeprefix(AGENDA).removeprefix("/vis/pdf/").removeprefix("/api/agenda/") for one in asked]
        return [one.strip("/") for one in short]

    def page(self, asked: Asked) -> Page:
        """As the portal does."""
        if asked.path == "/":
            return Page.html("<h1>Dagsordener</h1>", headers={"Set-Cookie": f"{self.cookie}; Path=/; HttpOnly"})
        if asked.path.startswith("/Home/"):
            return Page.html("<h1>Velkommen</h1>")
        if self.cookie not in asked.headers.get("cookie", ""):
            return redirect(f"/Home/AnonymousAuthentication?callback={asked.path}")
        if asked.path == LIST:
            return Page(self.list or listing(self.papers), "application/json; charset=utf-8", etag=None)
        if asked.path.startswith(AGENDA):
            return self._agenda(asked.path.removeprefix(AGENDA))
        found = _FILE.fullmatch(asked.path)
        return self._file(found[1], asked) if found else Page(b"", "text/plain", 404)

    def _agenda(self, agenda_id: str) -> Page:
        known = {paper.id: paper for paper in self.papers}
        data = self.answers.get(agenda_id) or (known[agenda_id].answer(self.url) if agenda_id in known else None)
        if data is None:
            return Page.json({"Message": "Ikke fundet"}, status=404)
        return Page(data, "application/json; charset=utf-8", etag=None)

    def _file(self, file_id: str, asked: Asked) -> Page:
        if file_id not in self.storage.files:
            return Page(b"", "text/plain", 404)
        address = self.storage.address(file_id)
        if asked.query.get("redirectDirectlyToPdf") != "true":
            return Page.html(_VIEWER.format(address=address))
        return redirect(address)


def viewer() -> Fault:
    """The page around a PDF in the place of the PDF."""
    return Instead(Page.html(_VIEWER.format(address="https://files.example/1?X-Amz-Signature=1")))
