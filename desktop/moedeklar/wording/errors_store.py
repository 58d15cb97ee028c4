"""Sentences for errors of the store, its keys, backups and notes."""

from __future__ import annotations

from collections.abc import Callable

from moedeklar.wording.language import _

SENTENCES: dict[str, Callable[[], str]] = {
    "disk_full": lambda: _(
        "The disk is full, so this could not be stored ({path}). What was stored before is safe. Make room and try "
        "again."
    ),
    "store_full": lambda: _(
        "The disk with {path} is full, so nothing can be stored now: no notes, no marks, no agendas. What is here can "
        "be read and searched. Make room, then start again."
    ),
    "store_denied": lambda: _(
        "{path} can't be opened or written with your rights. Nothing was changed. Check who owns the folder, or "
        "start with another one (--profile)."
    ),
    "store_busy": lambda: _(
        "Another Mødeklar has been writing to this profile for ten seconds, so this was not stored. Wait until it is "
        "done and try again."
    ),
    "store_io": lambda: _(
        "The disk reported an error at {path}, so this was not done. Check the disk and its cable, and try again; "
        "what was stored before is untouched."
    ),
    "path_is_folder": lambda: _("{path} is a folder. Nothing was done. Name a file."),
    "path_is_file": lambda: _(
        "{path} can't be used: that, or a part of its path, is a file where a folder should be. Nothing was done. "
        "Choose another folder."
    ),
    "store_damaged": lambda: _(
        "The database {path} is damaged and was left as it is. Save what can still be read of your own work "
        "(moedeklar backup FILE), move the database out of the way, and restore that file or your latest backup. "
        "Copies made by the program itself lie in the folder “backups” beside it."
    ),
    "store_key_wrong": lambda: _(
        "The keys of this profile do not open {path}: the database or keys.json was replaced by that of another "
        "profile. Nothing was changed. Put back the two that belong together, or restore a backup in a new profile."
    ),
    "store_newer": lambda: _(
        "{path} was last used by a newer Mødeklar (step {step}), which this one can't read without harm. Nothing was "
        "changed. Install the newer version."
    ),
    "store_closed": lambda: _("The program is closing, so this was not done. Start it again and repeat it."),
    "profile_busy": lambda: _(
        "Another Mødeklar (process {process}) is using this profile. Use that one, or wait until it is closed."
    ),
    "export_in_profile": lambda: _(
        "{path} is in Mødeklar's own folder, where it would be lost with it. Choose a folder of yours."
    ),
    "file_expired": lambda: _("This paper was removed with the closed material in it. Your notes stay."),
    "file_gone": lambda: _("This file is not on this computer. Synchronise its source to fetch it again."),
    "file_damaged": lambda: _(
        "The stored copy of this file is damaged and can't be opened; your notes on it are safe. Synchronise its "
        "source to fetch it again."
    ),
    "file_changed": lambda: _(
        "The file changed while it was being read, so it was not stored. It is read again at the next synchronisation."
    ),
    # Keys
    "secrets_nowhere": lambda: _(
        "There is nowhere to keep the keys of your notes: no keyring, nobody to ask for a passphrase, and no "
        "passphrase file. Start from a terminal or the window, or write a passphrase in a file and name it in "
        "{variable}."
    ),
    "passphrase_wrong": lambda: _(
        "That passphrase does not open this profile. Nothing was changed. Try again, or use the recovery code."
    ),
    "passphrase_empty": lambda: _("The passphrase was empty. Choose one of at least a few words."),
    "passphrase_file_missing": lambda: _(
        "The passphrase file {path}, named in {variable}, is not there. Nothing was opened. Correct the name, or "
        "remove {variable} to be asked instead."
    ),
    "passphrase_file_unreadable": lambda: _(
        "The passphrase file {path}, named in {variable}, can't be read as UTF-8 text. Nothing was opened. Check its "
        "content and rights."
    ),
    "passphrase_file_empty": lambda: _(
        "The first line of the passphrase file {path}, named in {variable}, is empty. Nothing was opened. Write the "
        "passphrase there."
    ),
    "keyring_not_passphrase_file": lambda: _(
        "The keys of this profile are in the system's keyring, so the passphrase file named in {variable} can't open "
        "it. Remove {variable}, or use another profile (--profile)."
    ),
    "keyring_gone": lambda: _(
        "The system's keyring, which has the keys of this profile, can't be reached. Your notes are safe. Start the "
        "keyring, or use the recovery code."
    ),
    "keyring_locked": lambda: _(
        "The system's keyring, which has the keys of this profile, is locked. Your notes are safe. Unlock it and try "
        "again, or use the recovery code."
    ),
    "keyring_empty": lambda: _(
        "The system's keyring no longer has the keys of this profile. Your notes are safe. Use the recovery code to "
        "open them and to put the keys back."
    ),
    "keyring_damaged": lambda: _(
        "What the system's keyring has for this profile are not its keys. Your notes are safe. Use the recovery code "
        "to open them and to put the keys back."
    ),
    "keys_missing": lambda: _(
        "{path}, which says where the keys of this profile are, is missing, and without it the database can't be "
        "opened. Nothing was changed. Put it back from a copy, or restore a backup in a new profile."
    ),
    "keys_damaged": lambda: _(
        "{path}, which says where the keys of this profile are, is damaged, and so is its copy beside it. Nothing "
        "was changed. Put it back from a copy, or restore a backup in a new profile."
    ),
    "keys_newer": lambda: _(
        "The keys of this profile were kept by a newer Mødeklar. Nothing was changed. Install the newer version."
    ),
    "recovery_none": lambda: _(
        "No recovery code was ever shown for this, so it can't be opened by one. Use the passphrase."
    ),
    "recovery_code_mistyped": lambda: _(
        "That is no recovery code: it has six groups of five letters and digits, and a check at the end that does "
        "not fit. Compare it with the paper and type it again."
    ),
    "recovery_code_wrong": lambda: _(
        "That recovery code is typed rightly but belongs to another profile, or was replaced by a newer one. Nothing "
        "was changed. Look for the right paper."
    ),
    # Backups
    "backup_missing": lambda: _("There is no backup {path}. Nothing was changed. Check the name."),
    "backup_foreign": lambda: _("{path} is no backup of Mødeklar. Nothing was changed. Choose another file."),
    "backup_damaged": lambda: _(
        "The backup {path} is damaged or was only partly copied. Nothing was changed. Copy it again, or choose an "
        "older one."
    ),
    "backup_newer": lambda: _(
        "The backup {path} was made by a newer Mødeklar. Nothing was changed. Install the newer version and restore "
        "it there."
    ),
    "backup_folder_missing": lambda: _(
        "The folder {path} does not exist, so no backup was made. Make the folder, or choose another one."
    ),
    "backup_secret_wrong": lambda: _(
        "That passphrase does not open the backup: it opens with the one that its profile had when it was made. "
        "Nothing was changed. Try that one."
    ),
    "backup_secret_none": lambda: _(
        "This backup opens only in the profile that it was made in. Nothing was changed. Restore it there."
    ),
    # Notes
    "note_empty": lambda: _("The note has no words and marks nothing, so it was not stored. Write something first."),
    # Corrections
    "split_at_beginning": lambda: _("The item begins here already. Choose the place at which the next one begins."),
    "join_first": lambda: _("This is the first item: there is none before it that it could be joined with."),
    "title_empty": lambda: _("A title needs at least one letter. Write one, or keep the old title."),
    "item_not_followed": lambda: _(
        "The source of “{title}” was removed, so nothing new can be noted or marked there. Add the source again and "
        "repeat it; what you noted there before is kept."
    ),
    "passage_outside": lambda: _(
        "There is no text at that place, so nothing was marked. Select the words again; the text may have changed."
    ),
    "section_not_found": lambda: _(
        "The item has no section “{section}” in this version, so nothing was marked. Select the words again."
    ),
    "quote_not_found": lambda: _(
        "The words “{quote}” do not stand in the item's newest version, so no note was made. Copy them from the item "
        "as it is shown."
    ),
    "attachment_unpaged": lambda: _(
        "“{title}” has no pages that can be shown here, so no note can stand on one. Put the note on the item instead."
    ),
    "quote_not_on_page": lambda: _(
        "The words “{quote}” do not stand on page {page} of “{title}”, so no note was made. Copy them from the page."
    ),
}
