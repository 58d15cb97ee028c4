"""Removes things in a process of its own, which is killed at a given step: `python -m tests.member.killed`."""

from __future__ import annotations

import os
import signal
import sys
from datetime import datetime
from pathlib import Path

from moedeklar.member.accounts import NobodyToAsk
from moedeklar.member.profile import Profile
from moedeklar.member.workspace import Workspace
from moedeklar.model.moments import FixedClock
from moedeklar.model.organisation import Preset
from moedeklar.store.files import FileStore
from moedeklar.store.keys import StoreKeys
from moedeklar.store.store import Store
from moedeklar.store.writer import Writer


def expire(workspace: Workspace) -> None:
    workspace.retention._preset = lambda: Preset(name="Nordlund Kommune", closed_days=30)
    workspace.retention.run()


def forget(workspace: Workspace, source_id: str) -> None:
    workspace.forgetting.forget([source_id])


WAYS = {"expire": expire, "forget": forget}


def main(profile: str, keys: str, now: str, after: int, way: str) -> None:
    """Remove what *way* says from *profile*; die by SIGKILL at the step *after*, 0 for never. Prints the steps."""
    count = 0

    def step() -> None:
        nonlocal count
        count += 1
        if count == after:
            os.kill(os.getpid(), signal.SIGKILL)

    original, announce, remove, settle = Writer._transact, Writer._announce, FileStore.remove, Store.settle

    def transact(self, db, work):
        def dying(db):
            result = work(db)
            step()  # all rows are written, and not yet committed
            return result

        return original(self, db, dying)

    def announced(self, changes):
        step()  # after a commit, before anything else is done
        announce(self, changes)

    def removed(self, sha256):
        remove(self, sha256)
        step()

    def settled(self, *, whole=False):
        step()
        return settle(self, whole=whole)

    with Workspace.open(
        Profile(Path(profile)), NobodyToAsk(), FixedClock(datetime.fromisoformat(now)), keys=StoreKeys.unpack(keys)
    ) as workspace:
        Writer._transact, Writer._announce = transact, announced
        FileStore.remove, Store.settle = removed, settled
        name, *more = way.split()
        WAYS[name](workspace, *more)
        print(count)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]), sys.argv[5])
