"""The page publishes to object storage that is spoken to over HTTP, with the secrets that were typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from moedeklar.secretary.publishing.targets.objects import ObjectTarget
from tests.support.object_storage import s3
from tests.ui.publishing.conftest import URL, Hands

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def test_a_feed_in_object_storage(hands: Hands, tmp_path: Path) -> None:
    with s3(tmp_path / "server") as storage:
        form = hands.page.form
        form.kind.setCurrentIndex(form.kind.findData("s3"))
        asked = {form.folder: str(hands.folder), form.place: storage.url, form.url: URL, form.name: "Nordlund Kommune"}
        asked |= {form.storage.fields[key]: storage.options[key] for key in ("endpoint", "region", "access_key_id")}
        for field, text in (asked | {form.storage.fields["secret_access_key"]: "y"}).items():
            field.edit.setText(text)
        form.storage.more.edit.setText("allow_http=true virtual_hosted_style_request=false")
        form.save.click()
        hands.settled()
        hands.qtbot.waitUntil(hands.page.card.isVisible)
        hands.look()
        hands.publish()
        assert hands.said == ""
        assert hands.page.done.isVisible()
        target = ObjectTarget(storage.url, storage.options)
        assert target.read("system.json") is not None
        assert len([name for name in target.listed() if name.startswith("files/")]) == 35
    hands.body.write_meeting(hands.folder, 0, 1, changed=1)
    hands.look()
    hands.publish()
    assert storage.url in hands.said, "the storage is gone"
    assert "kan ikke nås" in hands.said
