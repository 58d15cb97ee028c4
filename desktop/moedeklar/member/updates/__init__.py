"""Newer versions of the program: looked for once a day, believed only where signed, never installed by force.

- `latest` reads a latest.json that is signed: who made it, until when it holds, and that nobody turns the clock back.
- `installation` knows what kind of copy this is, whom it trusts and where it asks.
- `policy` says whether anything is done at all; `timing` when.
- `downloading` fetches an installer, `installing` puts it in place; each leaves the old version whole until then.
- `memory` is what is remembered from one start to the next; `updates.Updates` is all of it on a thread of its own.
"""
