"""What the operating system must bring beside Python packages, and the command that installs it.

Standard library only: `dev.py` reads this file before anything is installed, `pressmark doctor` after. Only
Linux needs anything; Windows and macOS come with what Qt and Chinese text want. Debian's package names were
tried; those of Fedora, Arch and openSUSE were not.
"""

from __future__ import annotations

import ctypes
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple


class Need(NamedTuple):
    """A shared library, program or font, and the package (or several, blanks between) that brings it in each family of systems."""

    name: str
    debian: str
    fedora: str
    arch: str
    suse: str


# Without these PySide6 cannot be imported.
QT_LIBRARIES = (
    Need("libGL.so.1", "libgl1", "libglvnd-glx", "libglvnd", "Mesa-libGL1"),
    Need("libEGL.so.1", "libegl1", "libglvnd-egl", "libglvnd", "Mesa-libEGL1"),
    Need("libfontconfig.so.1", "libfontconfig1", "fontconfig", "fontconfig", "libfontconfig1"),
    Need("libdbus-1.so.3", "libdbus-1-3", "dbus-libs", "dbus", "libdbus-1-3"),
    Need("libxkbcommon.so.0", "libxkbcommon0", "libxkbcommon", "libxkbcommon", "libxkbcommon0"),
    Need("libglib-2.0.so.0", "libglib2.0-0", "glib2", "glib2", "libglib-2_0-0"),
)
# Without these no window opens under X11 or Wayland.
WINDOW_LIBRARIES = (
    Need("libxcb-cursor.so.0", "libxcb-cursor0", "xcb-util-cursor", "xcb-util-cursor", "libxcb-cursor0"),
    Need("libxcb-icccm.so.4", "libxcb-icccm4", "xcb-util-wm", "xcb-util-wm", "libxcb-icccm4"),
    Need("libxcb-image.so.0", "libxcb-image0", "xcb-util-image", "xcb-util-image", "libxcb-image0"),
    Need("libxcb-keysyms.so.1", "libxcb-keysyms1", "xcb-util-keysyms", "xcb-util-keysyms", "libxcb-keysyms1"),
    Need(
        "libxcb-render-util.so.0",
        "libxcb-render-util0",
        "xcb-util-renderutil",
        "xcb-util-renderutil",
        "libxcb-render-util0",
    ),
    Need("libxcb-shape.so.0", "libxcb-shape0", "libxcb", "libxcb", "libxcb-shape0"),
    Need("libxcb-xkb.so.1", "libxcb-xkb1", "libxcb", "libxcb", "libxcb-xkb1"),
    Need(
        "libxkbcommon-x11.so.0",
        "libxkbcommon-x11-0",
        "libxkbcommon-x11",
        "libxkbcommon-x11",
        "libxkbcommon-x11-0",
    ),
    Need("libwayland-cursor.so.0", "libwayland-cursor0", "libwayland-cursor", "wayland", "libwayland-cursor0"),
)
CHINESE_FONT = Need(
    "a Chinese font",
    "fonts-noto-cjk",
    "google-noto-sans-cjk-fonts",
    "noto-fonts-cjk",
    "google-noto-sans-sc-fonts",
)
# Only the tests want these: a real X server, real key presses, a look at what is synced to disk, readers of documents.
TEST_PROGRAMS = (
    Need("Xvfb", "xvfb", "xorg-x11-server-Xvfb", "xorg-server-xvfb", "xorg-x11-server-Xvfb"),
    Need("xdotool", "xdotool", "xdotool", "xdotool", "xdotool"),
    Need("strace", "strace", "strace", "strace", "strace"),
    # What opens exported documents as their readers will.
    Need("chromium", "chromium", "chromium", "chromium", "chromium"),
    Need("chromedriver", "chromium-driver", "chromedriver", "chromium", "chromedriver"),
    Need(
        "soffice", "libreoffice-writer-nogui libreoffice-calc-nogui", "libreoffice-writer libreoffice-calc", "libreoffice-fresh",
        "libreoffice-writer libreoffice-calc",
    ),
    Need("pdftotext", "poppler-utils", "poppler-utils", "poppler", "poppler-tools"),
)

