"""Sentences for what an OParl server, or a feed of that form, may answer."""

from __future__ import annotations

from collections.abc import Callable

from moedeklar.wording.language import _

SENTENCES: dict[str, Callable[[], str]] = {
    # A server as a whole.
    "oparl_no_system": lambda: _(
        "This address is no OParl interface. Ask whoever runs the council information system for the address of its "
        "OParl system object; it often ends in /oparl/v1.1/system or /oparl."
    ),
    "oparl_no_body": lambda: _(
        "The server has no municipality called “{name}”. It has: {names}. Add the source again with one of these."
    ),
    "oparl_no_meetings": lambda: _(
        "The municipality at {where} has no list of meetings, so there is nothing to fetch. Ask whoever runs the "
        "server."
    ),
    "oparl_too_many": lambda: _(
        "The server gives so much by address only that {count} objects would have to be asked for one by one. Nothing "
        "was changed. Ask whoever runs it to put the items into its meetings, as the standard has it."
    ),
    # A list.
    "oparl_html": lambda: _(
        "A web page came in place of data. Nothing was changed. Check the address of the source; in a guest network, "
        "sign in there first."
    ),
    "oparl_not_json": lambda: _(
        "What the server sent is broken in line {line}, column {column}, as if it had been cut off. Nothing was "
        "changed; it is tried again the next time."
    ),
    "oparl_empty": lambda: _(
        "The server answered, but with nothing at all. Nothing was changed; it is tried again the next time."
    ),
    "oparl_list_short": lambda: _(
        "The list {url} ended before all the pages that it says it has. What is missing in it is not taken for gone. "
        "Ask whoever runs the server."
    ),
    "oparl_no_list": lambda: _(
        "What the server sent is no list ({where} is missing). Nothing was changed; if it stays so, ask whoever runs "
        "it."
    ),
    "oparl_loop": lambda: _(
        "The pages of a list go round in a circle: {url} came before. Nothing was changed, since nobody can tell "
        "whether that is all. Ask whoever runs the server."
    ),
    "oparl_endless": lambda: _(
        "A list has more than {count} pages. Nothing was changed. Ask whoever runs the server: it probably has no end."
    ),
    # One object.
    "oparl_no_object": lambda: _("In place of an object there is something else ({where}). It was left out."),
    "oparl_other_kind": lambda: _(
        "In place of “{expected}” there is “{kind}” ({where}). It was left out; what came before is kept."
    ),
    "oparl_no_id": lambda: _(
        "An object has no id ({where}), so it can't be told from others. It was left out. Ask whoever runs the server."
    ),
    "oparl_record_broken": lambda: _(
        "What was kept of this meeting can't be read. It is fetched anew the next time that it changes."
    ),
    "meeting_cancelled": lambda: _("The meeting was called off. Your notes on it are kept."),
}
