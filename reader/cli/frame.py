"""The frame of the command line: global options, one session a call, JSON or text out."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from reader import __version__
from reader.commands.opening import open_session
from reader.commands.session import Session
from reader.domain.places import default_library, sample_library
from reader.domain.words import N_, set_language, system_language

Verb = TypeVar("Verb", bound=Callable[..., Any])


class State:
    """What the global options say, given before or after the subcommand."""

    def __init__(self) -> None:
        self.library: str | None = None
        self.json = False
        self.sample = False
        self.language: str | None = None
        self._session: Session | None = None

    def path(self) -> Path:
        """The library asked for, else the sample or the default one."""
        if self.library:
            return Path(self.library).expanduser()
        return sample_library() if self.sample else default_library()

    def session(self, *, create: bool = False) -> Session:
        """The session on that library, opened once."""
        if self._session is None:
            make = create or not self.library
            self._session = open_session(self.path(), create=make)
        return self._session

    def leave(self) -> None:
        """Close what was opened, so that a window can open it."""
        if self._session is not None:
            self._session.close()
            self._session = None

    def show(self, document: Any, text: str) -> None:
        """Print the document as JSON where that is asked for, else the text."""
        click.echo(json.dumps(document, ensure_ascii=False) if self.json else text, nl=bool(self.json or text))


def global_options(verb: Verb) -> Verb:
    """`--library`, `--json` and `--language`, on the group and on each subcommand."""

    def keep(name: str) -> Callable[[click.Context, click.Parameter, Any], None]:
        def store(context: click.Context, _parameter: click.Parameter, value: Any) -> None:
            if value:
                setattr(context.ensure_object(State), name, value)

        return store

    options: dict[str, dict[str, Any]] = {
        "--library": {"metavar": "FILE", "envvar": "PRESSMARK_LIBRARY", "help": N_("The library to use.")},
        "--json": {"is_flag": True, "help": N_("Print one JSON document.")},
        "--interface-language": {"metavar": "L", "help": N_("The language of what is printed: en or zh_CN.")},
    }
    for name, told in options.items():
        attribute = {"--interface-language": "language"}.get(name, name[2:])
        option = click.option(name, expose_value=False, callback=keep(attribute), **told)
        verb = option(verb)
    return verb


@click.group(invoke_without_command=True)
@global_options
@click.option("--sample", is_flag=True, help=N_("Use the sample library."))
@click.version_option(__version__)
@click.pass_context
def cli(context: click.Context, sample: bool) -> None:
    """Pressmark: newspaper issues read, marked and found again, offline."""
    state = context.ensure_object(State)
    state.sample = sample
    context.call_on_close(state.leave)
    set_language(state.language or system_language())
    if context.invoked_subcommand is None:
        context.invoke(cli.commands["open"], files=())


def subcommand(name: str, group: click.Group = cli) -> Callable[[Verb], Verb]:
    """A subcommand that gets the State first and takes the global options too."""

    def register(verb: Verb) -> Verb:
        @functools.wraps(verb)
        def with_state(*args: Any, **kwargs: Any) -> Any:
            state = click.get_current_context().find_object(State)
            assert state is not None
            if state.language:
                set_language(state.language)
            return verb(state, *args, **kwargs)

        params = getattr(verb, "__click_params__", [])
        with_state.__click_params__ = params  # type: ignore[attr-defined]
        group.command(name)(global_options(with_state))
        return verb

    return register
