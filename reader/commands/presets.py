"""Export presets: a format and its options under a name, kept with a person's settings for window and command line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from reader.commands.exporting import options_from
from reader.commands.settings import Settings
from reader.domain.errors import ReaderError
from reader.domain.words import N_
from reader.exports.selection import Options

_SETTING = "export.presets"
LONGEST_NAME = 80


@dataclass(frozen=True)
class Preset:
    """A name a person gave, a format's name, and the options."""

    name: str
    format: str
    options: Options


def presets(settings: Settings) -> list[Preset]:
    """All presets in the order in which they were made; one that cannot be read is passed over, not deleted."""
    kept = settings.get(_SETTING, {})
    found = []
    for name, said in (kept if isinstance(kept, dict) else {}).items():
        preset = _read(name, said)
        if preset is not None:
            found.append(preset)
    return found


def _read(name: str, said: Any) -> Preset | None:
    if not isinstance(said, Mapping) or not isinstance(said.get("options", {}), Mapping):
        return None
    try:
        return Preset(name, str(said.get("format", "")), options_from(said.get("options", {})))
    except ReaderError:
        return None


def find_preset(settings: Settings, name: str) -> Preset:
    """The preset called `name`. Raises ReaderError where there is none."""
    for preset in presets(settings):
        if preset.name == name:
            return preset
    raise ReaderError(
        N_("There is no export preset “{name}”."),
        N_("`pressmark presets` lists them; the export dialog and `pressmark presets save` make them."),
        name=name,
    )


def save_preset(settings: Settings, preset: Preset) -> None:
    """Keep a preset, in the place of one of the same name. Raises ReaderError for an empty or overlong name."""
    name = " ".join(preset.name.split())
    if not name or len(name) > LONGEST_NAME:
        raise ReaderError(
            N_("A preset needs a name of 1 to {most} characters."), N_("Choose another name."), most=LONGEST_NAME
        )
    kept = _kept(settings)
    kept[name] = {"format": preset.format, "options": asdict(preset.options)}
    settings.set(_SETTING, kept)


def remove_preset(settings: Settings, name: str) -> None:
    """Forget a preset. Raises ReaderError where there is none."""
    find_preset(settings, name)
    kept = _kept(settings)
    del kept[name]
    settings.set(_SETTING, kept)


def _kept(settings: Settings) -> dict[str, Any]:
    kept = settings.get(_SETTING, {})
    return dict(kept) if isinstance(kept, dict) else {}
