"""Runs one sync in a process of its own that is killed at a given number of writes: `python -m tests.sync.killed`."""

from __future__ import annotations

import os
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path

from moedeklar.member.kinds import Closes
from moedeklar.model.moments import FixedClock
from moedeklar.pdf.client import PdfClient
from moedeklar.sources.base import Source
from moedeklar.sources.exports.source import ExportSource
from moedeklar.sources.firstagenda.source import FirstAgendaSource
from moedeklar.sources.folder import FolderSource
from moedeklar.sources.http.client import HttpClient
from moedeklar.sources.oparl.source import OparlSource
from moedeklar.store.files import FileStore
from moedeklar.store.keys import StoreKeys
from moedeklar.store.store import Store
from moedeklar.store.writer import Writer
from moedeklar.sync import engine
from tests.support.portal import QUICK

CLOCK = FixedClock(datetime(2027, 2, 3, 6, 42, tzinfo=UTC))


def folder(root: str) -> Source:
    return FolderSource("src-test", Path(root))


def exported(root: str) -> Source:
    return ExportSource("src-test", Path(root))


def portal(root: str) -> Source:
    return FirstAgendaSource("src-test", HttpClient(root, limits=QUICK), CLOCK)


def oparl(root: str) -> Source:
    return OparlSource("src-test", root, HttpClient(root, limits=QUICK), CLOCK)


SOURCES = {"folder": folder, "exports": exported, "firstagenda": portal, "oparl": oparl}


def main(profile: str, root: str, keys: str, after: int, kind: str) -> None:
    """Sync *root*, a source of *kind*, into *profile*; die by SIGKILL in the middle of the write number *after*."""
    count = 0

    def counted(real):
        def call(*args):
            nonlocal count
            count += 1
            if count == after:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*args)

        return call

    Writer._announce = counted(Writer._announce)  # after a commit, before anything else is done
    FileStore._verify = counted(FileStore._verify)  # a file is half kept
    original = Writer._transact

    def transact(self, db, work):
        def dying(db):
            result = work(db)
            counted(lambda: None)()  # all rows are written, and not yet committed
            return result

        return original(self, db, dying)

    Writer._transact = transact
    store = Store.open(Path(profile), StoreKeys.unpack(keys), CLOCK)
    pdf = PdfClient()
    source = SOURCES[kind](root)
    engine.run(source, store, lambda: pdf, store.clock)
    if isinstance(source, Closes):
        source.close()
    store.close()
    pdf.close()
    print(count)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]), sys.argv[5])
