"""Makes the environment the project runs in, from nothing but Python and a clone.

In: the running interpreter, pyproject.toml, generator/constraints.txt and the environment variable
PROPOSAL_SYSTEM_PACKAGES (`no`: install no system packages). Out: the caller goes on in an environment that has the
dependencies; or the process is replaced by the same command in .venv, made or refreshed if need be; or it ends
with a clear line (exit 2: this Python or environment will not do; exit 4: the set-up failed).

Standard library only, and parseable by Python 3.8, which it has to turn away. Imports inside functions: they cost
milliseconds that a run with nothing to set up does not need, and Windows has no fcntl.
"""

from __future__ import annotations

import importlib.util
import os
import sys
import zlib
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from subprocess import CompletedProcess
    from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
UNFINISHED = "unfinished"


class Need(NamedTuple):
    """Something the system must provide: a shared library, or a program, under any of the names; or else ensurepip."""

    title: str
    libraries: tuple[str, ...]
    apt: str
    dnf: str
    brew: str
    programs: tuple[str, ...] = ()


NEEDS = (Need("Python's ensurepip", (), "python3-venv", "python3", "python"),)
PANGO = ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib")
HARFBUZZ = ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib")
PRINT_NEEDS = (
    Need("Pango", PANGO, "libpangoft2-1.0-0", "pango", "pango"),
    Need("HarfBuzz-subset", HARFBUZZ, "libharfbuzz-subset0", "harfbuzz", "pango"),
)
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
TEST_NEEDS = (
    Need("Chromium", (), "chromium-headless-shell", "chromium", "chromium", BROWSERS),
    Need("PostgreSQL", (), "postgresql", "postgresql-server", "postgresql", ("pg_ctlcluster", "initdb")),
    Need("LibreOffice Calc", (), "libreoffice-calc-nogui", "libreoffice-calc", "libreoffice", ("soffice",)),
    Need("libatomic", ("libatomic.so.1", "libSystem.B.dylib"), "libatomic1", "libatomic", "gcc"),
)
"""What some tests need, libatomic for the browser; where it cannot be installed they are skipped, the others run."""
INSTALL: Mapping[str, tuple[str, ...]] = {
    "apt": ("apt-get update", "apt-get install -y --no-install-recommends {}"),
    "dnf": ("dnf install -y {}",),
    "brew": ("brew install {}",),
}


def programs_path() -> str:
    """Where programs are looked for: not in a folder that depends on where one stands, for anyone may write there."""
    return os.pathsep.join(name for name in os.environ.get("PATH", os.defpath).split(os.pathsep) if name[:1] == "/")


def program(name: str) -> str:
    """Where a program is, or nothing. shutil has the same, and loads what packs files, which takes longer."""
    places = (f"{folder}/{name}" for folder in programs_path().split(os.pathsep))
    return next((place for place in places if os.access(place, os.X_OK) and os.path.isfile(place)), "")  # noqa: PTH113


def ensure(module: str, *wants: str) -> None:
    """Return in an environment that can run `python -m module`, or start that command anew in .venv.

    `wants` are `print`, for what is printed, and extras of pyproject.toml, such as `dev`, for the tests.

    Errors: SystemExit 2 for Windows, a Python before 3.11, or an environment of the user's own without the packages of
    the tests; SystemExit 4 when system packages, .venv or the Python packages cannot be installed.
    """
    if os.name == "nt":
        _stop(2, "Windows is not supported; run this inside WSL")
    if sys.version_info < (3, 11):  # noqa: UP036 - turning older ones away is the purpose
        _stop(2, f"Python 3.11 or newer is needed, this is {sys.version.split()[0]}")
    os.environ["PATH"] = programs_path()
    inside = Path(sys.prefix).resolve() == (ROOT / ".venv").resolve()
    checkout, stamped = (ROOT / "pyproject.toml").is_file(), (Path(sys.prefix) / "stamp").is_file()
    # A .venv without our stamp was made by uv or by hand; with it, in another place, it is that of another checkout.
    # Not importlib.metadata: it is slow, and takes the egg-info setuptools leaves in a clone for an installation.
    if not checkout or (not stamped and any(any(Path(one).glob("capacity_proposals-*.dist-info")) for one in sys.path)):
        if "dev" in wants and importlib.util.find_spec("pytest") is None:
            _stop(2, f"pytest is missing from {sys.prefix}; run: pip install -e '.[dev]'")
        return
    try:
        if not _is_current(wants):
            _set_up(wants, inside)
        elif inside:
            return
        _start_anew(module)
    except OSError as error:
        _stop(4, f"setting up {ROOT / '.venv'} failed: {error}")


