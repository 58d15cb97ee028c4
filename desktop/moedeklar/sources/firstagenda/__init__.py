"""FirstAgenda Publication, the service through which most Danish municipalities publish agendas and minutes.

Each municipality has a host of its own with the same anonymous interface, which answers in JSON: one list of all
committees with all their meetings, one document for each agenda, and the attachments as PDF.

`answers`, `listing` and `agenda` make of bytes what they say and never see a network; `source` fetches. There is no
"changed since": what the list says of an agenda tells whether it is as it was, and those of the days around now, and
those that were not released yet, are fetched again.
"""
