"""What a target names, and which item a note on a page belongs to."""

from __future__ import annotations

import pytest

from moedeklar.model.errors import DocumentError, NotFound
from moedeklar.pdf.types import Word
from moedeklar.ui.navigation import Screen, Target
from moedeklar.ui.pages.session import Begins, OpenFile, find
from tests.fakes.pages import ITEM, PagesWorkspace
from tests.pdf import papers

AGENDA = OpenFile(
    "x", "t", "t", begins=(Begins("a", 0, "Dagsorden"), Begins("b", 2, "Budget"), Begins("c", 2, "Andet"))
)


def words(text: str) -> list[Word]:
    return [Word(0, 0, 1, 1, word) for word in text.split()]


PAGE = "slutningen af det første Punkt 2: Budget for året forslaget er Punkt 3: Andet og mere"


@pytest.mark.parametrize(
    ("page", "marked", "home"),
    [
        (0, "Dagsorden", "a"),
        (1, "slutningen", "a"),
        (2, "slutningen", "a"),
        (2, "første", "a"),
        (2, "Punkt", "b"),
        (2, "Budget", "b"),
        (2, "forslaget", "b"),
        (2, "Andet", "c"),
        (2, "mere", "c"),
        (5, "slutningen", "c"),
    ],
)
def test_a_note_on_an_agenda_belongs_to_the_item_printed_there(page: int, marked: str, home: str) -> None:
    there = words("Dagsorden" if page == 0 else PAGE)
    assert AGENDA.home(page, there, [word.text for word in there].index(marked)) == home


def test_a_file_of_nothing_has_no_home() -> None:
    assert OpenFile("x", "t", "t").home(0, (), 0) is None


def test_a_document_of_a_meeting(workspace: PagesWorkspace) -> None:
    document = workspace.add_document(papers.pages(1), "2027-02-09/dagsorden.pdf")
    file = find(workspace.meetings, Target(Screen.PAGES, meeting="bi", item=ITEM, document=document.id))
    assert (file.title, file.sha256, file.meeting_id) == ("dagsorden.pdf", document.sha256, "bi")
    assert file.item is not None
    assert file.home(0, (), 0) == ITEM


def test_an_attachment_knows_its_neighbours_that_are_here(workspace: PagesWorkspace) -> None:
    first = workspace.add_attachment(papers.pages(1), "A")
    workspace.add_missing("B")
    second = workspace.add_attachment(papers.pages(2), "C")
    file = find(workspace.meetings, Target(Screen.PAGES, item=ITEM, attachment=second.id))
    assert file.previous is not None
    assert (file.previous.attachment, file.previous.title, file.previous.item) == (first.id, "A", ITEM)
    assert file.next is None
    assert file.home(7, (), 0) == ITEM
    assert file.meeting_id == "bi"


def test_an_item_that_is_gone_leaves_the_file_readable(workspace: PagesWorkspace) -> None:
    view = workspace.add_attachment(papers.pages(1), "A")
    file = find(workspace.meetings, Target(Screen.PAGES, item="bi-99", attachment=view.id))
    assert file.item is None
    assert file.sha256 == view.sha256


def test_what_is_not_there_is_said(workspace: PagesWorkspace) -> None:
    missing = workspace.add_missing("B")
    with pytest.raises(DocumentError) as error:
        find(workspace.meetings, Target(Screen.PAGES, item=ITEM, attachment=missing.id))
    assert error.value.code == "not_in_source"
    with pytest.raises(NotFound):
        find(workspace.meetings, Target(Screen.PAGES))
