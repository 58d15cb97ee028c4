"""The encrypted database and the encrypted files of a profile. The only room with SQL.

Repositories (`annotations`, `bookmarks`, …) are plain functions whose first argument is the `Database`; whoever calls
them opens the transaction with `Store.read` or `Store.write`. Importing anything here first sets the SQLite engine.
"""

from moedeklar.store import engine as _engine

__all__ = ["engine"]
engine = _engine
