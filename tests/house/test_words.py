"""Every word on screen is marked, translated into good Chinese, and shown in the language now set."""

from __future__ import annotations

import ast
import gettext
import io
import locale
import os
import re
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po
from hypothesis import given
from hypothesis import strategies as st

from reader.commands import registry, verbs  # noqa: F401 (verbs declares every command)
from reader.domain import words
from reader.domain.errors import ReaderError
from reader.domain.words import N_, _, compile_catalogue, ngettext, read_catalogue, set_language
from tests.house import catalogue
from tests.house.catalogue import CHINESE, PROGRAM, ROOT

Fault = tuple[int, str]
MAKING = PROGRAM / "domain" / "words.py"
"""Where `_`, `N_` and `ngettext` are made."""

# Calls whose string arguments a person reads. A bare string given to one of them is a fault.
SETTERS = {
    *("setText", "setToolTip", "setPlaceholderText", "setWindowTitle", "setAccessibleName", "setStatusTip"),
    *("setAccessibleDescription", "setWhatsThis", "setTitle", "setTabText", "setLabelText", "setPrefix", "setSuffix"),
    *("setHorizontalHeaderLabels", "setInformativeText", "setDetailedText", "setSpecialValueText", "showMessage"),
    *("addItem", "addItems", "addAction", "addMenu", "addTab", "addRow", "addButton"),
}
MAKERS = {
    *("QLabel", "QPushButton", "QAction", "QMenu", "QCheckBox", "QRadioButton", "QGroupBox", "QCommandLinkButton"),
    *("QListWidgetItem", "QTreeWidgetItem", "QTableWidgetItem", "QStandardItem", "QProgressDialog", "QMessageBox"),
    *("getOpenFileName", "getOpenFileNames", "getSaveFileName", "getExistingDirectory", "getText"),
}
UNTRANSLATED = re.compile(r"Pressmark|(Ctrl|Alt|Shift|Enter|Esc|Del|Tab|F\d\d?|[+ ]|\b\w\b)+|\(?(\*\.\w+[ ;]*)+\)?")
"""What is the same in every language: the program's name, names of keys, file patterns. Signs and digits too."""


# ---- reading the program's source ----------------------------------------------------------------


