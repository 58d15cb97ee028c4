"""Sentences for what can stand in the way of publishing, and of reading what was published for members alone."""

from __future__ import annotations

from collections.abc import Callable

from moedeklar.wording.language import _

SENTENCES: dict[str, Callable[[], str]] = {
    # What is asked for.
    "publish_running": lambda: _(
        "This folder is being published already, in the window or in another terminal. Wait until that is done, and "
        "try again."
    ),
    "publish_folder_unknown": lambda: _(
        "There is no {path}, so nothing was published; what is out stays as it was. Check the name; if it lies on a "
        "drive or a network, connect that first."
    ),
    "publish_inside": lambda: _(
        "{place} and {folder} lie inside one another, so nothing was published: the feed would be read as agendas. "
        "Choose another place."
    ),
    "publish_no_settings": lambda: _(
        "The first time the feed's address on the web and the municipality's name are needed. Give them with --url "
        "and --name; they are remembered."
    ),
    "publish_url": lambda: _(
        "{url} can't be the feed's address. It is what readers type, such as https://www.kommunen.example/dagsordener/."
    ),
    "publish_mail": lambda: _("{mail} is no e-mail address. Write one such as dagsorden@kommunen.example, or nothing."),
    "publish_link": lambda: _("{url} is no address of a web page. Write one that begins with https://, or nothing."),
    "publish_no_undo": lambda: _("There is no earlier publish to go back to."),
    "publish_nothing": lambda: _("Nothing has been published from this folder to this place yet."),
    "publish_stale": lambda: _(
        "Something else was published since this plan was made, so nothing was written. Make the plan again."
    ),
    "use_publish_two": lambda: _(
        "--undo, --withdraw, and --put-back with --hold and --only are different things. Do one after the other."
    ),
    "use_option": lambda: _("“{value}” is no option. Write NAME=VALUE, such as region=eu-north-1."),
    # The place.
    "target_unknown": lambda: _(
        "{place} is no place that can be published to. It can be a folder, s3://bucket/folder, az://container/folder "
        "or gs://bucket/folder."
    ),
    "target_secret": lambda: _(
        "The address {place} holds a name, a password or something after “?”. Leave that out, and give the storage's "
        "key as an option; nothing was written."
    ),
    "target_not_ours": lambda: _(
        "There is something in {place} that Mødeklar didn't publish ({name}), so nothing was written. Choose an empty "
        "folder."
    ),
    "target_missing": lambda: _(
        "There is no {place}. Make the container or bucket first, or check its name; nothing was written."
    ),
    "target_denied": lambda: _(
        "Nothing may be written to {place}. Readers see what was there before. Check the right to write there, or the "
        "storage's key, and publish again."
    ),
    "target_full": lambda: _(
        "There is no room left at {place}. Readers see each meeting as it was or as it is to be. Make room, and "
        "publish again: it goes on where it stopped."
    ),
    "target_unwritable": lambda: _(
        "{place} can't be written. Readers see each meeting as it was or as it is to be. Check the connection to its "
        "drive, and publish again: it goes on where it stopped."
    ),
    "target_unreachable": lambda: _(
        "{place} can't be reached ({why}). Readers see each meeting as it was or as it is to be. Check the network, "
        "and publish again: it goes on where it stopped."
    ),
    "target_http": lambda: _(
        "The storage of {place} is reached by http://, which isn't encrypted; nothing was written. Name an address "
        "that begins with https://, or allow it with the option allow_http=true."
    ),
    "target_refused": lambda: _(
        "The storage at {place} refused ({why}). Readers see each meeting as it was or as it is to be. Publish again: "
        "it goes on where it stopped."
    ),
    # What is remembered of earlier publishes.
    "feed_state_newer": lambda: _(
        "What was published from here was written by a newer Mødeklar ({path}). Publish with that version; nothing "
        "was changed."
    ),
    "feed_state_broken": lambda: _(
        "What is remembered of earlier publishes is damaged ({path}). Remove the folder that it lies in and publish "
        "again: the whole feed is then compared anew. What was withdrawn by hand has to be withdrawn again."
    ),
    # Keys of members, and packages of closed items.
    "member_key_bad": lambda: _(
        "{name} holds no member's key. It is a line that begins with age1, as the member's own settings, or "
        "`moedeklar key export`, save it."
    ),
    "member_key_unreadable": lambda: _("{name} can't be read ({why}). Look whether it is there and yours to read."),
    "member_keys_none": lambda: _("Closed items go out only encrypted for members. Name their keys with --member-key."),
    "package_not_yours": lambda: _(
        "The package {name} isn't encrypted for this profile. Send the secretary your key (Settings, or `moedeklar "
        "key export`), and ask for the package to be made again."
    ),
    "package_broken": lambda: _("The package {name} is damaged or no package. Fetch it again."),
    "package_there": lambda: _("{path} is not empty, so nothing was unpacked. Choose a new folder."),
    "use_closed_target": lambda: _(
        "--member-key says for whom closed items are encrypted, and --closed-to where they go: give both."
    ),
    "target_same": lambda: _(
        "{place} is where the open feed goes. Closed items need a place of their own, which only members may read."
    ),
}
