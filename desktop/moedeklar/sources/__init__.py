"""Where meetings come from: one file a system, behind the protocol of `base`.

To add a source: write one file with a class that fulfils `base.Source` (list what there is, open one thing of it) or
`base.RecordSource`, and name its kind in `member.kinds`. The engine does the rest: what is new, which meeting a
document belongs to, what is withdrawn, the notes.

- A `Source` lists documents, which are read as agendas as a person would read them: `folder` is one. It gives `group`
  and `released` with them where the system states which papers are of one meeting and when they were published.
- A `RecordSource` lists records, and makes a `model.agenda.Meeting` of each itself, from bytes, or raises a ParseError
  that says where: `exports` is one. What the system's own ids are it says in `Meeting.origin`, `AgendaItem.source_id`
  and `Attachment.source_id`; an item is known by its id, then by its case and title. `Attachment.ref` names the
  document that is the file: one that is listed later is waited for. What a system withdraws it lists no more, and what
  it could not list it names in `Listing.unlisted`, so that nothing is taken for gone by mistake. A `NamingSource` is
  one whose list does not have the files: it is asked for them by the names that its records give.

A meeting that is planned and has no agenda yet is a record too: a Meeting of kind PLANNED without items, with `start`
and as much of `committee`, `end`, `place` and `title` as the system states. The bytes of its record must differ from
those of every other meeting's. Where the system has an id of the meeting that it keeps when the meeting is moved and
when its agenda comes, `Origin.meeting_id` is that, and all is one meeting. Where not, the plan becomes the meeting of
the same committee at the same time, or else on the same day, whichever source that is of (`store.planned`): a plan
never changes or withdraws an agenda. What is only planned and was, is not gone: name it in `Listing.forgotten`
where the system forgets it.

A source that can be asked several things at once says so in `connections`; what it holds open it lets go of in `close`,
which is called after every run where there is such a method. Errors that may be different the next time stand in
`sync.reading.PASSING`, and those after which nothing else need be asked for in `sync.outage`.

`oparl` is one of a server that lists what has changed since, and whose records are put together from several of its
objects.

`stating` makes items and sections of what a system states, by the vocabulary of the agenda reader, and `fragments`
makes blocks of HTML. A source that is a network's keeps its transport in `http`, and parsing never sees it.
"""
