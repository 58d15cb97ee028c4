"""A clean Debian in a folder, in which a package is installed, used as an ordinary user, and removed."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from project import BUILD, BuildError, run, say

SUITE = "bookworm"
MIRROR = "http://deb.debian.org/debian"
MEMBER = "medlem"
# Where a system keeps its own state: what changes there says nothing of the program.
STATE = ("dev", "home", "proc", "root", "run", "sys", "tmp", "var/cache", "var/lib", "var/log", "var/tmp")


class Chroot:
    """A copy of a fresh minimal Debian. Root alone can make one. Nothing of this process's environment gets in."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._apart = ["unshare", "--fork", "--pid", "--mount", f"--mount-proc={folder}/proc"]
        if subprocess.run(["unshare", "--mount", "true"], capture_output=True, check=False).returncode:
            # Inside of another chroot nothing can be mounted that would not also be seen outside: then without /proc.
            self._apart = self._apart[:3]

    @classmethod
    def fresh(cls) -> Chroot:
        """A new one, copied from what debootstrap once made (kept below build/)."""
        base, folder = BUILD / f"debian-{SUITE}", BUILD / "chroot"
        if not (base / ".whole").exists():
            say(f"Making a minimal Debian {SUITE} with debootstrap")
            shutil.rmtree(base, ignore_errors=True)
            run(["debootstrap", "--variant=minbase", SUITE, base, MIRROR])
            (base / ".whole").touch()
        shutil.rmtree(folder, ignore_errors=True)
        run(["cp", "-a", base, folder])
        for name in ("resolv.conf", "hosts"):
            shutil.copy(f"/etc/{name}", folder / "etc" / name)
        made = cls(folder)
        made.keep_downloads()
        made.root("useradd", "--create-home", MEMBER)
        made.root("apt-get", "update", "-qq")
        return made

    def keep_downloads(self, *, back: bool = False) -> None:
        """Bring what apt has fetched before, or take *back* what it fetched now: a second run fetches nothing."""
        kept, archives = BUILD / "apt", self.folder / "var" / "cache" / "apt" / "archives"
        source, target = (archives, kept) if back else (kept, archives)
        target.mkdir(parents=True, exist_ok=True)
        for package in source.glob("*.deb") if source.is_dir() else ():
            if not package.name.startswith("moedeklar") and not (target / package.name).exists():
                shutil.copy2(package, target)

    def root(self, *command: str) -> str:
        """What *command* printed, run as root inside. Raises BuildError where it fails."""
        return run(self._inside("root", "/root", command))

    def member(
        self, *command: str, status: int = 0, environment: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """*command* as the ordinary user, with nothing in its environment but a home and what is given."""
        done = subprocess.run(
            self._inside(MEMBER, f"/home/{MEMBER}", command, environment), capture_output=True, text=True,
            timeout=300, check=False, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        if done.returncode != status:
            raise BuildError(
                f"{' '.join(command)}: exit status {done.returncode}\n{(done.stdout + done.stderr)[-2500:]}"
            )
        return done

    def install(self, package: Path) -> None:
        """Let apt install *package* with what it depends on, and no more than that."""
        shutil.copy(package, self.folder / "tmp")
        inside = f"/tmp/{package.name}"  # noqa: S108 (of the chroot)
        self.root("apt-get", "install", "-y", "-qq", "--no-install-recommends", inside)
        self.keep_downloads(back=True)

    def files(self) -> set[str]:
        """Every file and folder outside of the system's own state, with the state of what is a file."""
        found = set()
        for place, folders, names in os.walk(self.folder):
            inside = Path(place).relative_to(self.folder)
            folders[:] = [name for name in folders if (inside / name).as_posix() not in STATE]
            for name in names:
                path = Path(place, name)
                found.add(f"{inside}/{name} {path.lstat().st_size} {path.lstat().st_mtime_ns}")
            found.update(f"{inside}/{name}/" for name in folders)
        return found

    def _inside(
        self, user: str, home: str, command: Sequence[str], environment: Mapping[str, str] | None = None
    ) -> list[str]:
        variables = {
            "HOME": home, "LANG": "C.UTF-8", "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
            "DEBIAN_FRONTEND": "noninteractive", **(environment or {}),
        }  # fmt: skip
        return [
            *self._apart, "chroot", f"--userspec={user}", str(self.folder),
            "env", "-i", f"--chdir={home}", *(f"{name}={value}" for name, value in variables.items()), *command,
        ]  # fmt: skip
