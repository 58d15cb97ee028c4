"""What happens when the process dies, hangs, is closed, or loses its parent. All with real processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator

import psutil
import pytest

from moedeklar.model.errors import Cancelled, DocumentError
from moedeklar.pdf import process
from moedeklar.pdf.client import PdfClient
from tests.pdf import papers
from tests.pdf.papers import sha_of

ENDLESS = papers.endless()
ENDLESS_SHA = sha_of(ENDLESS)


def eventually(true: Callable[[], object], seconds: float = 5) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if true():
            return True
        time.sleep(0.01)
    return False


class Killer(threading.Thread):
    """Kills the client's process with SIGKILL, each new one once it is at work, *times* times."""

    def __init__(self, client: PdfClient, times: int) -> None:
        super().__init__(name="killer")
        self.client, self.times, self.killed = client, times, []

    def run(self) -> None:
        while len(self.killed) < self.times:
            assert eventually(lambda: self.client.process_id not in (None, *self.killed), 10)
            pid = self.client.process_id
            if pid is None:
                continue
            at_work = psutil.Process(pid)
            # Drawing the endless page is all that takes so much time.
            assert eventually(lambda at_work=at_work: at_work.cpu_times().user > 0.5, 10)
            os.kill(pid, signal.SIGKILL)
            self.killed.append(pid)


@pytest.fixture
def client() -> Iterator[PdfClient]:
    made = PdfClient(timeout=20)
    yield made
    made.close()


def test_nothing_runs_before_it_is_needed_and_nothing_after_close() -> None:
    client = PdfClient()
    assert client.process_id is None
    client.warm_up()
    pid = client.process_id
    assert pid is not None
    assert client.page_texts(papers.pages(1), "x")
    assert client.process_id == pid
    client.close()
    assert client.process_id is None
    assert not psutil.pid_exists(pid)
    client.close()
    with pytest.raises(Cancelled):
        client.page_texts(papers.pages(1), "x")
    client.warm_up()
    assert client.process_id is None


def test_killed_between_requests_is_not_noticed_by_who_asks(client: PdfClient) -> None:
    deaths: list[int] = []
    client.watch(lambda: deaths.append(1))
    loads: list[int] = []
    data = papers.pages(3)
    client.open(sha_of(data), lambda: loads.append(1) or data)
    first = client.process_id
    assert first is not None
    os.kill(first, signal.SIGKILL)
    assert eventually(lambda: client.process_id is None)
    assert client.render(sha_of(data), 1, 72).width == 595
    assert client.process_id not in (None, first)
    assert loads == [1, 1]
    assert deaths == [1]


def test_killed_in_the_middle_of_a_request_is_tried_again() -> None:
    client = PdfClient(timeout=2.5)
    try:
        client.open(ENDLESS_SHA, lambda: ENDLESS)
        killer = Killer(client, 1)
        killer.start()
        # The page is endless, so the second attempt ends at the time limit: proof that there was one.
        with pytest.raises(DocumentError) as error:
            client.render(ENDLESS_SHA, 0, 72)
        killer.join()
        assert error.value.code == "pdf_timeout"
        assert len(killer.killed) == 1
    finally:
        client.close()


def test_a_kill_from_outside_leaves_no_mark_on_the_file(client: PdfClient) -> None:
    data = papers.pages(2)
    client.open(sha_of(data), lambda: data)
    for _ in range(3):
        pid = client.process_id
        assert pid is not None
        # Stopped, so that the request is under way when the process is killed.
        os.kill(pid, signal.SIGSTOP)
        killing = threading.Timer(0.1, os.kill, (pid, signal.SIGKILL))
        killing.start()
        assert client.render(sha_of(data), 0, 50).width
        killing.join()