_INSTALL = {
    "debian": "apt-get install -y --no-install-recommends",
    "fedora": "dnf install -y",
    "arch": "pacman -S --needed",
    "suse": "zypper install -y",
}
_FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")
_FONT_NAMES = re.compile(
    r"cjk|source.?han|wqy|hanazono|babelstone.?han|droidsansfallback|uming|ukai|simsun|noto.*(sc|tc|hk)\b",
    re.IGNORECASE,
)


def on_linux() -> bool:
    """Whether this is Linux: the only system that has to bring anything."""
    return sys.platform.startswith("linux")


def family() -> str:
    """`debian`, `fedora`, `arch` or `suse` by /etc/os-release; empty where it is none of them."""
    try:
        text = Path("/etc/os-release").read_text(encoding="utf-8")
    except OSError:
        return ""
    fields = dict(line.split("=", 1) for line in text.splitlines() if "=" in line)
    names = f"{fields.get('ID', '')} {fields.get('ID_LIKE', '')}".replace('"', "").lower().split()
    likeness = {"ubuntu": "debian", "rhel": "fedora", "centos": "fedora", "opensuse": "suse", "sles": "suse"}
    found = (likeness.get(name.split("-")[0], name) for name in names)
    return next((name for name in found if name in _INSTALL), "")


def missing_libraries() -> list[Need]:
    """The shared libraries that Qt needs and that the loader does not find."""
    return [need for need in QT_LIBRARIES + WINDOW_LIBRARIES if not _loads(need.name)] if on_linux() else []


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def missing_programs() -> list[Need]:
    """The programs that only the tests want and that are not on the PATH."""
    return [need for need in TEST_PROGRAMS if not shutil.which(need.name)] if on_linux() else []


def chinese_font() -> str:
    """Name of one installed font that writes Chinese; empty where there is none (asked on Linux only)."""
    if not on_linux():
        return sys.platform
    lister = shutil.which("fc-list")
    if lister is None:
        return _font_file()
    done = subprocess.run([lister, ":lang=zh-cn", "family"], capture_output=True, text=True, check=False)
    return min(done.stdout.splitlines(), default="").split(",")[0]


def _font_file() -> str:
    for folder in _FONT_FOLDERS:
        for place, _folders, files in os.walk(os.path.expanduser(folder)):
            for name in files:
                if _FONT_NAMES.search(name):
                    return os.path.join(place, name)
    return ""


def missing(tests: bool = False) -> list[Need]:
    """All that this system lacks for the program, and with `tests` for its tests."""
    found = missing_libraries()
    if not chinese_font():
        found.append(CHINESE_FONT)
    return found + missing_programs() if tests else found


def packages(needs: list[Need], system: str) -> list[str]:
    """Names of the packages that bring `needs` on a `system` as `family` gives it, each once."""
    names = [name for need in needs for name in str(getattr(need, system)).split()]
    if system == "debian" and _has_64_bit_time():
        names = [f"{name}t64" if name == "libglib2.0-0" else name for name in names]
    return list(dict.fromkeys(names))


def _has_64_bit_time() -> bool:
    """Whether this Debian or Ubuntu (13, 24.04: glibc 2.39 and newer) renamed packages for 64-bit time."""
    try:
        version = (os.confstr("CS_GNU_LIBC_VERSION") or "").split()[-1]
        return tuple(int(part) for part in version.split(".")[:2]) >= (2, 39)
    except (ValueError, OSError, IndexError):
        return False


def command(needs: list[Need]) -> str:
    """One line that installs `needs` on this system, for a person to copy; empty where nothing is needed."""
    if not needs:
        return ""
    system = family()
    if not system:
        return "install with the package manager of this system: " + ", ".join(need.name for need in needs)
    line = f"{_INSTALL[system]} {shlex.join(packages(needs, system))}"
    return line if is_root() else f"sudo {line}"


def is_root() -> bool:
    """Whether this process may install system packages."""
    return sys.platform != "win32" and os.geteuid() == 0
