"""The keys in a real Secret Service: gnome-keyring on a message bus of its own, with a home of its own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

NEEDED = ("gnome-keyring-daemon", "dbus-run-session", "gdbus")
pytestmark = pytest.mark.skipif(
    not all(map(shutil.which, NEEDED)), reason=f"one of {', '.join(NEEDED)} is not installed"
)

# A bus that starts nothing by itself: the machine's own would bring a keyring as soon as it is asked for one.
BUS = """
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir={folder}</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
  </policy>
</busconfig>
"""

MEMBER = textwrap.dedent(
    """
    import json, subprocess, sys
    from contextlib import contextmanager
    from pathlib import Path
    from moedeklar.member.accounts import KeyringShelf, NobodyToAsk, open_keys, recover_keys
    from moedeklar.member.credentials import Credentials
    from moedeklar.member.profile import Profile
    from moedeklar.model.errors import SecretsError

    class Person(NobodyToAsk):
        def show_recovery_code(self, code):
            self.code = code
        def recovery_code(self):
            return self.code

    @contextmanager
    def keyring(*password):
        command = ["gnome-keyring-daemon", "--foreground", "--components=secrets", *(["--unlock"] if password else [])]
        quiet = subprocess.DEVNULL
        daemon = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=quiet, stderr=quiet)
        daemon.stdin.write(b"".join(password))
        daemon.stdin.close()
        try:
            wait = ["gdbus", "wait", "--session", "--timeout", "10", "org.freedesktop.secrets"]
            subprocess.run(wait, check=True)
            yield
        finally:
            daemon.terminate()
            daemon.wait()

    def code_of_opening():
        return code_of(lambda: open_keys(profile, NobodyToAsk(), None, {}))

    def code_of(work):
        try:
            work()
        except SecretsError as error:
            return error.code

    profile, person, told = Profile(Path(sys.argv[1])), Person(), {}
    with keyring(b"login password"):
        made = open_keys(profile, person, None, {})
        told["backend"] = KeyringShelf().backend()
        told["again"] = open_keys(profile, NobodyToAsk(), None, {}) == made
        credentials = Credentials(profile, None)
        credentials.set("src-1", "token " * 500)
        told["of a source"] = Credentials(profile, None).get("src-1") == "token " * 500
    told["stopped"] = code_of_opening()
    with keyring():
        told["locked"] = code_of_opening()
    with keyring():
        told["of a source, locked"] = code_of(lambda: credentials.get("src-1"))
    with keyring(b"login password"):
        told["started again"] = open_keys(profile, NobodyToAsk(), None, {}) == made
        credentials.delete("src-1")
        told["of a source, forgotten"] = credentials.get("src-1")
        KeyringShelf().delete(json.loads(profile.keys_file.read_text())["id"])
        told["emptied"] = code_of_opening()
        told["recovered"] = recover_keys(profile, person, None, {}) == made
        told["last"] = open_keys(profile, NobodyToAsk(), None, {}) == made
    print(json.dumps(told))
    """
)


def test_the_systems_keyring_keeps_the_keys_and_what_it_lacks_is_told_apart(tmp_path: Path) -> None:
    home, runtime = tmp_path / "home", tmp_path / "runtime"
    home.mkdir()
    runtime.mkdir(mode=0o700)
    places = {"HOME": str(home), "XDG_RUNTIME_DIR": str(runtime), "XDG_DATA_HOME": str(home / "data")}
    environment = {name: value for name, value in os.environ.items() if name != "PYTHON_KEYRING_BACKEND"} | places
    bus = tmp_path / "bus.conf"
    bus.write_text(BUS.format(folder=runtime))
    done = subprocess.run(
        ["dbus-run-session", f"--config-file={bus}", "--", sys.executable, "-c", MEMBER, str(tmp_path / "profile")],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert "SecretService" in told.pop("backend")
    assert told == {
        "again": True,
        "of a source": True,
        "stopped": "keyring_gone",
        "locked": "keyring_locked",
        "of a source, locked": "keyring_locked",
        "of a source, forgotten": None,
        "started again": True,
        "emptied": "keyring_empty",
        "recovered": True,
        "last": True,
    }
