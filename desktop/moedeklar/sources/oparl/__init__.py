"""OParl 1.0 and 1.1, the open standard of council information systems (https://oparl.org), and static feeds like it.

A record is a meeting with all that is told of it: its items, the papers on them with their files, where those papers
were treated before, the names of its committees (`record`). Parsing (`objects`, `system`, `pages`) never sees a
network, and what goes over it (`server`) no store.

**Listing.** A first run begins with the nearest meetings, from what was changed lately (`nearest`). Then the lists of
the bodies are read to their ends, and put together (`gathering`). Afterwards only what was changed is asked for
(`changes`, with `modified_since`, two days back: some changes are shown late), and the meetings that it is of are put
together anew (`assembling`), from what the last run kept of them. Everything is listed again every week
(`cursor.FULL_EVERY`), where the server minds no filter, answers it with an error, has a tombstone that does not say
what it was of, or lacks what it had a moment ago. What a full pass does not meet is gone; a list that breaks off, or
goes round in a circle, is none. Where one ends before the pages that it counts itself, nothing is taken for gone.

**Static feed: the extension `moedeklar:feed`.** Files on a web server can't filter. Where the System object has a
property `moedeklar:feed` of the form

    {"pages": {"https://…/meeting-2027-02.json": "<hash>", …}}

it names every page of every list of its one body with a hash of the page's content (opaque here; any text that is
another one when the page is). Since the System object changes whenever a page does, its own `ETag`, which any web
server makes, covers the whole feed: nothing new costs one conditional request, something new as many more as pages
have changed. `"moedeklar:feed": {}` promises the same of the `ETag`, and everything is listed when it is another. In
such a feed

- pages are those of ordinary lists (`data`, `links.next`), best one a month, and every object states its `type`;
- a meeting that is withdrawn stays in its page as a tombstone (`id`, `type`, `modified`, `deleted: true`);
- every object can be had at its `id`, but that the `id` of a File may be the address of its content.

Our own feeds (`secretary.publishing`) also have `moedeklar:content` in each open item: all that was read of it
(`content`), and `moedeklar:attendance` in meetings: lines of who is there.
"""
