"""A folder of agendas published as a static feed: OParl 1.1 for programs, plain web pages for people, and the files.

`publisher.Publisher` is the way in: `plan` says what will go out, what is closed and stays, and what changed since last
time; `publish` writes just that; `undo`, `withdraw` and `put_back` take back. Qt-free; every call blocks.

The folder is synchronised into a private store beside what was published (`reading`), by the very engine that a
member's sync uses: grouping, attachments, versions and the guards against a folder that is suddenly empty are not
written twice. The price is a second, encrypted copy of the files on the secretary's disk; what it buys is that only
what changed is read again, that ids last, and that a publish can be undone although the folder has moved on.

From there on all is pure until the target: `openness` takes out what is closed, `stamping` says what changed since last
time, `rendering` (`oparl`, `lists`, `web`) makes objects by name, and `writing` puts the difference into a `targets`
place.

**A feed on disk.** `system.json` is where a program begins, `index.html` where a person does. Meetings and papers are
listed in pages by month, `meetings/2026-05.json`. A meeting stays for ever on the page on which it was first published,
even when it is moved to another date or withdrawn (then as a tombstone): no reader misses one that changes its page
while it reads. Every object also stands by itself under its id. Files are named by the hash of what is in them.

**Our extension.** `system.json` has `moedeklar:feed`, `{"pages": {URL: digest}}`: its ETag covers the whole feed, since
it is written last in each publish that changes anything, so that one conditional request tells a reader that nothing is
new; and the digests tell which pages are. `sources.oparl` reads it. Items have `moedeklar:content`: all that was read
of them.

**Whole for readers.** Files are written before what names them, the system last, what nobody names any more is deleted
after that. A page holds its meetings whole and is replaced in one stroke: a reader sees each meeting as it was or as it
is. A publish that was killed leaves a list of what it was about (`state`), and the next one completes it.
"""
