#!/usr/bin/env python3
"""Set-up, start and tests of a checkout, from nothing but Python. Usage: python3 dev.py COMMAND

  run [FILE...]          open the window on the sample issues, or on your own FILEs
  test [--deep] [...]    run the tests; further arguments go to pytest
  bench [--json|--full]  measure against bare baselines
  check                  ruff, mypy --strict, import contracts
  setup                  only install what is missing
  lock                   write requirements.lock anew from pyproject.toml (needs uv)

Each command first installs what is missing: Python packages into .venv, and on Debian and Ubuntu as root also
Qt's system libraries and a Chinese font. A stamp in .venv lets later starts skip all of it.
"""

import contextlib
import hashlib
import importlib.util
import json
import os
import platform
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent


def _check_python():
    """Go on with a fitting Python where this one is too old or too new."""
    if (3, 11) <= sys.version_info[:2] <= (3, 14):
        return
    for minor in (13, 12, 14, 11):
        other = shutil.which("python3.%d" % minor)  # noqa: UP031 (must parse anywhere)
        if other and subprocess.call([other, "-c", ""], stderr=subprocess.DEVNULL) == 0:
            sys.exit(subprocess.call([other] + sys.argv))  # noqa: RUF005
    sys.exit("Pressmark needs Python 3.11 to 3.14 and this is %d.%d: start dev.py with one of them."  # noqa: UP031
             % sys.version_info[:2])  # fmt: skip


_check_python()

WINDOWS = sys.platform == "win32"
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
STAMP = VENV / "pressmark-setup.json"
LOCK = ROOT / "requirements.lock"
NETWORK_WORDS = (
    "Failed to establish a new connection", "Temporary failure in name resolution", "NameResolutionError",
    "Network is unreachable", "dns error", "error sending request", "Connection refused", "timed out",
    "Could not resolve", "getaddrinfo failed", "Could not fetch", "Failed to fetch",
)  # fmt: skip


def say(text: str) -> None:
    """A line of progress, on standard error so that it never mixes with what a command prints."""
    print(f"dev.py: {text}", file=sys.stderr, flush=True)


def stop(text: str) -> None:
    """Give up with one clear line."""
    sys.exit(f"dev.py: {text}")


# ---- What is there already -----------------------------------------------------------------------


def fingerprint() -> str:
    """Changes whenever the Python packages of this checkout must be looked at again."""
    parts = [environment_id().encode(), LOCK.read_bytes(), (ROOT / "pyproject.toml").read_bytes()]
    return hashlib.sha256(b"".join(parts)).hexdigest()


def environment_id() -> str:
    """Changes whenever .venv itself is of no use any more: another Python, or the checkout was moved."""
    return f"{sys.version_info[0]}.{sys.version_info[1]} {platform.machine()} {ROOT}"


def remembered() -> dict:
    """What an earlier set-up wrote: `environment`, `packages` (once complete), `system` (what was there)."""
    try:
        found = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def remember(state: dict) -> None:
    """Write the stamp in one step."""
    draft = STAMP.with_suffix(".new")
    draft.write_text(json.dumps(state), encoding="utf-8")
    os.replace(draft, STAMP)


def prepare(system: bool = True, tests: bool = False) -> None:
    """Install what is missing; at once where nothing is."""
    state = remembered()
    wanted = {"tests"} if tests else {"window"} if system else set()
    if packages_are_there(state) and wanted <= set(state.get("system", [])):
        return
    with alone():
        state = remembered()
        if not packages_are_there(state):
            refuse_read_only()
            state = install_packages(state)
        if wanted and install_system(tests):
            state["system"] = sorted({*state.get("system", []), *wanted, "window"})
            with contextlib.suppress(OSError):
                remember(state)


def packages_are_there(state: dict) -> bool:
    return state.get("packages") == fingerprint() and PYTHON.exists()


