"""Qt's own words (the buttons of its dialogs, the menus of its fields) in the language that the window speaks."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from moedeklar.wording.language import _, set_language


class MissingWords(QTranslator):
    """Words of Qt's own file dialog that its Danish lacks, or that do not fit: "Look in" when a file is saved."""

    def translate(
        self,
        context: str,
        sourceText: str,  # noqa: N803 (Qt's name)
        disambiguation: str | None = None,  # noqa: ARG002
        n: int = -1,  # noqa: ARG002
    ) -> str:
        """The words, or None where Qt's are good: it then asks the next translator. UI thread."""
        said = {
            ("QFileDialog", "&Look in:"): lambda: _("&Location:"),
            ("QFileDialog", "Look in:"): lambda: _("Location:"),
            ("QFileDialog", "Files of &type:"): lambda: _("File &type:"),
            ("QFileDialog", "Files of type:"): lambda: _("File type:"),
            ("QFileDialog", "&File name:"): lambda: _("&File name:"),
            ("QAbstractFileIconProvider", "Folder"): lambda: _("Folder"),
            ("QAbstractFileIconProvider", "Drive"): lambda: _("Drive"),
        }.get((context, sourceText))
        return said() if said is not None else None  # type: ignore[return-value]  # Qt's null string

    def isEmpty(self) -> bool:  # noqa: N802 (Qt's name)
        """An empty translator would not be installed."""
        return False


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
        self._install(app, MissingWords())
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
