"""A municipal body of any size on disk: committees that meet each month, a folder a meeting with agenda and `bilag`."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

COMMITTEES = ("Havneudvalget", "Skoleudvalget", "Landsbyudvalget", "Klimaudvalget", "Fritidsudvalget")
SUBJECTS = ("Nyt tag på skolen", "Uddybning af havnen", "Cykelsti til stationen", "Lys i parken", "Leje af halgulv")
WORDS = ("kajen", "klubben", "vejen", "skolen", "broen", "parken", "pladsen", "hallen", "stien", "mosen")


@dataclass(frozen=True)
class Body:
    """How large: meetings of each committee begin in *year* and come each month; *files* attachments a meeting."""

    committees: int = 3
    months: int = 120
    items: int = 10
    files: int = 27
    year: int = 2017

    @property
    def meetings(self) -> int:
        return self.committees * self.months

    def write(self, root: Path) -> None:
        """Write the whole body below *root*."""
        for committee in range(self.committees):
            for month in range(self.months):
                self.write_meeting(root, committee, month)

    def folder(self, root: Path, committee: int, month: int) -> Path:
        return root / f"{COMMITTEES[committee]} {self.day(committee, month).isoformat()}"

    def day(self, committee: int, month: int) -> date:
        return date(self.year + month // 12, month % 12 + 1, 3 + 7 * committee)

    def write_meeting(self, root: Path, committee: int, month: int, *, changed: int = 0, closed: int = 0) -> Path:
        """One meeting: the agenda's path. *changed* items say something else; the last *closed* ones are closed."""
        folder = self.folder(root, committee, month)
        attached = folder / "bilag"
        attached.mkdir(parents=True, exist_ok=True)
        day = self.day(committee, month)
        lines = ["Nordlund Kommune", COMMITTEES[committee], "Dagsorden"]
        lines += [f"{day.day:02}-{day.month:02}-{day.year} kl. 16:00", "Mødested: Rådhuset, lokale 2", ""]
        for item in range(self.items):
            lines += self._item(committee, month, item, attached, new=item < changed, shut=item >= self.items - closed)
        path = folder / "dagsorden.txt"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    def _item(self, committee: int, month: int, item: int, attached: Path, *, new: bool, shut: bool) -> list[str]:
        seed = hashlib.sha256(f"{committee}/{month}/{item}".encode()).digest()
        subject = SUBJECTS[seed[0] % len(SUBJECTS)]
        place = WORDS[seed[1] % len(WORDS)]
        if shut:
            return [f"{item + 1}. Lukket: Køb af grund ved {place}", ""]
        seen = ", ".join(f"{WORDS[byte % len(WORDS)]} med {byte + 2} brugere" for byte in seed[2:20])
        said = f"Forvaltningen har gennemgået {seen}, og ingen af dem kan undværes."
        lines = [
            f"{item + 1}. {subject} ved {place}",
            f"Sagsnr.: {self.year % 100}/{committee}{month:03}{item:02}",
            "",
            "Indstilling",
            "Forvaltningen indstiller,",
            f"1. at der afsættes {1000 + seed[3]}.000 kr. til {place}.",
            "",
            "Sagsfremstilling",
            said + (" Prisen er steget siden sidste behandling." if new else ""),
            "",
        ]
        titles = [f"Notat {n} om {place} punkt {item + 1}" for n in range(item, self.files, self.items)]
        for title in titles:
            path = attached / f"{title}.pdf"
            if not path.exists():
                path.write_bytes(b"%PDF-1.4\n" + hashlib.sha256(str(path.name).encode() + seed).digest() * 60)
        return [*lines, "Bilag:", *titles, ""] if titles else lines