@contextlib.contextmanager
def alone():
    """One set-up of this checkout at a time (by an advisory lock on this very file; not on Windows)."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    with open(__file__, "rb") as me:
        try:
            fcntl.flock(me, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("another set-up of this checkout is running; waiting for it")
            fcntl.flock(me, fcntl.LOCK_EX)
        except OSError:
            pass  # a file system without locks
        yield


def refuse_read_only() -> None:
    if not os.access(VENV if VENV.exists() else ROOT, os.W_OK):
        stop(f"{ROOT} cannot be written to, and .venv has to be made in it: copy it to a folder of your own.")


# ---- Python packages -----------------------------------------------------------------------------


def install_packages(state: dict) -> dict:
    """Bring .venv to what requirements.lock says, this checkout included; the new state, stamped last."""
    began = time.monotonic()
    size = ""
    if state.get("unfinished") or not usable(state):
        make_environment()
        size = " (some 150 MB to fetch, 510 MB on disk)"
    remember({"environment": environment_id(), "unfinished": True})
    say(f"installing Python packages into .venv{size}")
    pip_install("--require-hashes", "--only-binary", ":all:", "-r", str(LOCK))
    pip_install("--no-deps", "--no-build-isolation", "-e", str(ROOT))
    say(f"Python packages are there ({time.monotonic() - began:.0f} s)")
    state = {"environment": environment_id(), "packages": fingerprint()}
    remember(state)
    return state


def usable(state: dict) -> bool:
    """Whether the .venv that lies there, perhaps made by hand, can be filled."""
    if not PYTHON.exists() or not (shutil.which("uv") or has_pip()):
        return False
    made_for = (VENV / "pyvenv.cfg").read_text(encoding="utf-8")
    same_python = "= {}.{}.".format(*sys.version_info) in made_for
    return same_python and state.get("environment", environment_id()) == environment_id()


def has_pip() -> bool:
    return any(VENV.glob("[Ll]ib*/python3*/site-packages/pip")) or (VENV / "Lib/site-packages/pip").exists()


def make_environment() -> None:
    """A new, empty .venv by the standard library, or by uv where Debian has left that part out."""
    say(f"making .venv with Python {platform.python_version()}")
    base = getattr(sys, "_base_executable", None) or sys.executable
    uv = shutil.which("uv")
    if not importlib.util.find_spec("ensurepip") and not uv:
        install_venv_module()
    command = [base, "-m", "venv", "--clear", str(VENV)]
    if not importlib.util.find_spec("ensurepip"):
        command = [uv, "venv", "--quiet", "--clear", "--python", base, str(VENV)]
    attempt(command, "The environment .venv could not be made.")


def install_venv_module() -> None:
    """Debian and Ubuntu keep `ensurepip`, which makes environments, in a package of its own."""
    package = f"python3.{sys.version_info[1]}-venv"
    if may_use_apt():
        say(f"installing {package}")
        apt_install([package])
        importlib.invalidate_caches()
    if not importlib.util.find_spec("ensurepip"):
        stop(f"this Python cannot make environments yet. Run: sudo apt-get install {package}")


def pip_install(*arguments: str) -> None:
    """Install with uv where it is there (quicker); where it is not, or fails, with pip."""
    failure = "The Python packages could not be installed."
    uv = shutil.which("uv")
    if uv:
        command = [uv, "pip", "install", "--quiet", "--python", str(PYTHON), *arguments]
        if not has_pip():
            return attempt(command, failure)
        if silently(command, plain_environment())[0]:
            return None
    options = ["--quiet", "--no-input", "--disable-pip-version-check", "--no-warn-script-location"]
    return attempt([str(PYTHON), "-m", "pip", "install", *options, *arguments], failure)


def plain_environment() -> dict:
    """This process's variables less those that send Python or pip astray."""
    astray = ("PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV", "PIP_TARGET", "PIP_PREFIX", "PIP_REQUIRE_VIRTUALENV")
    return {**{key: value for key, value in os.environ.items() if key not in astray}, "PIP_USER": "0"}


def silently(command: list, environment: dict) -> tuple:
    """Run a command to its end without a terminal: (whether it worked, what it printed)."""
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment
    )
    return done.returncode == 0, done.stdout.decode(errors="replace").strip()


def attempt(command: list, failure: str) -> None:
    """Run a command; where it fails, give up with the likely cause, or else the end of what it printed."""
    worked, output = silently(command, plain_environment())
    if worked:
        return
    cause = likely_cause(output)
    if not cause:
        print("\n".join(output.splitlines()[-12:]), file=sys.stderr)
    stop(f"{failure} {cause or 'The lines above say why.'}")


def likely_cause(output: str) -> str:
    if any(word in output for word in NETWORK_WORDS):
        return "The package index cannot be reached: go online once, or name a mirror in PIP_INDEX_URL."
    if "No space left" in output:
        return "The disk is full: about 500 MB are needed."
    name, version = platform.libc_ver()
    least = (2, 34) if platform.machine() == "x86_64" else (2, 39)
    if sys.platform.startswith("linux") and (name != "glibc" or tuple(map(int, version.split("."))) < least):
        here = f"{name or 'another C library'} {version}".strip()
        return "Qt's packages need glibc {}.{} or newer on this processor; here is {}.".format(*least, here)
    return ""


# ---- The operating system's part -----------------------------------------------------------------


