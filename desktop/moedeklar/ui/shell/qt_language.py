"""Qt's own words (the buttons of its dialogs, the menus of its fields) in the language that the window speaks."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from moedeklar.wording.language import set_language


class QtLanguage:
    """Keeps the translator installed that fits. UI thread."""

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
        if spoken != "en":
            translator = QTranslator()
            folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
            if translator.load(f"qtbase_{spoken}", folder):
                self._install(app, translator)
        return spoken

    def _install(self, app: QCoreApplication, translator: QTranslator) -> None:
        app.installTranslator(translator)
        self._translators.append(translator)

    def fall_silent(self) -> None:
        """Take the translators away again. At the end of a window, so that it speaks for no other."""
        app = QCoreApplication.instance()
        for translator in self._translators:
            if app is not None:
                app.removeTranslator(translator)
        self._translators.clear()
