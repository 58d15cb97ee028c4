"""Folders that case systems export: what a system writes for others to publish, and so the source of closed items too.

To add a format, write one file with `FORMAT` (see `format.Format`) that reads a record into a Meeting, and name it in
`formats.FORMATS`. `markup` reads XML safely; `sources.stating` has what all systems that state meetings have in common
(dates, sections by their headings, items), and `sources.fragments` makes blocks of HTML. Everything about files (zip
archives, names in other capitals, paths that lead outside) is in `files`, `paths` and `source`, and no format sees any
of it.
"""
