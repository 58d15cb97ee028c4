"""Sentences for requests, their documents and deadlines, and for what is given on a command line."""

from __future__ import annotations

from collections.abc import Callable

from moedeklar.wording.language import _

SENTENCES: dict[str, Callable[[], str]] = {
    "no_meeting": lambda: _(
        "No coming meeting of {committee} is known, so there is no deadline to count to. "
        "Synchronise, or name the meeting."
    ),
    "no_reference_meeting": lambda: _(
        "The deadline counts from a meeting of {committee}, and none is known before this one. "
        "Synchronise that committee's agendas, or change the rule."
    ),
    "attachment_absent": lambda: _(
        "“{title}” is not here: the source names it but does not have it. Ask for it, and synchronise again."
    ),
    "page_outside": lambda: _("“{title}” has {pages} pages. Choose one of them; the first is page 1."),
    "clock_unreadable": lambda: _(
        "MOEDEKLAR_NOW holds “{value}”, which is no moment. Write it as 2021-02-09T16:00, or unset it."
    ),
    "no_window": lambda: _("The window can't be opened from here. Every job has a verb: moedeklar --help"),
    "file_unreadable": lambda: _("{name} can't be read ({why}). Look whether it is there and yours to read."),
    "out_unwritable": lambda: _(
        "{name} can't be written ({why}). Choose another place; nothing was left half-written."
    ),
    "way_unreachable": lambda: _(
        "The folder for requests, {folder}, is not there. Connect the drive or the network, or save the letter as PDF."
    ),
    "way_unwritable": lambda: _(
        "Nothing could be put into the folder for requests, {folder} ({why}). Save the letter as PDF instead."
    ),
    "no_way": lambda: _("No organisation has named a folder for requests. Write the letter: {command}"),
    "request_not_json": lambda: _(
        "{name} is no JSON in UTF-8 ({why}). No request was made; correct the file and try again."
    ),
    "request_large": lambda: _("{name} is larger than {limit} bytes, which no request needs. No request was made."),
    "request_missing": lambda: _("{name} lacks {where}. No request was made; add it and try again."),
    "request_unknown": lambda: _(
        "{name} has {where}, which a request does not have. No request was made; look whether it is misspelt."
    ),
    "request_type": lambda: _(
        "In {name}, {where} must be of the JSON type {expected}. No request was made; correct it and try again."
    ),
    "request_choice": lambda: _(
        "In {name}, {where} must be one of: {expected}. No request was made; correct it and try again."
    ),
    "request_empty": lambda: _("In {name}, {where} is empty. No request was made; fill it in and try again."),
    "request_long": lambda: _(
        "In {name}, {where} is longer than {expected}. No request was made; shorten it and try again."
    ),
    "request_form": lambda: _(
        "In {name}, {where} has not the form it must have. No request was made; correct it and try again."
    ),
    "use_verb": lambda: _("There is no verb “{verb}”. See: {help}"),
    "use_verb_near": lambda: _("There is no verb “{verb}”. Did you mean “{near}”? See: {help}"),
    "use_choice": lambda: _("{option}: “{value}” is none of {allowed}."),
    "use_day": lambda: _("{option}: “{value}” is no day. Write it as 2021-02-09."),
    "use_pdf_only": lambda: _("{value}: a letter is written as PDF. Give it a name that ends in .pdf."),
    "use_out_alone": lambda: _("--out belongs to --selftest here."),
    "use_attachment_page": lambda: _("--attachment and --page go together: which file, and which page of it."),
    "use_nothing_to_change": lambda: _("Nothing to change was given: use --text, --colour, or both."),
    "use_sign_in": lambda: _(
        "Say one way to sign in: --user NAME, --token, --client ID with --token-url URL, or --forget."
    ),
    "use_forget_export": lambda: _(
        "Say where your notes and a backup are written first, --export FOLDER, or that nothing is: --no-export."
    ),
    "use_forget_nothing": lambda: _("Say which sources: their ids, or --organisation for all that it has set up."),
    "forget_nothing": lambda: _("There is no source here that your organisation has set up. Nothing was removed."),
    "use_forget_yes": lambda: _("There is nobody to ask here. Say --yes to remove without a question."),
    "use_update": lambda: _("--check only looks, --download looks and fetches: say one of them."),
    "use_secret_file": lambda: _("{path} can't be read. Name a text file in UTF-8, with the secret in its first line."),
    "use_secret_nowhere": lambda: _(
        "No password, token or secret was given. Type it where it is asked for, or name a file with --secret-file."
    ),
    "use_path_empty": lambda: _("PATH is empty. Name the folder; “.” is the one that you are in."),
    "use_link": lambda: _(
        "“{value}” is no link of Mødeklar, and nothing was opened. Such a link reads moedeklar:meeting/ID or "
        "moedeklar:meeting/ID/item/ID."
    ),
    "use_place": lambda: _(
        "“{value}” names no meeting. Write MEETING or MEETING/ITEM, with ids as `meetings` lists them."
    ),
}
