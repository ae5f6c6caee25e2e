"""Where things lie: what comes with the program, and a person's own folders.

A person's folders follow the platform's custom (on Linux the XDG base directories and their variables).
Asking for a folder does not make it; whoever writes there first does.
"""

from __future__ import annotations

from pathlib import Path

import platformdirs

_PACKAGE = Path(__file__).resolve().parents[1]
_NAME = "pressmark"
_SUFFIX = ".pressmark"


def _shipped(folder: str) -> Path:
    """A folder that comes with the program: inside the package when installed, beside it in a checkout."""
    installed = _PACKAGE / folder
    return installed if installed.is_dir() else _PACKAGE.parent / folder


def resource(name: str) -> Path:
    """The file or folder `name` (`/` between parts) among the icons, themes and translations shipped."""
    return _shipped("resources") / name


def sample_issues() -> Path:
    """The folder of sample newspaper issues that come along."""
    return _shipped("issues")


def data_folder() -> Path:
    """Folder of what cannot be made again: the libraries, where a person chose no other place."""
    return Path(platformdirs.user_data_dir(_NAME, appauthor=False))


def config_folder() -> Path:
    """Folder of settings: keys, theme, language, recent libraries."""
    return Path(platformdirs.user_config_dir(_NAME, appauthor=False, roaming=True))


def cache_folder() -> Path:
    """Folder of what may be deleted at any time, such as the search index of a library on read-only media."""
    return Path(platformdirs.user_cache_dir(_NAME, appauthor=False))


def log_folder() -> Path:
    """Folder of the program's own log."""
    return Path(platformdirs.user_log_dir(_NAME, appauthor=False))


def backup_folder() -> Path:
    """Folder of verified backups made by the program itself."""
    return data_folder() / "backups"


def default_library() -> Path:
    """The library that opens when a person names none."""
    return data_folder() / f"My library{_SUFFIX}"


def sample_library() -> Path:
    """The library of the sample issues, never mixed with a person's own material."""
    return data_folder() / f"Sample library{_SUFFIX}"