def system_needs():
    """The module reader/domain/needs.py, read by its path: nothing of the package may be needed for it."""
    spec = importlib.util.spec_from_file_location("pressmark_needs", ROOT / "reader/domain/needs.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def install_system(tests: bool) -> bool:
    """Install Qt's libraries and a Chinese font where that is allowed, else say how; whether all is there."""
    needs = system_needs()
    missing = needs.missing(tests=tests)
    if missing and needs.family() == "debian" and may_use_apt():
        packages = needs.packages(missing, "debian")
        say(f"installing system packages: {' '.join(packages)}")
        if apt_install(packages):
            missing = needs.missing(tests=tests)
    if missing:
        names = ", ".join(need.name for need in missing)
        say(f"not on this system: {names}. To install: {needs.command(missing)}")
    return not missing


def may_use_apt() -> bool:
    return not WINDOWS and os.geteuid() == 0 and shutil.which("apt-get") is not None


def apt_install(packages: list) -> bool:
    """Fetch lists and install, never asking; whether it worked."""
    apt = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=600"]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    silently([*apt, "update"], environment)
    worked, output = silently([*apt, "install", "-y", "--no-install-recommends", *packages], environment)
    if not worked:
        print("\n".join(output.splitlines()[-6:]), file=sys.stderr)
    return worked


# ---- Commands ------------------------------------------------------------------------------------


def start(*arguments: str, folder: "Path | None" = None, **variables: str) -> None:
    """Become the environment's Python with these arguments."""
    environment = {**os.environ, **variables}
    if folder:
        os.chdir(folder)
    if WINDOWS:
        sys.exit(subprocess.call([str(PYTHON), *arguments], env=environment))
    sys.stdout.flush()
    os.execve(PYTHON, [str(PYTHON), *arguments], environment)


def run(arguments: list) -> None:
    prepare()
    # -P: a folder `reader` where the person happens to be must not be taken for the program.
    start("-P", "-m", "reader.cli", *([] if arguments else ["--sample"]), "open", *arguments)


SOME_FAILED = 1  # pytest's own exit code
FAILED_MOST = 3


def test(arguments: list) -> None:
    prepare(tests=True)
    deep = {"PRESSMARK_DEEP": "1"} if "--deep" in arguments else {}
    everything = all(argument == "--deep" for argument in arguments)
    environment = {"QT_QPA_PLATFORM": "offscreen", **deep}
    if not everything:
        start("-m", "pytest", "-q", *arguments, folder=ROOT, **environment)
    pytest = [str(PYTHON), "-m", "pytest", "-q", *arguments]
    together = [*pytest, "--cache-clear", "-n", "auto", "--dist", "loadfile"]
    code = subprocess.call(together, cwd=ROOT, env={**os.environ, **environment})
    sys.exit(alone_again(pytest, environment) if code == SOME_FAILED else code)


def alone_again(pytest: list, environment: dict) -> int:
    """Run the few tests that failed among the others once more, by themselves, and name them: the exit code.

    Two processes at once on a slow machine shift what windows and threads do; a fault in the program fails twice.
    """
    cache = ROOT / ".pytest_cache" / "v" / "cache" / "lastfailed"
    failed = sorted(json.loads(cache.read_text(encoding="utf-8"))) if cache.exists() else []
    if not 0 < len(failed) <= FAILED_MOST:
        return SOME_FAILED
    say(f"{len(failed)} failed among the others; once more by themselves:")
    code = subprocess.call([*pytest, *failed], cwd=ROOT, env={**os.environ, **environment})
    for name in failed if not code else []:
        say(f"UNSTEADY, to be mended: {name} failed among the others and passed alone")
    return code


def bench(arguments: list) -> None:
    prepare()
    start("-m", "tests.benchmarks", *arguments, folder=ROOT, QT_QPA_PLATFORM="offscreen")


def check(arguments: list) -> None:
    prepare(system=False)
    contracts = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    programs = (["-m", "ruff", "check", "."], ["-m", "mypy", "--strict", "reader"], ["-c", contracts])
    sys.exit(max([subprocess.call([str(PYTHON), *program], cwd=ROOT) for program in programs]))


def setup(arguments: list) -> None:
    prepare(tests=True)
    complete = "tests" in remembered().get("system", [])
    say("everything is there" if complete else "the Python packages are there; see above for the rest")


def lock(arguments: list) -> None:
    uv = shutil.which("uv")
    if not uv:
        stop("this needs uv on the PATH: pip install uv")
    scope = ["--universal", "--python-version", "3.11", "--extra", "dev"]
    form = ["--generate-hashes", "--no-emit-index-url", "--no-annotate", "--no-header", "--quiet"]
    command = [uv, "pip", "compile", *scope, *form, "pyproject.toml", "-o", LOCK.name, *arguments]
    sys.exit(subprocess.call(command, cwd=ROOT))


def main() -> None:
    commands = {"run": run, "test": test, "bench": bench, "check": check, "setup": setup, "lock": lock}
    name, arguments = (sys.argv[1] if len(sys.argv) > 1 else ""), sys.argv[2:]
    if name in ("", "help", "-h", "--help"):
        print(__doc__.strip())
    elif name not in commands:
        sys.exit(f"dev.py: there is no command {name!r}. There are: {', '.join(commands)}")
    else:
        if not os.environ.get("HOME", "-"):
            del os.environ["HOME"]  # empty: programs would write to the root folder
        commands[name](arguments)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
