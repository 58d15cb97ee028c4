"""Every verb through the real program, on a profile of its own: shapes, exit statuses, order of options, languages."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from moedeklar.member.environment import PASSPHRASE_FILE
from tests.cli import shapes
from tests.cli.conftest import AGENDA, pdf_of, roof
from tests.cli.shapes import fits
from tests.fakes import exports
from tests.sources.ical.writing import calendar, event
from tests.support.program import Program
from tests.support.scans import TESSDATA, scanned

AS_SOMEBODY = ("setpriv", "--reuid=12345", "--regid=12345", "--clear-groups")


def test_sources(program: Program, papers: Path, tmp_path: Path) -> None:
    (source,) = fits(program.json("source", "list"), shapes.SOURCES)
    assert (source["kind"], source["state"], source["last_success"]) == ("folder", "never", None)
    assert Path(source["location"]) == papers
    other = tmp_path / "andre"
    other.mkdir()
    added = fits(
        program.json("source", "add", "folder", str(other), "--name", "Andre", "--committee", "A", "--committee", "B"),
        shapes.ADDED,
    )
    listed = {one["id"]: one for one in program.json("source", "list")}
    assert (listed[added["id"]]["name"], listed[added["id"]]["committees"]) == ("Andre", ["A", "B"])
    program.run("source", "remove", added["id"])
    assert [one["id"] for one in program.json("source", "list")] == [source["id"]]
    assert program.run("source", "remove", "source-0", status=1).stdout == ""
    assert str(other / "gone") in program.run("source", "add", "folder", str(other / "gone"), status=1).stderr


def test_an_export_is_synchronised_and_shown_with_the_state_of_its_files(program: Program, tmp_path: Path) -> None:
    exports.put(tmp_path / "eksport" / "Publication1.xml", exports.AGENDA.publication())
    exports.put(tmp_path / "eksport" / "Enclosures" / "1.pdf")
    added = fits(program.json("source", "add", "exports", str(tmp_path / "eksport"), "--name", "Havn"), shapes.ADDED)
    assert (added["kind"], added["name"]) == ("exports", "Havn")
    *_, report = program.lines("sync", "--source", added["id"])
    assert (report["new"], report["attachments"], report["failed"]) == (1, 1, [])
    (row,) = program.json("meetings", "--committee", exports.AGENDA.committee)
    shown = program.json("show", row["id"])
    states = [[one["state"] for one in item["attachments"]] for item in shown["items"]]
    assert states == [[], ["present", "waiting"]]


def test_a_folder_that_is_not_there_or_has_no_name_is_not_added(program: Program, tmp_path: Path) -> None:
    told = program.run("source", "add", "folder", str(tmp_path / "væk"), "--language", "en", status=1)
    assert "nothing was added" in told.stderr
    assert "is empty" in program.run("source", "add", "folder", "", "--language", "en", status=2).stderr
    assert len(program.json("source", "list")) == 1


def test_a_sync_tells_its_events_and_then_its_report(program: Program) -> None:
    *events, report = program.lines("sync")
    assert {fits(event, shapes.EVENT)["event"] for event in events} >= {"start", "meeting", "done"}
    fits(report, shapes.REPORT)
    assert (report["new"], report["changed"], report["attachments"], report["failed"]) == (1, 0, 1, [])
    assert program.lines("sync")[-1]["unchanged"] == 1
    (source,) = fits(program.json("source", "list"), shapes.SOURCES)
    assert (source["state"], source["last_success"]) == ("ok", "2027-02-03T06:42:00+00:00")


def test_a_file_that_fails_is_named_and_ends_with_3(program: Program, papers: Path) -> None:
    (papers / "øde.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<<")
    (papers / "notat.txt").write_text("Husk mælk.", encoding="utf-8")
    report = fits(program.lines("sync", status=3)[-1], shapes.REPORT)
    assert report["new"] == 1
    assert [Path(one["what"]).name for one in report["failed"]] == ["øde.pdf"]
    assert [Path(one["what"]).name for one in report["skipped"]] == ["notat.txt"]
    told = program.run("sync", "--language", "en", status=3)
    assert "øde.pdf" in told.stdout + told.stderr


def test_a_guard_says_how_to_go_on(synced: Program, papers: Path) -> None:
    for path in papers.iterdir():
        path.unlink()
    told = synced.run("sync", "--language", "en", status=4).stdout
    (source,) = synced.json("source", "list")
    assert f"moedeklar sync --accept {source['id']}" in told.splitlines()[-1]
    assert "withdrawn" in synced.run("sync", "--accept", source["id"], "--language", "en").stdout


def test_scans_are_read_where_that_is_asked_for(program: Program, papers: Path) -> None:
    (papers / "referat.pdf").write_bytes(scanned(pdf_of(AGENDA.format(kind="Referat", day=23, decision=""))))
    (failed,) = program.lines("sync", status=3)[-1]["failed"]
    assert "sync --ocr" in failed["why"]
    assert not program.json("source", "list")[0]["read_scans"]
    *events, report = program.lines("sync", "--ocr", status=0 if TESSDATA else 3)
    if TESSDATA:
        assert [(event["page"], event["pages"]) for event in events if "page" in event] == [(1, 1)]
        meeting = fits(program.json("show", program.json("meetings")[0]["id"]), shapes.SHOW)
        assert meeting["recognised"]
        assert "tekstgenkendelse" in program.run("show", meeting["id"], "--language", "da").stdout
    else:
        assert "tesseract" in report["failed"][0]["why"]
    assert fits(program.json("source", "list"), shapes.SOURCES)[0]["read_scans"]
    program.run("sync", "--no-ocr", status=0 if TESSDATA else 3)
    assert not program.json("source", "list")[0]["read_scans"]


def test_meetings(ready: Program) -> None:
    (meeting,) = fits(ready.json("meetings"), shapes.MEETINGS)
    assert (meeting["committee"], meeting["start"], meeting["items"]) == ("Skoleudvalget", "2027-02-23T16:00", 2)
    assert (meeting["kind"], meeting["place"]) == ("agenda", "Rådhuset, lokale 2")
    assert ready.json("meetings", "--from", "2027-02-24") == []
    assert ready.json("meetings", "--to", "2027-02-22") == []
    assert (
        len(ready.json("meetings", "--committee", "Skoleudvalget", "--from", "2027-02-23", "--to", "2027-02-23")) == 1
    )
    assert ready.json("meetings", "--committee", "Et andet") == []


def test_a_meeting_without_committee_and_an_item_without_title_are_no_blanks(program: Program, papers: Path) -> None:
    text = AGENDA.format(kind="Dagsorden", day=24, decision="").replace("Skoleudvalget\n", "")
    (papers / "uden.txt").write_text(text, encoding="utf-8")
    program.run("sync")
    found = [one for one in program.json("meetings") if not one["committee"]]
    assert len(found) == 1
    assert "Uden udvalg" in program.run("meetings", "--language", "da").stdout
    assert "No committee" in program.run("meetings", "--language", "en").stdout
    assert program.run("show", found[0]["id"], "--language", "da").stdout.startswith("Uden udvalg · Dagsorden")
    assert "Uden udvalg · 2027-02-24" in program.run("search", "tegltag", "--language", "da").stdout


def test_show_and_its_versions(synced: Program, papers: Path) -> None:
    meeting, item, attachment = roof(synced)
    shown = fits(synced.json("show", meeting), shapes.SHOW)
    assert shown["items"][0]["attachments"] == [
        {"id": attachment, "title": "Tilbud på tag", "document_number": None, "state": "present"}
    ]
    decision = "\nBeslutning\nGodkendt.\n"
    text = AGENDA.format(kind="Referat", day=23, decision=decision)
    (papers / "referat.txt").write_text(text, encoding="utf-8")
    synced.run("sync")
    after = fits(synced.json("show", meeting), shapes.SHOW)
    assert (after["kind"], after["items"][0]["id"]) == ("minutes", item)
    assert [d["text"] for d in after["items"][0]["decisions"]] == ["Godkendt."]
    old = fits(synced.json("meetings"), shapes.MEETINGS)[0]["versions"][0]["id"]
    before = synced.json("show", meeting, "--version", old)
    assert (before["kind"], before["version"], before["items"][0]["decisions"]) == ("agenda", old, [])
    in_words = synced.run("show", meeting, "--language", "da").stdout
    assert in_words.index("Indstilling") < in_words.index("Beslutning") < in_words.index("Sagsfremstilling")
    for wrong in (("show", "m-0"), ("show", meeting, "--version", "v-0")):
        assert synced.run(*wrong, status=1).stderr.strip()


def test_a_meeting_with_a_supplement_is_shown_whole(synced: Program, papers: Path) -> None:
    meeting, item, attachment = roof(synced)
    text = AGENDA.format(kind="Tillægsdagsorden", day=23, decision="")
    text = (
        text.partition("1. Nyt tag")[0] + "3. Ny legeplads i Havnholm\nSagsnr.: 27/140\n\nSagsfremstilling\nGyngen.\n"
    )
    (papers / "tillæg.txt").write_text(text, encoding="utf-8")
    synced.run("sync")
    shown = fits(synced.json("show", meeting), shapes.SHOW)
    assert [one["number"] for one in shown["items"]] == ["1", "2", "3"]
    assert (shown["items"][0]["id"], shown["items"][0]["attachments"][0]["id"]) == (item, attachment)
    versions = fits(synced.json("meetings"), shapes.MEETINGS)[0]["versions"]
    counts = [len(synced.json("show", meeting, "--version", version["id"])["items"]) for version in versions]
    assert counts == [2, 1]


def test_attachments_stay_when_the_minutes_name_none(synced: Program, papers: Path) -> None:
    meeting, _item, attachment = roof(synced)
    text = AGENDA.format(kind="Referat", day=23, decision="\nBeslutning\nGodkendt.\n")
    (papers / "referat.txt").write_text(text.replace("Bilag:\nTilbud på tag\n", ""), encoding="utf-8")
    synced.run("sync")
    shown = synced.json("show", meeting)
    assert shown["kind"] == "minutes"
    assert [one["id"] for one in shown["items"][0]["attachments"]] == [attachment]


def test_search(ready: Program) -> None:
    meeting, item, _attachment = roof(ready)
    (hit, *_) = fits(ready.json("search", "tegltag"), shapes.HITS)
    assert (hit["kind"], hit["meeting"], hit["item"], hit["date"]) == ("item", meeting, item, "2027-02-23")
    assert "tegltag" in hit["snippet"]
    assert ready.json("search", "lokaler", "fugt", "--kind", "item", "--limit", "1")[0]["item"] == item
    assert [hit["page"] for hit in ready.json("search", "pap", "--kind", "attachment")] == [2]
    assert ready.json("search", "sommerfugl") == []
    assert ready.json("search", '"(*" AND NEAR') == []


def test_backup_and_restore(ready: Program, tmp_path: Path) -> None:
    _meeting, item, _attachment = roof(ready)
    note = ready.json("note", "add", "--item", item, "--text", "vigtigt")
    backup = tmp_path / "min.backup"
    ready.run("backup", str(backup))
    assert b"vigtigt" not in backup.read_bytes()
    other = Program(tmp_path / "andet")
    counts = other.json("restore", str(backup))
    assert counts["notes"] == 1
    assert [one["id"] for one in other.json("notes")] == [note["id"]]
    assert ready.run("restore", str(tmp_path / "gone"), status=1).stderr.strip()
    again = other.run("restore", str(backup), "--language", "da").stdout
    assert again == "Gendannet: 0 noter, 0 bogmærker, 0 anmodninger, 0 møder.\n"


def test_a_damaged_database_gives_up_what_can_still_be_read(ready: Program, tmp_path: Path) -> None:
    _meeting, item, _attachment = roof(ready)
    ready.run("note", "add", "--item", item, "--text", "vigtigt")
    database = ready.folder / "profile" / "moedeklar.db"
    whole = database.read_bytes()
    for page in range(len(whole) // 4096 - 1, 0, -1):
        database.write_bytes(whole[: page * 4096] + b"x" * 64 + whole[page * 4096 + 64 :])
        done = subprocess.run(
            ready.command("backup", str(tmp_path / f"{page}.backup"), "--language", "en"), env=ready.environment,
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode == 3:
            break
        # The page may be unused, or one of the schema, without which nothing can be read.
        assert not done.returncode or "is damaged and was left as it is" in done.stderr
    assert (done.returncode, "only what could still be read" in done.stderr) == (3, True)
    other = Program(tmp_path / "andet")
    assert other.json("restore", str(tmp_path / f"{page}.backup"))["notes"] == 1


def test_a_folder_where_a_file_is_wanted_and_the_other_way_round(ready: Program, tmp_path: Path) -> None:
    for verb in (("backup", str(tmp_path)), ("restore", str(tmp_path))):
        assert "is a folder" in ready.run(*verb, "--language", "en", status=1).stderr
    (tmp_path / "fil").write_text("")
    inside = Program(tmp_path / "andet")
    (tmp_path / "andet").mkdir()
    (tmp_path / "andet" / "profile").write_text("")
    assert "is a file" in inside.run("meetings", "--language", "en", status=1).stderr


@pytest.mark.skipif(
    os.name == "nt" or os.geteuid() != 0 or not shutil.which("setpriv"), reason="only root may become somebody else"
)
def test_what_an_ordinary_user_may_not_read_is_told_in_words() -> None:
    with tempfile.TemporaryDirectory() as name:  # pytest's own folders are closed to everybody else
        place = Path(name)
        place.chmod(0o755)
        (place / "lukket.pdf").write_bytes(b"%PDF")
        (place / "lukket.pdf").chmod(0)
        (place / "profile").mkdir(mode=0o700)
        another = Program(place)
        if subprocess.run(
            [*AS_SOMEBODY, sys.executable, "-c", "import moedeklar"], capture_output=True, check=False
        ).returncode:
            pytest.skip("this Python, or the program, is closed to everybody else")

        def run(*arguments: str) -> str:
            done = subprocess.run(
                [*AS_SOMEBODY, *another.command(*arguments, "--language", "en")],
                env=another.environment | {"HOME": name}, capture_output=True, text=True, check=False,
            )  # fmt: skip
            assert (done.returncode, done.stdout) == (1, ""), done
            return done.stderr

        assert "with your rights" in run("meetings")
        assert "lukket.pdf can't be read" in run("inspect", str(place / "lukket.pdf"))


@pytest.mark.parametrize("slip", ["passphrase", "file"])
def test_a_restore_that_cannot_begin_makes_no_profile(ready: Program, tmp_path: Path, slip: str) -> None:
    backup = tmp_path / "alt.moedeklar"
    ready.json("backup", str(backup))
    other = Program(tmp_path / "andet")
    secret = Path(other.environment["MOEDEKLAR_PASSPHRASE_FILE"])
    right = secret.read_text(encoding="utf-8")
    if slip == "passphrase":
        secret.write_text("en anden\n", encoding="utf-8")
    other.run("restore", str(backup if slip == "passphrase" else secret), status=1)
    assert not (other.folder / "profile").exists()
    secret.write_text(right, encoding="utf-8")
    assert other.json("restore", str(backup))["meetings"] == 1


def test_doctor(synced: Program, papers: Path) -> None:
    checks = {check["check"]: check for check in fits(synced.json("doctor"), shapes.DOCTOR)}
    assert {"program", "libraries", "profile", "space", "pdf", "keys", "keyring", "database", "index"} <= set(checks)
    assert all(check["ok"] and not check["remedy"] for check in checks.values())
    (source,) = synced.json("source", "list")
    shutil.move(papers, papers.with_name("væk"))
    first, folder, disk = fits(synced.json("doctor", "--source", source["id"], status=1), shapes.DOCTOR)
    assert (first["check"], first["ok"]) == (f"source {source['id']}", False)
    assert (folder["check"], folder["ok"]) == ("folder", False)
    assert (disk["check"], disk["ok"]) == ("disk", True)
    assert first["remedy"]
    assert folder["remedy"]
    in_words = synced.run("doctor", "--language", "da", status=1).stdout
    assert "✓ database: Hel og sund" in in_words
    assert "✗ source" in in_words


def test_doctor_makes_no_profile(tmp_path: Path) -> None:
    program = Program(tmp_path / "run")
    checks = {check["check"]: check for check in program.json("doctor")}
    assert checks["database"]["ok"]
    assert not (tmp_path / "run" / "profile").exists()


@pytest.mark.skipif(os.name == "nt", reason="no such permissions there")
def test_doctor_tells_of_a_profile_that_others_may_read(ready: Program) -> None:
    (ready.folder / "profile").chmod(0o755)
    checks = {check["check"]: check for check in ready.json("doctor", status=1)}
    assert not checks["profile"]["ok"]
    assert "chmod 700" in checks["profile"]["remedy"]


def test_index(ready: Program) -> None:
    assert ready.json("index", "check") == {"ok": True, "detail": ""}
    ready.run("index", "rebuild")
    assert ready.json("index", "check")["ok"]
    assert ready.json("search", "tegltag")


def test_options_before_the_verb_and_after_it(ready: Program) -> None:
    profile = str(ready.folder / "profile")
    orders = [
        ("--profile", profile, "--language", "da", "meetings"),
        ("meetings", "--profile", profile, "--language=da"),
        ("--profile", profile, "meetings", "-v", "--language", "da"),
        ("--language", "en", "meetings", f"--profile={profile}", "--language", "da"),
    ]
    told = [
        subprocess.run(
            [sys.executable, "-m", "moedeklar", *order], env=ready.environment, capture_output=True, text=True,
            encoding="utf-8", check=True,
        ).stdout
        for order in orders
    ]  # fmt: skip
    assert len(set(told)) == 1
    assert "Dagsorden" in told[0]
    nested = ["source", "--profile", profile, "list", "--json"]
    done = subprocess.run(
        [sys.executable, "-m", "moedeklar", *nested], env=ready.environment, capture_output=True, check=True
    )
    assert len(json.loads(done.stdout)) == 1


@pytest.mark.parametrize(
    "order", [("--json", "source", "list"), ("source", "--json", "list"), ("--language", "da", "--json", "meetings")]
)
def test_json_may_be_asked_for_before_the_verb(ready: Program, order: tuple[str, ...]) -> None:
    assert len(json.loads(ready.run(*order).stdout)) == 1


def test_json_stays_where_it_is_no_option_of_a_verb(ready: Program) -> None:
    assert ready.run("--json", status=2).stdout == ""
    assert ready.run("--json", "nonsens", status=2).stdout == ""
    _meeting, item, _attachment = roof(ready)
    ready.run("note", "add", "--item", item, "--text", "--json")
    assert [note["text"] for note in ready.json("notes")] == ["--json"]


@pytest.mark.parametrize(("locale", "word"), [("da_DK.UTF-8", "Dagsorden"), ("en_GB.UTF-8", "Agenda")])
def test_the_systems_language_unless_another_is_asked_for(ready: Program, locale: str, word: str) -> None:
    environment = {**ready.environment, "LANG": locale}
    for asked, told in (((), word), (("--language", "da"), "Dagsorden"), (("--language", "en"), "Agenda")):
        done = subprocess.run(ready.command("meetings", *asked), env=environment, capture_output=True, check=True)
        assert told in done.stdout.decode("utf-8")


@pytest.mark.parametrize("locale", ["C", "POSIX", "da_DK.ISO-8859-1"])
def test_utf8_in_any_locale(ready: Program, locale: str) -> None:
    environment = {**ready.environment, "LANG": locale, "LC_ALL": locale, "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    done = subprocess.run(ready.command("meetings", "--json"), env=environment, capture_output=True, check=True)
    assert json.loads(done.stdout.decode("utf-8"))[0]["place"] == "Rådhuset, lokale 2"


def test_no_way_to_the_keys_is_told_with_what_to_do(tmp_path: Path) -> None:
    environment = {**Program(tmp_path).environment, "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"}
    del environment["MOEDEKLAR_PASSPHRASE_FILE"]
    done = subprocess.run(
        Program(tmp_path).command("meetings", "--json"), env=environment, capture_output=True, text=True,
        encoding="utf-8", check=False, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (1, "")
    assert "MOEDEKLAR_PASSPHRASE_FILE" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_wrong_passphrase(ready: Program) -> None:
    (ready.folder / "passphrase").write_text("forkert\n", encoding="utf-8")
    done = ready.run("notes", "--json", status=1)
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1


def test_how_much_attachments_may_take_is_said_where_a_source_is_added(program: Program, tmp_path: Path) -> None:
    folder = tmp_path / "eksport"
    (folder / "Enclosures").mkdir(parents=True)
    (folder / "Publication1.xml").write_bytes(exports.AGENDA.publication())
    (folder / "Enclosures" / "2.pdf").write_bytes(b"%PDF-1.4 overslag")
    assert program.run("source", "add", "exports", str(folder), "--disk", "-1", status=2).stdout == ""
    source_id = program.json("source", "add", "exports", str(folder), "--disk", "0")["id"]
    told = program.lines("sync", "--source", source_id)[-1]
    assert (told["new"], told["attachments"], len(told["notices"])) == (1, 0, 1)
    program.run("source", "add", "exports", str(folder), "--disk", "1")
    assert program.lines("sync", "--source", source_id)[-1]["attachments"] == 1


@pytest.mark.skipif(os.name == "nt", reason="no SIGINT to send there")
def test_ctrl_c_in_a_sync_ends_with_its_report_and_the_next_one_completes(program: Program, papers: Path) -> None:
    for n in range(60):
        text = AGENDA.format(kind="Dagsorden", day=n % 27 + 1, decision=f"\nBemærkning {n}\n")
        (papers / f"{n}.txt").write_text(text.replace("Skoleudvalget", f"Udvalg {n // 27}"), encoding="utf-8")
    process = program.start("sync", "--json")
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (130, "")
    *_events, done, told = map(json.loads, out.splitlines())
    assert (done["event"], done["outcome"]) == ("done", "partly")
    assert told["new"] < 60
    assert program.json("source", "list")[0]["state"] == "partly"
    report = program.lines("sync")[-1]
    assert report["failed"] == []


CHECKS = ["pdf", "keyring", "updates", "store", "presets", "sync", "search", "note", "letter", "window"]


def selftest(tmp_path: Path, *argv: str) -> tuple[int, Any, str]:
    program = Program(tmp_path / "run")
    done = subprocess.run(
        [sys.executable, "-m", "moedeklar", "--selftest", *argv], env=program.environment, capture_output=True,
        text=True, encoding="utf-8", timeout=180, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout, done.stderr


def test_selftest(tmp_path: Path) -> None:
    status, out, err = selftest(tmp_path)
    told = fits(json.loads(out), shapes.SELFTEST)
    assert [check["name"] for check in told["checks"]] == CHECKS
    assert (status, told["ok"], err) == (0, True, ""), told
    into = tmp_path / "resultat.json"
    status, out, _err = selftest(tmp_path, "--out", str(into))
    assert (status, out) == (0, "")
    assert fits(json.loads(into.read_text(encoding="utf-8")), shapes.SELFTEST)["ok"]
    assert not list(Path(os.environ.get("TMPDIR", "/tmp")).glob("moedeklar-selftest-*"))


def test_selftest_without_a_keyring_and_without_streams(tmp_path: Path) -> None:
    """As the windowed program on Windows runs it: there are no standard streams, and the file alone tells."""
    into = tmp_path / "resultat.json"
    windowed = "import sys; sys.stdin = sys.stdout = sys.stderr = None; from moedeklar.__main__ import main; "
    environment = Program(tmp_path / "run").environment | {"PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"}
    del environment[PASSPHRASE_FILE]
    done = subprocess.run(
        [sys.executable, "-c", windowed + "sys.exit(main())", "--selftest", "--out", str(into), "-v"],
        env=environment, capture_output=True, timeout=180, check=False,
    )  # fmt: skip
    told = fits(json.loads(into.read_text(encoding="utf-8")), shapes.SELFTEST)
    assert (done.returncode, told["ok"], done.stdout + done.stderr) == (0, True, b""), told
    keyring = next(check for check in told["checks"] if check["name"] == "keyring")
    assert keyring["detail"].startswith("none that works: ")


def test_a_calendar_is_a_source_of_planned_meetings(program: Program, tmp_path: Path) -> None:
    day = (date.today() + timedelta(days=40)).strftime("%Y%m%d")  # noqa: DTZ011 (the program's own day)
    file = tmp_path / "moeder.ics"
    file.write_bytes(
        calendar(event(f"{day}T160000", title="Havneudvalget"), event(f"{day}T170000", uid="2", title="Ferie"))
    )
    added = fits(program.json("source", "add", "ical", str(file), "--committee", "Havneudvalget"), shapes.ADDED)
    assert (added["kind"], added["name"]) == ("ical", "moeder")
    *_, report = program.lines("sync", "--source", added["id"])
    assert (report["new"], report["failed"]) == (1, [])
    (row,) = fits(program.json("meetings", "--committee", "Havneudvalget"), shapes.MEETINGS)
    assert (row["kind"], row["items"], row["start"][-5:]) == ("planned", 0, "16:00")
    assert program.json("show", row["id"])["items"] == []
    assert "Ingen dagsorden endnu" in program.run("show", row["id"], "--language", "da").stdout
    assert "Ingen dagsorden endnu" in program.run("meetings", "--language", "da").stdout
    told = program.run("source", "add", "ical", str(tmp_path / "væk.ics"), "--language", "en", status=1).stderr
    assert "nothing was added" in told
    assert "nothing was added" not in program.run("source", "add", "ical", "webcal://nordlund.example/k.ics").stderr
    program.run("source", "add", "ical", "https://ida:kode@nordlund.example/k.ics", status=1)