def prints(arguments: list[str]) -> bool:
    """Whether a command line asks for a print: the others need none of the libraries that set a page."""
    words = " ".join(arguments).replace("=", " ")
    builds = arguments[:1] == ["build"] and not any(f"--only {kind}" in words for kind in ("md", "html", "xlsx"))
    return (builds or arguments[:1] == ["verify"]) and not {"-h", "--help"} & set(arguments)


def extras(arguments: list[str]) -> list[str]:
    """The extras that a command line asks for: what reads logs or serves a page is needed by one command alone."""
    if arguments[:1] not in (["measure"], ["preview"]) or {"-h", "--help"} & set(arguments):
        return []
    servers = {"postgres": ("postgres://", "postgresql://"), "spark": ("spark://",)}
    asked = (extra for extra, begins in servers.items() if any(one.startswith(begins) for one in arguments))
    return [arguments[0], *asked]


def system_help(needs: tuple[Need, ...] = PRINT_NEEDS) -> str:
    """What the system lacks, and the line that installs it with apt, dnf and brew. Raises nothing."""
    lines = "".join(f"\n  {' && '.join(_install_lines(manager, needs))}" for manager in INSTALL)
    titles = ", ".join(need.title for need in needs)
    return f"this system lacks {titles}; install with the line for your package manager:{lines}"


def _stamp() -> str:
    path = ROOT / ".venv" / "stamp"
    return path.read_text() if path.is_file() else ""


def _write_stamp(text: str) -> None:
    draft = ROOT / ".venv" / "stamp.new"
    draft.write_text(text)
    draft.replace(ROOT / ".venv" / "stamp")


def _digest() -> str:
    files = [(ROOT / name).read_bytes() for name in ("pyproject.toml", "generator/constraints.txt")]
    # A checkout that was copied with its .venv, or shares that of another, is not the one that it was made for.
    # This is enough to tell one from another; hashlib would load OpenSSL, a twentieth of the time of --help.
    return str(zlib.crc32(b"\0".join([*files, os.fsencode(ROOT), str(sys.implementation.cache_tag).encode()])))


def _is_current(wants: tuple[str, ...]) -> bool:
    return _stamp().split(" ")[:1] == [_digest()] and set(wants) <= set(_stamp().split(" ")[1:])


def _set_up(wants: tuple[str, ...], inside: bool) -> None:
    import fcntl

    # A lock on pyproject.toml leaves no file behind and outlives a replaced .venv; NFS wants it open for writing.
    with (ROOT / "pyproject.toml").open("r+b") as lock:
        # pip shares the lock: should this process be killed, the next one waits until pip is through.
        os.set_inheritable(lock.fileno(), True)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            _say("waiting for another run that is setting up .venv")
            fcntl.flock(lock, fcntl.LOCK_EX)
        if not _is_current(wants):
            _provide(_missing(NEEDS + PRINT_NEEDS if "print" in wants else NEEDS))
            if "dev" in wants:
                _provide(_missing(TEST_NEEDS), skippable=True)
            packages = tuple(want for want in wants if want != "print")
            if not _is_current(packages):
                _build(packages, inside)
            digest, *there = _stamp().split(" ")
            _write_stamp(" ".join([digest, *sorted({*there, *wants})]))


def _missing(needs: tuple[Need, ...]) -> tuple[Need, ...]:
    return tuple(need for need in needs if not _is_there(need))


def _is_there(need: Need) -> bool:
    if need.libraries or need.programs:
        return any(map(_loads, need.libraries)) or any(map(program, need.programs))
    importlib.invalidate_caches()
    return importlib.util.find_spec("ensurepip") is not None


def _loads(library: str) -> bool:
    import ctypes

    # Not ctypes.util.find_library, which starts gcc. Homebrew's folder is not on the loader's path on Apple silicon.
    for name in (library, f"/opt/homebrew/lib/{library}"):
        with suppress(OSError):
            ctypes.CDLL(name)
            return True
    return False


def _provide(missing: tuple[Need, ...], skippable: bool = False) -> None:
    problem = _install(missing) if missing else ""
    if problem and not skippable:
        _stop(4, problem)
    if problem:
        _say(f"{problem}\n  the tests that need it are skipped")