def test_a_file_that_ends_the_process_twice_is_refused_and_the_next_one_is_read(client: PdfClient) -> None:
    client.open(ENDLESS_SHA, lambda: ENDLESS, "gift.pdf")
    killer = Killer(client, 2)
    killer.start()
    with pytest.raises(DocumentError) as error:
        client.render(ENDLESS_SHA, 0, 72)
    killer.join()
    assert error.value.code == "pdf_refused"
    assert error.value.params["name"] == "gift.pdf"
    # Remembered by its content, whatever is asked and whatever it is called, and without asking the process.
    pid = client.process_id
    for ask in (
        lambda: client.render(ENDLESS_SHA, 0, 72),
        lambda: client.open(ENDLESS_SHA, lambda: ENDLESS),
        lambda: client.lines(ENDLESS, "et andet navn.pdf"),
    ):
        with pytest.raises(DocumentError) as error:
            ask()
        assert error.value.code == "pdf_refused"
    assert client.process_id == pid
    assert client.page_texts(papers.pages(1), "god.pdf")


def test_too_slow_a_file_is_stopped_and_the_second_time_refused() -> None:
    client = PdfClient(timeout=2.5)  # which a process that has just been started spends on loading, too
    try:
        client.open(ENDLESS_SHA, lambda: ENDLESS)
        pid = client.process_id
        started = time.monotonic()
        with pytest.raises(DocumentError) as error:
            client.render(ENDLESS_SHA, 0, 72)
        assert error.value.code == "pdf_timeout"
        assert time.monotonic() - started < 10
        assert pid is not None
        assert not psutil.pid_exists(pid)
        codes = []
        for _ in range(2):
            with pytest.raises(DocumentError) as error:
                client.render(ENDLESS_SHA, 0, 72)
            codes.append(error.value.code)
        assert codes == ["pdf_timeout", "pdf_refused"]
    finally:
        client.close()


def test_close_in_the_middle_of_a_request() -> None:
    client = PdfClient()
    client.open(ENDLESS_SHA, lambda: ENDLESS)
    pid = client.process_id
    assert pid is not None
    raised: list[BaseException] = []

    def ask() -> None:
        try:
            client.render(ENDLESS_SHA, 0, 72)
        except BaseException as error:  # noqa: BLE001 - whatever it is, the test looks at it
            raised.append(error)

    asking = threading.Thread(target=ask)
    asking.start()
    assert eventually(lambda: psutil.Process(pid).cpu_times().user > 0.3)
    started = time.monotonic()
    client.close()
    asking.join(5)
    assert not asking.is_alive()
    assert time.monotonic() - started < 3
    assert [type(error) for error in raised] == [Cancelled]
    assert not psutil.pid_exists(pid)


def test_close_while_the_process_is_starting() -> None:
    client = PdfClient()
    client.warm_up()
    client.close()
    assert client.process_id is None


def test_a_process_out_of_memory_ends_and_is_started_again(client: PdfClient) -> None:
    deaths: list[int] = []
    client.watch(lambda: deaths.append(1))
    data = papers.turned(0)
    client.open(sha_of(data), lambda: data)
    running = psutil.Process(client.process_id)
    # Less than it has: whatever it asks for now is refused. The page is larger than any reserve of its allocator.
    room = running.memory_info().vms // 2
    running.rlimit(psutil.RLIMIT_AS, (room, room))
    assert client.render(sha_of(data), 0, 900).width > 3900
    assert deaths == [1]


@pytest.mark.skipif(sys.platform != "linux", reason="reads the limits of another process")
def test_the_process_is_confined(client: PdfClient) -> None:
    client.page_texts(papers.pages(1), "x")
    running = psutil.Process(client.process_id)
    assert running.rlimit(psutil.RLIMIT_CORE) == (0, 0)
    assert running.rlimit(psutil.RLIMIT_FSIZE) == (0, 0)
    assert running.rlimit(psutil.RLIMIT_AS)[1] == 3 << 30
    assert running.rlimit(psutil.RLIMIT_NOFILE)[1] <= 64
    assert set(running.environ()) <= {"PYTHONPATH", "PYTHONUTF8", "LC_CTYPE"}
    listening = [c for c in running.net_connections() if c.status == psutil.CONN_LISTEN]
    assert listening == []


