"""Which SQLite this program uses: SQLCipher's, for itself and for sqlite-utils.

sqlite-utils takes its SQLite from the module name `pysqlite3` where there is one. The names are set here, once, before
its first import: the package `moedeklar.store` imports this module before any other of the room.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import sqlcipher3

if TYPE_CHECKING:
    from sqlite3 import dbapi2 as sqlite  # sqlcipher3 brings no types, and is the same interface
else:
    from sqlcipher3 import dbapi2 as sqlite

__all__ = ["sqlite"]

if "sqlite_utils" in sys.modules and sys.modules.get("pysqlite3") is not sqlcipher3:
    raise RuntimeError("sqlite_utils was imported before moedeklar.store and bound to a SQLite without encryption")
sys.modules["pysqlite3"] = sqlcipher3
sys.modules["pysqlite3.dbapi2"] = sqlite
