"""Sentences for presets: what an organisation decides beforehand, in organisation.toml or by policy."""

from __future__ import annotations

from collections.abc import Callable

from moedeklar.wording.language import _

SENTENCES: dict[str, Callable[[], str]] = {
    "preset_unreadable": lambda: _("{place} can't be read ({why}). Look whether it is there and yours to read."),
    "preset_large": lambda: _(
        "{place} is larger than {limit} bytes, which no preset needs. Nothing of it is followed."
    ),
    "preset_not_utf8": lambda: _(
        "{place} is not written in UTF-8 (byte {at}). Nothing of it is followed; save it as UTF-8."
    ),
    "preset_not_toml": lambda: _("{place} is no TOML: {why}. Nothing of it is followed; correct it there."),
    "preset_unknown": lambda: _(
        "{place} has {where}, which this version does not know. It is passed over; look whether it is misspelt."
    ),
    "preset_missing": lambda: _("{place} lacks {where}. Nothing of it is followed; add it."),
    "preset_type_string": lambda: _(
        "In {place}, {where} must be text in quotation marks. Nothing of it is followed; correct it there."
    ),
    "preset_type_integer": lambda: _(
        "In {place}, {where} must be a whole number. Nothing of it is followed; correct it there."
    ),
    "preset_type_boolean": lambda: _(
        "In {place}, {where} must be true or false. Nothing of it is followed; correct it there."
    ),
    "preset_type_array": lambda: _("In {place}, {where} must be a list, […]. Nothing of it is followed."),
    "preset_type_object": lambda: _("In {place}, {where} must be a table. Nothing of it is followed."),
    "preset_choice": lambda: _("In {place}, {where} must be one of: {expected}. Nothing of it is followed."),
    "preset_empty": lambda: _("In {place}, {where} is empty. Nothing of it is followed; fill it in or take it out."),
    "preset_long": lambda: _("In {place}, {where} is longer than {expected}. Nothing of it is followed."),
    "preset_small": lambda: _("In {place}, {where} is less than {expected}. Nothing of it is followed."),
    "preset_great": lambda: _("In {place}, {where} is more than {expected}. Nothing of it is followed."),
    "preset_form_mail": lambda: _(
        "In {place}, {where} is not one e-mail address, such as sekretariat@kommunen.example. Nothing of it is"
        " followed."
    ),
    "preset_form_clock": lambda: _(
        'In {place}, {where} is no time of day. Write it as "12:00"; nothing of it is followed.'
    ),
    "preset_form_since": lambda: _(
        "In {place}, {where} is no day. Write it as 2026-01-31; nothing of the file is followed."
    ),
    "preset_form_letters": lambda: _(
        "In {place}, {where} has line breaks or letters that nobody sees. Write it anew; nothing of it is followed."
    ),
    "preset_source_kind": lambda: _(
        "In {place}, {where} is none that this version knows ({expected}). This source is passed over, the rest is not."
    ),
    "preset_secret": lambda: _(
        "{place} has {where}, which looks like a secret. A preset never holds one; nothing of it is followed. Take it"
        " out: each member signs in for themselves."
    ),
    "preset_address": lambda: _(
        "In {place}, {where} is “{value}”, which is no address or path that can be used. An address begins with"
        " https:// and holds no name or password; a path is a whole one. Nothing of the file is followed."
    ),
    "preset_path": lambda: _(
        "In {place}, {where} is “{value}”, which is no whole path. Write it from the drive, the share or / on. Nothing"
        " of the file is followed."
    ),
    "preset_since_years": lambda: _(
        "In {place}, {where} has both since and years. Keep one of them; nothing of the file is followed."
    ),
    "preset_day": lambda: _(
        "In {place}, {where} is “{value}”, which is no day. Write it as 2026-01-31; nothing of the file is followed."
    ),
    "preset_clock": lambda: _(
        "In {place}, {where} is “{value}”, which is no time of day. Write it as 12:00; nothing of the file is followed."
    ),
    "preset_weekday": lambda: _(
        "In {place}, {where} is {value}, which is no weekday (Monday 1, Sunday 7). Nothing of the file is followed."
    ),
    "preset_value": lambda: _(
        "In {place}, {where} is “{value}”, which is none that this version knows ({expected}). It is passed over."
    ),
    "preset_plain": lambda: _(
        "In {place}, {where} is “{value}”. Without https:// whoever is on the way can read and change what comes from"
        " there. It is followed; write https:// where the server can do that."
    ),
    "preset_plain_updates": lambda: _(
        "In {place}, {where} is “{value}”. Newer versions are looked for only at an address that begins with https://,"
        " so none are found there. The rest is followed."
    ),
    "preset_twice": lambda: _("In {place}, “{value}” stands twice ({where}). The later one counts."),
    "preset_lock_unknown": lambda: _("{place} locks “{key}”, which is no key that this version knows."),
    "preset_logo_outside": lambda: _(
        "In {place}, the logo “{value}” is not in the file's own folder. Put it there; nothing of it is followed."
    ),
    "preset_logo_missing": lambda: _("The logo “{value}” that {place} names is not there. None is shown."),
    "preset_logo_large": lambda: _(
        "The logo “{value}” that {place} names is larger than {limit} bytes. None is shown."
    ),
    "preset_logo_kind": lambda: _("The logo “{value}” that {place} names is neither PNG nor SVG. None is shown."),
    "preset_sources_locked": lambda: _(
        "{name} decides where agendas come from, so nothing can be added or chosen anew here. Ask them if something is"
        " missing."
    ),
    "preset_source_locked": lambda: _("{name} has decided on this source, so it can't be removed here."),
    "preset_locked": lambda: _("{name} has decided on this, so it can't be changed here."),
    "preset_rule_locked": lambda: _("{name} has decided on this deadline, so it can't be changed here."),
}