def calls(tree: ast.AST) -> Iterator[tuple[ast.Call, str]]:
    """Every call with the last name of what is called."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield node, node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def literal(node: ast.AST) -> str | None:
    """The string a literal stands for, else None."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def shown(node: ast.AST) -> Iterator[str]:
    """The bare strings that an expression may show: its own, not those of what it looks up or translates."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr(values=parts) | ast.BoolOp(values=parts) | ast.List(elts=parts) | ast.Tuple(elts=parts):
            for part in parts:
                yield from shown(part)
        case ast.FormattedValue(value=inner) | ast.Starred(value=inner):
            yield from shown(inner)
        case ast.IfExp(body=one, orelse=other) | ast.BinOp(left=one, right=other):
            yield from shown(one)
            yield from shown(other)
        case ast.Call(func=ast.Attribute(value=text, attr="format" | "strip" | "upper" | "capitalize" | "replace")):
            yield from shown(text)


def is_wording(text: str) -> bool:
    """Whether a string holds words that another language says differently."""
    return any(c.isalpha() for c in text) and not UNTRANSLATED.fullmatch(text.strip())


def is_stored(node: ast.AST) -> bool:
    """Whether an expression plainly gives an entry of the catalogue: a name, a look-up, or what N_ marked."""
    match node:
        case ast.Name() | ast.Attribute() | ast.Constant(value=""):
            return True
        case ast.Subscript(value=kept):
            return is_stored(kept)
        case ast.IfExp(body=one, orelse=other):
            return is_stored(one) and is_stored(other)
        case ast.BoolOp(values=parts):
            return all(is_stored(part) for part in parts)
        case ast.Call() if catalogue.mark_of(node) == "N_":
            return True
        case ast.Call(func=ast.Attribute(value=kept, attr="get"), args=[_key, *default]):
            return is_stored(kept) and all(is_stored(part) for part in default)
        case ast.Call(func=ast.Name(id="str"), args=[inner]):
            return is_stored(inner)
    return False


def marked_wrongly(tree: ast.AST) -> Iterator[Fault]:
    """Marks that no extraction can read, and templates whose places are not all filled."""
    for call, name in calls(tree):
        mark = catalogue.mark_of(call)
        if mark in {"N_", "ngettext"}:
            for node in call.args[: catalogue.MARKS[mark]]:
                if literal(node) is None:
                    yield call.lineno, f"{mark}() takes a literal, not {ast.unparse(node)}"
        elif mark == "_" and call.args and literal(call.args[0]) is None and not is_stored(call.args[0]):
            yield call.lineno, f"_() takes a literal or a stored entry, not {ast.unparse(call.args[0])}"
        elif name == "format" and isinstance(call.func, ast.Attribute) and all(k.arg for k in call.keywords):
            yield from _unfilled(call, call.func.value)


def _unfilled(call: ast.Call, template: ast.AST) -> Iterator[Fault]:
    for inner, _name in calls(template):
        text = literal(inner.args[0]) if catalogue.mark_of(inner) and inner.args else None
        wanted = {place.partition("!")[0] for place in catalogue.places_in(text or "") or ()}
        missing = wanted - {str(keyword.arg) for keyword in call.keywords}
        if missing:
            yield call.lineno, f"{text!r} is not given {', '.join(sorted(missing))}"


def shown_bare(tree: ast.AST) -> Iterator[Fault]:
    """Words given to Qt without a mark."""
    for call, name in calls(tree):
        if name in SETTERS | MAKERS:
            for node in [*call.args, *(k.value for k in call.keywords if k.arg in {"text", "title", "parent"})]:
                yield from (
                    (call.lineno, f"{name}() shows {text!r} without _()") for text in shown(node) if is_wording(text)
                )


def titled_bare(tree: ast.AST) -> Iterator[Fault]:
    """Command titles without a mark; also those given to a function that passes a `title` on."""
    givers = {"command", "declare"} | {
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and [a.arg for a in node.args.args][:2] == ["id", "title"]
    }
    for call, name in calls(tree):
        if name in givers:
            titles = call.args[1:2] + [k.value for k in call.keywords if k.arg == "title"]
            yield from ((call.lineno, f"the title {text!r} has no N_()") for node in titles for text in shown(node))


def raised_bare(tree: ast.AST, errors: frozenset[str]) -> Iterator[Fault]:
    """Errors for a person whose message or hint has no mark, is translated too early, or lacks a parameter."""
    for call, name in calls(tree):
        if name not in errors:
            continue
        told = call.args + [k.value for k in call.keywords if k.arg in {"message", "hint"}]
        for node in told:
            yield from ((call.lineno, f"{name} says {text!r} without N_()") for text in shown(node) if is_wording(text))
            if any(catalogue.mark_of(inner) in {"_", "ngettext"} for inner, _name in calls(node)):
                yield call.lineno, f"{name} is translated when raised: mark with N_()"
        if name in {"ReaderError", "UsageError", "QueryError"} and all(k.arg for k in call.keywords):
            for node in told:
                yield from _unfilled(call, node)


def error_names() -> frozenset[str]:
    """The names of ReaderError and of all that descends from it."""
    bases = {
        node.name: {getattr(b, "attr", getattr(b, "id", "")) for b in node.bases}
        for path in PROGRAM.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
    }
    found = {"ReaderError"}
    while more := {name for name, parents in bases.items() if parents & found} - found:
        found |= more
    return frozenset(found)


def everywhere(rule: Callable[[ast.AST], Iterator[Fault]], folder: Path = PROGRAM) -> list[str]:
    """What a rule finds in the program, each with its place."""
    return [
        f"{path.relative_to(ROOT).as_posix()}:{line}: {fault}"
        for path in sorted(folder.rglob("*.py"))
        if path != MAKING
        for line, fault in rule(ast.parse(path.read_text(encoding="utf-8")))
    ]


# ---- the program ---------------------------------------------------------------------------------


def test_every_string_has_a_good_translation() -> None:
    told = catalogue.faults(CHINESE)
    assert not told, "\n".join(["run `python -m tests.house.catalogue --update`, then translate:", *told])


def test_marks_are_given_literals_and_places_are_filled() -> None:
    assert not (told := everywhere(marked_wrongly)), "\n".join(told)


def test_the_window_shows_no_bare_words() -> None:
    assert not (told := everywhere(shown_bare, PROGRAM / "ui")), "\n".join(told)


def test_command_titles_are_marked() -> None:
    assert not (told := everywhere(titled_bare)), "\n".join(told)
    known = {words[0] for words in catalogue.said()}
    titles = {c.title for c in registry.every()} | set(registry.MENUS.values()) | set(registry.MODES.values())
    assert titles <= known


def test_errors_for_a_person_are_marked() -> None:
    errors = error_names()
    assert not (told := everywhere(lambda tree: raised_bare(tree, errors))), "\n".join(told)


# ---- the rules themselves ------------------------------------------------------------------------


def test_words_are_found_wherever_they_are_marked(tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    path.write_text(
        "_('one')\nx = f'{_(N_(\"two\"))} {words._(\"three\")}'\n_(TITLES['no'])\n_('')\n_('four '\n  'five')\n"
        "ngettext('{n} day', '{n} days', n)\nself._('no')\n"
    )
    found = [(1, ("one",)), (2, ("three",)), (2, ("two",)), (5, ("four five",)), (7, ("{n} day", "{n} days"))]
    assert sorted(catalogue.said_in(path)) == found


@pytest.mark.parametrize(
    ("source", "faulty"),
    [
        ("_('Tag')", False),
        ("_(title)", False),
        ("_(TITLES[kind])", False),
        ("_(TITLES.get(kind, kind))", False),
        ("_(N_('a') if x else N_('b'))", False),
        ("_('a' if x else 'b')", True),
        ("_(f'{n} tags')", True),
        ("_('{n} tags'.format(n=n))", True),
        ("_('a' + 'b' + c)", True),
        ("_('%d tags' % n)", True),
        ("N_(title)", True),
        ("ngettext(one, many, n)", True),
        ("_('{n} tags').format(n=3)", False),
        ("_('{n} tags').format(count=3)", True),
        ("_('{n} tags').format(**given)", False),
    ],
)
def test_a_wrong_mark_is_found(source: str, faulty: bool) -> None:
    assert bool(list(marked_wrongly(ast.parse(source)))) is faulty


@pytest.mark.parametrize(
    ("source", "faulty"),
    [
        ("label.setText(_('Tags'))", False),
        ("label.setText('Tags')", True),
        ("label.setText(f'{n} tags')", True),
        ("label.setText(f'{n} · {_(title)} ▾')", False),
        ("label.setText('Tags' if n else '')", True),
        ("label.setText(titles['tags'])", False),
        ("label.setText(words or '…')", False),
        ("QPushButton('→', self)", False),
        ("QLabel('Pressmark', self)", False),
        ("QAction(icon, 'Quit', self)", True),
        ("menu.addAction('Quit')", True),
        ("box.addItem('12 %')", False),
        ("button.setToolTip('Ctrl+K')", False),
        ("QFileDialog.getOpenFileName(self, _('Open'), folder, f'{_(kind)} (*.png *.tif)')", False),
        ("label.setText('标签')", True),
    ],
)
def test_bare_words_are_found(source: str, faulty: bool) -> None:
    assert bool(list(shown_bare(ast.parse(source)))) is faulty


@pytest.mark.parametrize(
    ("source", "faulty"),
    [
        ("command('tag.add', N_('Tag article'), keys='t')", False),
        ("command('tag.add', 'Tag article', keys='t')", True),
        ("declare('tag.add', title='Tag article')", True),
        ("def _window(id, title): ...\n_window('a.b', 'Quit')", True),
        ("raise ReaderError(N_('{path} is empty.'), path=p)", False),
        ("raise ReaderError(N_('{path} is empty.'), file=p)", True),
        ("raise ReaderError(N_('No.'), 'Try again.')", True),
        ("raise ReaderError(f'{path} is empty.')", True),
        ("raise ReaderError(_('No.'))", True),
        ("raise ReaderError(message, hint=hint, kind='PDF')", False),
    ],
)
def test_bare_titles_and_errors_are_found(source: str, faulty: bool) -> None:
    tree = ast.parse(source)
    assert bool([*titled_bare(tree), *raised_bare(tree, frozenset({"ReaderError"}))]) is faulty


_PO = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'


@pytest.mark.parametrize(
    ("said", "translated", "fault"),
    [
        ("{count} tags", "{count} 个标签", ""),
        ("{count} tags", "{number} 个标签", "other {places}"),
        ("{count} tags", "{count 个标签", "other {places}"),
        ("Open…", "打开", "ending"),
        ("Open…", "打开...", "three full stops"),
        ("Name:", "名称：", ""),
        ("Name:", "名称", "ending"),
        ("&File", "文件(&F)", ""),
        ("&File", "文件", "mnemonic"),
        ("Wait, please.", "请稍候,马上就好。", "half-width"),
        ("Wait, please.", "请稍候，马上就好。", ""),
        ("Wait.", "请稍候.", "half-width"),
        ("context (KWIC)", "上下文 (KWIC)", ""),
        ("printed (uncorrected)", "印本(校正前)", "half-width"),
        ("in: speaks of all", "in: 说的是全部", ""),
        ("Tag", "", "no translation"),
        ("Tag", None, "no translation"),
    ],
)
def test_a_poor_translation_is_found(
    said: str, translated: str | None, fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogue, "ROOT", tmp_path)
    monkeypatch.setattr(catalogue, "said", lambda: {(said,): (catalogue.Place("reader/a.py", 3),)})
    path = tmp_path / "zh_CN.po"
    path.write_text(_PO + (f'msgid "{said}"\nmsgstr "{translated}"\n' if translated is not None else ""), "utf-8")
    told = catalogue.faults(path)
    assert not told if not fault else any(fault in line and "reader/a.py:3" in line for line in told), told


def test_fuzzy_and_unsaid_entries_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "ROOT", tmp_path)
    monkeypatch.setattr(catalogue, "said", lambda: {("Tag",): (catalogue.Place("reader/a.py", 3),)})
    path = tmp_path / "zh_CN.po"
    path.write_text(
        _PO + '#, fuzzy\nmsgid "Tag"\nmsgstr "标签"\n\nmsgid "Old"\nmsgstr "旧"\n\n#~ msgid "x"\n#~ msgstr "y"\n'
    )
    told = "\n".join(catalogue.faults(path))
    assert "marked fuzzy" in told and "nobody says 'Old'" in told and "obsolete" in told


def test_an_update_keeps_translations_and_drops_what_is_not_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = (catalogue.Place("reader/a.py", 3), catalogue.Place("reader/a.py", 9), catalogue.Place("reader/b.py", 1))
    monkeypatch.setattr(catalogue, "said", lambda: {("Tag",): places, ("{n} day", "{n} days"): places[:1]})
    path = tmp_path / "zh_CN.po"
    path.write_text(_PO + 'msgid "Tag"\nmsgstr "标签"\n\nmsgid "Old"\nmsgstr "旧"\n', encoding="utf-8")
    left, dropped = catalogue.update(path)
    assert left == [("{n} day", "{n} days")] and list(dropped) == [("Old",)]
    text = path.read_text(encoding="utf-8")
    assert text.endswith(
        '\n\n#: reader/a.py reader/b.py\nmsgid "Tag"\nmsgstr "标签"\n'
        '\n#: reader/a.py\nmsgid "{n} day"\nmsgid_plural "{n} days"\nmsgstr[0] ""\n'
    )
    catalogue.update(path)
    assert path.read_text(encoding="utf-8") == text


# ---- at run time ---------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    before = words.language()
    yield
    set_language(before)


def test_the_language_changes_while_running() -> None:
    error = ReaderError(N_("{path} is empty."), N_("Nothing was imported from it."), path="a.md")
    set_language("en")
    assert (_("Library"), registry.find("history.undo").name) == ("Library", "Undo")
    assert str(error) == "a.md is empty. Nothing was imported from it."
    set_language("zh_CN")
    assert (_("Library"), _("Highlights"), registry.find("history.undo").name) == ("文库", "高亮", "撤销")
    assert "a.md" in error.message and "empty" not in str(error)
    set_language("en")
    assert _("Library") == "Library"


@pytest.mark.parametrize("code", ["zh", "zh-CN", "zh_CN", "ZH-cn"])
def test_chinese_goes_by_several_names(code: str) -> None:
    set_language(code)
    assert words.language() == "zh_CN" and _("Tags") == "标签"


def test_what_is_counted_has_its_forms() -> None:
    set_language("en")
    english = [ngettext("{count} article", "{count} articles", n).format(count=n) for n in (0, 1, 2)]
    assert english == ["0 articles", "1 article", "2 articles"]
    set_language("zh_CN")
    chinese = [ngettext("{count} article", "{count} articles", n).format(count=n) for n in (0, 1, 2)]
    assert chinese == ["0 篇", "1 篇", "2 篇"]


def test_nothing_is_asked_of_the_system_s_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_named: object) -> None:
        raise AssertionError("the locale was asked")

    for module, names in ((gettext, ("find", "translation")), (locale, ("setlocale", "getlocale", "getencoding"))):
        for name in names:
            monkeypatch.setattr(module, name, refuse)
    set_language("zh_CN")
    assert _("Library") == "文库"


def test_chinese_is_there_in_the_c_locale_without_utf_8_mode() -> None:
    code = "from reader.domain.words import _, set_language; set_language('zh_CN'); print(ascii(_('Library')))"
    variables = {**os.environ, "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-X", "utf8=0", "-c", code], env=variables, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == ascii("文库")


# Control characters, line separators and surrogates have no place in words on screen.
_letters = st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")) | st.sampled_from('\n\t"\\{}…，')
_words = st.text(_letters, min_size=1, max_size=40)
_entries = st.dictionaries(st.tuples(_words) | st.tuples(_words, _words), _words, max_size=12)


def _as_gettext(entries: dict[catalogue.Key, str]) -> gettext.GNUTranslations:
    header = "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=1; plural=0;\n"
    return gettext.GNUTranslations(
        io.BytesIO(compile_catalogue({"": header, **{"\0".join(k): v for k, v in entries.items()}}))
    )


def _distinct(entries: dict[catalogue.Key, str]) -> dict[catalogue.Key, str]:
    """One entry a msgid: a catalogue cannot hold one with and one without a plural."""
    return dict({k[0]: (k, f) for k, f in entries.items()}.values())


@given(_entries)
def test_what_is_compiled_is_what_gettext_reads(entries: dict[catalogue.Key, str]) -> None:
    entries = _distinct(entries)
    compiled = _as_gettext(entries)
    for key, form in entries.items():
        assert (compiled.gettext(key[0]) if len(key) == 1 else compiled.ngettext(key[0], key[1], 7)) == form


@given(_entries, st.sampled_from([0, 20, 76]))
def test_a_catalogue_is_read_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory, entries: dict[catalogue.Key, str], width: int
) -> None:
    entries = _distinct(entries)
    made = Catalog(locale="zh_CN")
    for key, form in entries.items():
        made.add(key[0] if len(key) == 1 else key, form if len(key) == 1 else (form,), locations=[("a.py", 1)])
    path = tmp_path_factory.getbasetemp() / "written.po"
    with path.open("wb") as file:
        write_po(file, made, width=width)
    held = read_catalogue(path)
    assert "charset=utf-8" in held.pop("").lower()
    assert held == {"\0".join(key): form for key, form in entries.items()}


def test_the_catalogue_reads_alike_to_babel_and_to_the_program() -> None:
    held = read_catalogue(CHINESE)
    assert "nplurals=1" in held.pop("")
    entries = {k: t.forms for k, t in catalogue.translations(CHINESE).items() if any(t.forms) and not t.fuzzy}
    assert held == {"\0".join(key): "\0".join(forms) for key, forms in entries.items()}
    assert all(unicodedata.is_normalized("NFC", form) for form in held.values())
