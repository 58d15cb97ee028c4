"""Qt's own words (the buttons of its dialogs, the menus of its fields) in the language that the window speaks."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from moedeklar.resources import resource_path
from moedeklar.wording.language import set_language


class QtLanguage:
    """Keeps the translators installed that fit: Qt's own, and over it what that one lacks or says badly. UI thread.

    Both are files that Qt reads by itself. A translator written in Python would be called under a lock of Qt's from
    any thread that makes an object, and wait there for an interpreter that waits for the lock.
    """

    def __init__(self) -> None:
        self._translators: list[QTranslator] = []

    def speak(self, language: str) -> str:
        """Speak *language* ("da", "en", or "" for the system's), Qt's own words included; returns which it became."""
        spoken = set_language(language)
        app = QCoreApplication.instance()
        if app is None:
            return spoken
        self.fall_silent()
        QLocale.setDefault(QLocale(QLocale.Language.Danish if spoken == "da" else QLocale.Language.English))
        shipped = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if spoken != "en":
            self._install(app, f"qtbase_{spoken}", shipped)
        self._install(app, f"qt_{spoken}", str(resource_path("translations")))
        return spoken

    def _install(self, app: QCoreApplication, name: str, folder: str) -> None:
        translator = QTranslator()
        if translator.load(name, folder):
            app.installTranslator(translator)
            self._translators.append(translator)

    def fall_silent(self) -> None:
        """Take the translators away again. At the end of a window, so that it speaks for no other."""
        app = QCoreApplication.instance()
        for translator in self._translators:
            if app is not None:
                app.removeTranslator(translator)
        self._translators.clear()