def test_no_secret_is_in_the_arguments_or_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOEDEKLAR_PASSPHRASE_FILE", "/some/where")
    assert "MOEDEKLAR_PASSPHRASE_FILE" not in process.environment()
    assert process.command()[-1] == "--pdf-process"


def test_a_frozen_program_starts_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert process.command() == [sys.executable, "--pdf-process"]
    assert "PYTHONPATH" not in process.environment()


@pytest.mark.parametrize(
    "command", [[sys.executable, "-c", "raise SystemExit(3)"], ["/nowhere/no-such-program"]], ids=["dies", "absent"]
)
def test_a_process_that_never_connects_is_reported_at_once(monkeypatch: pytest.MonkeyPatch, command: list[str]) -> None:
    monkeypatch.setattr(process, "command", lambda: command)
    client = PdfClient(start_timeout=20)
    started = time.monotonic()
    client.warm_up()
    with pytest.raises(DocumentError) as error:
        client.page_texts(papers.pages(1), "x")
    assert error.value.code == "pdf_process"
    assert time.monotonic() - started < 5
    client.close()


def test_a_process_that_hangs_at_the_start_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "command", lambda: [sys.executable, "-c", "import time; time.sleep(60)"])
    client = PdfClient(start_timeout=0.3)
    with pytest.raises(DocumentError) as error:
        client.page_texts(papers.pages(1), "x")
    assert error.value.code == "pdf_process"
    assert client.process_id is None
    client.close()


def test_a_stranger_who_connects_first_is_turned_away(monkeypatch: pytest.MonkeyPatch) -> None:
    stranger = (
        "import json, socket, subprocess, sys\n"
        "line = sys.stdin.readline()\n"
        "socket.create_connection(('127.0.0.1', json.loads(line)['port'])).sendall(b'x' * 32)\n"
        "real = subprocess.Popen([sys.executable, '-m', 'moedeklar', '--pdf-process'], stdin=subprocess.PIPE)\n"
        "real.communicate(line.encode())\n"
    )
    monkeypatch.setattr(process, "command", lambda: [sys.executable, "-c", stranger])
    client = PdfClient()
    assert client.page_texts(papers.pages(1), "x")
    client.close()


def test_requests_from_many_threads_are_answered_one_by_one(client: PdfClient) -> None:
    documents = [papers.pages(2, f"Bilag {n}") for n in range(4)]
    wrong: list[object] = []

    def ask(n: int) -> None:
        sha = sha_of(documents[n])
        client.open(sha, lambda: documents[n])
        for _ in range(10):
            if client.words(sha, 1)[1].text != str(n) or client.render(sha, 0, 30).width != 248:
                wrong.append(n)

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert wrong == []


PARENT = """
import sys, threading
from moedeklar.pdf.client import PdfClient
client = PdfClient(timeout={timeout})
data = bytes.fromhex(sys.stdin.read())
client.open("0" * 64, lambda: data)
print(client.process_id, flush=True)
client.render("0" * 64, 0, 72) if {drawing} else threading.Event().wait()
"""


@pytest.mark.parametrize("drawing", [False, True])
def test_the_process_ends_when_its_parent_is_killed(drawing: bool) -> None:
    code = PARENT.format(timeout=1.5 if drawing else 60, drawing=drawing)
    parent = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert parent.stdin is not None
    assert parent.stdout is not None
    parent.stdin.write((ENDLESS if drawing else papers.pages(1)).hex())
    parent.stdin.close()
    child = psutil.Process(int(parent.stdout.readline()))
    if drawing:
        assert eventually(lambda: child.cpu_times().user > 0.4)
    parent.kill()
    parent.wait()
    parent.stdout.close()
    # While pymupdf is in a loop no Python code runs; then the watchdog ends the process a little after its time limit.
    assert eventually(lambda: not child.is_running() or child.status() == psutil.STATUS_ZOMBIE, 8)
