"""The language of the interface: our catalogue, and Qt's own words for its dialogs."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from reader.domain import words

_translators: list[QTranslator] = []


def speak(code: str) -> None:
    """Switch every later word to `code` (`en`, `zh_CN`), Qt's dialogs and number formats included."""
    words.set_language(code)
    application = QCoreApplication.instance()
    while application is not None and _translators:
        application.removeTranslator(_translators.pop())
    QLocale.setDefault(QLocale(words.language()))
    if application is None or words.language() == "en":
        return
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    translator = QTranslator(application)
    if translator.load(f"qtbase_{words.language()}", folder):
        application.installTranslator(translator)
        _translators.append(translator)