def _install(missing: tuple[Need, ...]) -> str:
    """What went wrong, or nothing."""
    manager = next((name for name, lines in INSTALL.items() if program(lines[0].split()[0])), "")
    if os.environ.get("PROPOSAL_SYSTEM_PACKAGES") == "no" or not _may_install(manager):
        return system_help(missing)
    lines = _install_lines(manager, missing)
    titles = ", ".join(need.title for need in missing)
    _say(f"this system lacks {titles}; running (PROPOSAL_SYSTEM_PACKAGES=no prevents it):")
    print("".join(f"  {line}\n" for line in lines), end="", file=sys.stderr)
    for line in lines:
        # What a package manager tells is long: it is shown as it comes on a terminal, else where it fails.
        done = _run(line.split(), live=os.isatty(2))
        if done.returncode:
            print(done.stdout or "", end="", file=sys.stderr)
            return f"`{line}` failed; {system_help(missing)}"
    still = _missing(missing)
    return f"after that installation still {system_help(still)}" if still else ""


def _may_install(manager: str) -> bool:
    if not manager or manager == "brew" or os.geteuid() == 0:
        return bool(manager)
    return bool(program("sudo")) and (os.isatty(0) or _run(["sudo", "-n", "true"]).returncode == 0)


def _install_lines(manager: str, needs: tuple[Need, ...]) -> list[str]:
    sudo = "" if manager == "brew" or os.geteuid() == 0 else "sudo "
    packages = dict.fromkeys(str(getattr(need, manager)) for need in needs)
    return [sudo + line.format(" ".join(packages)) for line in INSTALL[manager]]


def _build(extras: tuple[str, ...], inside: bool) -> None:
    import shutil

    venv, digest, old = ROOT / ".venv", _digest(), _stamp()
    python = str(venv / "bin" / "python")
    # Resolved while it exists: the interpreter of a .venv that is replaced from inside goes with it.
    base = str(Path(sys.executable).resolve()) if inside else sys.executable
    probe = f"import pip, sys; sys.exit(sys.implementation.cache_tag != {sys.implementation.cache_tag!r})"
    whole = old != UNFINISHED and not venv.is_symlink() and Path(python).exists()
    keep = whole and _run([python, "-c", probe]).returncode == 0
    if venv.is_symlink():
        _say(f".venv leads to {venv.resolve()}, which was made for another checkout; this one gets its own")
        venv.unlink()
    elif not keep:
        shutil.rmtree(venv, ignore_errors=True)
    venv.mkdir(exist_ok=True)
    if old or not keep:
        # pip, killed from here on, may leave half a package that it later takes for whole: start afresh then.
        _write_stamp(UNFINISHED)
    if not keep:
        _step("making .venv", [base, "-m", "venv", str(venv)])
    pip = [python, "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"]
    pinned = ["-c", str(ROOT / "generator" / "constraints.txt"), "-e", f".[{','.join(extras)}]" if extras else "."]
    _step("installing the Python packages into .venv", pip + pinned)
    for path in venv.glob("lib/*/site-packages/_capacity_proposals.pth"):
        # With a letter that is not ASCII in it, the whole path keeps Python 3.11 and 3.12 from starting under LC_ALL=C.
        path.write_text(os.path.relpath(ROOT, path.parent.resolve()) + "\n")
    _write_stamp(" ".join([digest, *extras]))


def _step(what: str, command: list[str]) -> None:
    _say(f"{what}; this can take a minute")
    done = _run(command)
    if done.returncode:
        print(done.stdout, file=sys.stderr)
        _stop(4, f"{what} failed, see above; the next run tries again")


def _run(command: list[str], live: bool = False) -> CompletedProcess[str]:
    import subprocess

    # Live output goes to standard error: standard output belongs to the command the user asked for.
    out = sys.stderr.fileno() if live else subprocess.PIPE
    return subprocess.run(
        command, cwd=ROOT, check=False, stdout=out, stderr=subprocess.STDOUT, errors="replace", close_fds=False
    )


def _start_anew(module: str) -> NoReturn:
    if sys.platform == "darwin":
        # WeasyPrint looks its libraries up by bare name, and Homebrew's folder is not among the loader's defaults.
        os.environ.setdefault("DYLD_FALLBACK_LIBRARY_PATH", "/opt/homebrew/lib:/usr/local/lib:/usr/lib")
    python = str(ROOT / ".venv" / "bin" / "python")
    os.execv(python, [python, "-m", module, *sys.argv[1:]])


def _say(text: str) -> None:
    print(f"proposal: {text}", file=sys.stderr, flush=True)


def _stop(code: int, text: str) -> NoReturn:
    _say(text)
    sys.exit(code)
