"""The proposals at each of their stages, worked out once for the tests that look at them."""

import gc
import importlib
import os
import resource
import shutil
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cache, partial, wraps
from pathlib import Path
from typing import TypeAlias

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture import providers

from generator.build.files import files_of
from generator.cli import remembered
from generator.document.templates import FOLDER as TEMPLATES
from generator.files import file_of, locked, renewed
from generator.git import HEARD
from generator.inputs import load, measured, raw
from generator.inputs.load import validated
from generator.print import pdf, printer
from generator.print.printer import Job
from generator.print.product import Product, make
from generator.print.screen import Screen, to_screen
from generator.processes import forking
from generator.review import verify
from generator.review.diff import difference
from generator.review.reconcile import LEDGER
from tests.remember import Loading, calculated, made, making, parsed
from tests.test_git import commit, git

ROOT = Path(__file__).parent.parent
NAMES = ("seed", "foreign", "small", "full", "regions", "units")
CEREBRAS, FOREIGN, SMALL, FULL, REGIONS, UNITS = (ROOT / "tests" / "proposals" / name for name in NAMES)
"""Proposals that never change, so that a test may know their numbers; those in inputs/ are the live tests' alone."""

DAY_LIMITS = ROOT / "tests" / "proposals" / "day-limits"
"""A proposal that is held against limits of an hour and a day."""

SEATS = ROOT / "tests" / "proposals" / "seats"
"""A proposal with words of its own."""

WORKED = {path.stem for path in (ROOT / "tests" / "worked").glob("*.yaml")} - {*NAMES[:2]}
KINDS = [ROOT / "tests" / "proposals" / name for name in sorted(WORKED)]
"""Small proposals, each of another kind of demand, with their key figures worked out by hand in tests/worked."""

PROJECT = ROOT / "tests" / "project"
"""A project whose inputs/ leads to the proposals of the suite."""

EXAMPLES = {"suite": 15, "whole": 100}
"""How many of what hypothesis draws are tried; a test takes a share of it."""
for each, many in EXAMPLES.items():
    settings.register_profile(
        each, derandomize=True, deadline=None, max_examples=many, suppress_health_check=[HealthCheck.too_slow]
    )
assert hasattr(providers, "_get_local_constants")
providers._get_local_constants = lambda: providers._local_constants
"""Nothing is drawn from the constants of whatever modules were imported before: each process reads them all for that,
which takes seconds, and what is drawn would hang on which tests ran before."""

gc.disable()  # a sheet is many objects: to look for circles among them takes long, and is done once a process has grown


LOAD = importlib.import_module("generator.inputs.load")
"""The module, whose name its function has taken."""

COMMAND = [
    sys.executable,
    "-c",
    f"import sys; sys.path.insert(0, {str(ROOT)!r}); from generator.cli import main; main()",
]
"""The command in a process of its own, for the project whose folder it is called in; it sets nothing up before."""

SEED = "cerebras-2026"
"""What the first of them is called where it is set up as the proposal of a project."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--whole", action="store_true", help="also run what the suite leaves out of wide matrices")
    parser.addoption("--rest", action="store_true", help="run what the suite leaves out, and nothing else")


TOLD = ("GIT_", "GITHUB_", "PRE_COMMIT", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES")
"""What a hook, a runner or a shell tells its programs of itself, by its beginning."""


def pytest_configure(config: pytest.Config) -> None:
    for name in [one for one in os.environ if one.startswith(TOLD) and not one.startswith(HEARD)]:
        del os.environ[name]  # who runs the tests is not heard, but which repositories git is to trust
    config.addinivalue_line("markers", "slice(every): of this matrix the suite runs the first of each so many")
    config.addinivalue_line("markers", "whole: long by nature; the suite runs something smaller of its kind")
    settings.load_profile("whole" if config.getoption("whole") else "suite")


def pytest_collection(session: pytest.Session) -> None:
    """Each process of a run imports a share of the tests first: each file is compiled by one of them, not by all."""
    number, of = os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:], int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    paths = sorted(path for one in session.config.args for path in Path(one).absolute().rglob("test_*.py"))
    for path in paths[int(number) :: of] if of > 1 else ():
        with suppress(Exception, pytest.skip.Exception):  # it is told when the test is collected
            importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))


GROWN = 2 * 1024 * 1024
"""How many kilobytes a process may grow by before its litter is taken away."""


@pytest.fixture(autouse=True, scope="module")
def _what_stays_is_looked_at_once(tidied: list[int]) -> Iterator[None]:
    """Where a process has grown litter is taken away, and what stays is set apart: it is not walked again."""
    yield
    assert not gc.isenabled(), "a test has let it look for circles again, which the tests after it pay for"
    if (most := resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) > tidied[-1] + GROWN:
        tidied.append(most)
        gc.collect()
        gc.freeze()


@pytest.fixture(scope="session")
def tidied() -> list[int]:
    """How large the process was when its litter was taken away, the last time last."""
    return [resource.getrusage(resource.RUSAGE_SELF).ru_maxrss]


def pytest_unconfigure() -> None:
    """As in a command: with the process all goes, and pytest looks for litter five times."""
    gc.freeze()


FIRST = ("tests/test_howtos.py", "tests/live/")
"""The longest tests are begun first, so that all processes of a run end together."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: not item.nodeid.startswith(FIRST))
    suite, rest = parted(items)
    if config.getoption("rest"):
        suite, rest = rest, suite
    elif config.getoption("whole"):
        suite, rest = items.copy(), []
    config.hook.pytest_deselected(items=rest)
    items[:] = suite


def parted(items: Sequence[pytest.Item]) -> tuple[list[pytest.Item], list[pytest.Item]]:
    """What the suite runs, and what it leaves to `--rest`: all but the first of each so many of a matrix."""
    seen = Counter[str]()
    both: tuple[list[pytest.Item], list[pytest.Item]] = ([], [])
    for item in items:
        matrix, sliced = item.nodeid.partition("[")[0], item.get_closest_marker("slice")
        left_out = item.get_closest_marker("whole") or (sliced and seen[matrix] % sliced.args[0])
        both[bool(left_out)].append(item)
        seen[matrix] += 1
    return both


Built: TypeAlias = Product
"""A proposal and what it becomes, up to the HTML."""

Printed: TypeAlias = Callable[[Built, str], bytes]
"""The print of a proposal, on a paper, with all that it carries."""


@cache
def built(folder: Path) -> Built:
    """A proposal that never changes, made once for all tests of a process; not where a formula is made wrong."""
    return make(load(folder))


def put(folder: Path, name: str, files: Mapping[str, bytes]) -> None:
    """Writes files of a proposal with their sums, as a build does."""
    for path, data in {**files, file_of(name): renewed(folder, name, files)}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)


@pytest.fixture(scope="session")
def of_a_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of this run, the same for all of its processes."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(autouse=True, scope="session")
def _what_the_user_keeps_at_home_is_not_found(of_a_run: Path) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(of_a_run / "cache"))
        yield


@pytest.fixture(scope="session")
def printed_once(of_a_run: Path) -> Callable[[Job], bytes]:
    """The printer, which prints the same thing once for all tests, in whichever process they run.

    What is printed is told by its digest, as a build tells whether a print is current.
    """
    folder, print_it = of_a_run / "prints", printer.printed

    @wraps(print_it)  # a process beside finds it by that name
    def once(job: Job) -> bytes:
        own = folder / f"{job.digest}{job.sources}"
        if not (own / "print.pdf").is_file():
            own.mkdir(parents=True, exist_ok=True)
            with locked(own):
                if not (own / "print.pdf").is_file():
                    (own / "part").write_bytes(print_it(job))
                    (own / "part").replace(own / "print.pdf")
        return (own / "print.pdf").read_bytes()

    return once


@pytest.fixture(scope="session")
def print_once(printed_once: Callable[[Job], bytes]) -> Callable[..., bytes]:
    """The same, of a page."""
    return lambda *given: printed_once(pdf.job(*given))


@pytest.fixture
def prints_once(printed_once: Callable[[Job], bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets the commands of a test take a print that was made before."""
    monkeypatch.setattr(printer, "printed", printed_once)


@pytest.fixture(scope="session")
def printed(print_once: Callable[..., bytes]) -> Printed:
    return lambda built, paper: print_once(built.page, paper, built.attached)


@pytest.fixture(scope="module")
def makes_once(printed_once: Callable[[Job], bytes], memories: Mapping[str, Callable[..., object]]) -> Iterator[None]:
    """Lets `verify` and `diff` take what was made and printed of a proposal before, in all tests of a module."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (verify, difference):
            patch.setattr(module, "make", memories["generator.print.product.make"])
        # A fork would not remember.
        patch.setattr(difference, "forking", partial(forking, apart=False))
        patch.setattr(printer, "printed", printed_once)
        yield


@pytest.fixture(scope="session")
def memories() -> Mapping[str, Callable[..., object]]:
    """Where commands work out figures and documents, with what stands there for a test that plants nothing."""
    by_figures = ("figures.sheet", "decide.remedies", "decide.variants", "measure.suggest", "review.diff.mixtures")
    by_products = ("print.product", "review.diff.difference", "review.merging", "review.verify")
    return {
        **{f"generator.{module}.calculate": calculated for module in by_figures},
        **{f"generator.{module}.make": made for module in by_products},
        "generator.print.product.making": making,
    }


@pytest.fixture(scope="module")
def works_out_once(memories: Mapping[str, Callable[..., object]]) -> Iterator[None]:
    """Lets commands take what others of a process worked out of the same files at the same place."""
    with pytest.MonkeyPatch.context() as patch:
        work_out_once(patch, memories)
        yield


def work_out_once(patch: pytest.MonkeyPatch, memories: Mapping[str, Callable[..., object]]) -> None:
    """Puts what remembers in the place of what works out."""
    for name, remembers in memories.items():
        patch.setattr(name, remembers)
    patch.setattr(difference, "forking", partial(forking, apart=False))  # a fork would not remember


@pytest.fixture(scope="session")
def project(cerebras: Built, printed_once: Callable[[Job], bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with the frozen Cerebras proposal in its inputs, built and committed; no test changes it."""
    folder = tmp_path_factory.mktemp("project")
    shutil.copytree(CEREBRAS, folder / "inputs" / SEED)
    return committed(folder, cerebras, SEED, printed_once)


@pytest.fixture(scope="session")
def small_project(small: Built, printed_once: Callable[[Job], bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with the small proposal, and a ledger of it."""
    folder = tmp_path_factory.mktemp("small-project")
    shutil.copytree(SMALL, folder / "inputs" / "small")
    (folder / "inputs" / "small" / LEDGER).write_text(STATED, encoding="utf-8")
    return committed(folder, small, "small", printed_once)


STATED = """\
original: By hand
names: {}
causes: {}
stated:
  All:
    - {line: 1, text: "8,991,000", figure: request.uncached_tokens_per_minute}
"""
"""A ledger of the small proposal that states one figure."""


def committed(folder: Path, built: Built, name: str, printed_once: Callable[[Job], bytes]) -> Path:
    """A project whose proposal is built and committed."""
    hand = lambda work, one: partial(printed_once if work is printer.printed else work, one)  # noqa: E731
    put(folder / "output", name, files_of(built, folder / "inputs" / name, folder / "output", None, False, hand))
    git(folder, "init", "-q", "--template=", "-b", "main")
    commit(folder, "the proposal, built")
    return folder


@pytest.fixture(autouse=True, scope="session")
def _others_leave_what_is_live_alone() -> None:
    """Whoever changes an assumption breaks no test: none but the live tests may read inputs/ and output/."""
    sys.addaudithook(_refuse_what_is_live)


@pytest.fixture(autouse=True, scope="session")
def _measured_values_are_read_once() -> Iterator[None]:
    """A text of measured values says the same every time; it is as much to read as all other inputs together."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(measured, "measured_file", cache(measured.measured_file))
        yield


@pytest.fixture(autouse=True, scope="session")
def _what_was_valid_is_not_validated_again() -> Iterator[None]:
    """The same file says the same every time, and the same files with the same changes are the same proposal."""
    once = Loading()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(raw, "parse", parsed)
        patch.setattr(raw, "read", once.reads)
        patch.setattr(LOAD, "read", once.reads)
        patch.setattr(LOAD, "validated", once.valid)
        yield


@pytest.fixture
def validates_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Looks at a proposal as if it were the first time, where a test changes what is valid."""
    monkeypatch.setattr(LOAD, "validated", validated)


@pytest.fixture(autouse=True, scope="session")
def _nothing_is_remembered() -> Iterator[None]:
    """A test that changes what a command does finds that done, whatever was said before of the same files."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(remembered, "_folder", _no_folder)
        yield


def _no_folder() -> Path:
    raise FileNotFoundError


LIVE = tuple(f"{ROOT / name}{os.sep}" for name in ("inputs", "output"))


def _refuse_what_is_live(event: str, arguments: tuple[object, ...]) -> None:
    if event != "open":
        return
    named = os.path.join(os.getcwd(), str(arguments[0]))  # noqa: PTH109, PTH118  # a process opens a great many files
    if named.startswith(LIVE) and not named.endswith(f"{os.sep}README.md"):
        test = os.environ.get("PYTEST_CURRENT_TEST", "")
        if not test.startswith("tests/live/"):
            raise RuntimeError(f"{test or 'a test'} reads {arguments[0]}, which anybody may change; see tests/live")


@pytest.fixture
def in_project(project: Path, memories: Mapping[str, Callable[..., object]], monkeypatch: pytest.MonkeyPatch) -> Path:
    """Lets the commands of a test work on that project, from within its folder, with what others worked out before."""
    work_out_once(monkeypatch, memories)
    monkeypatch.chdir(project)
    return project


@pytest.fixture
def in_small_project(
    small_project: Path, memories: Mapping[str, Callable[..., object]], monkeypatch: pytest.MonkeyPatch
) -> Path:
    """The same within the project of the small proposal, where what a command says is the same of any."""
    work_out_once(monkeypatch, memories)
    monkeypatch.chdir(small_project)
    return small_project


@pytest.fixture
def without_typeface(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leaves the typeface out of a page for the screen, where a test looks at what is written in it."""
    monkeypatch.setattr("generator.print.screen._faces", lambda _: "")


@pytest.fixture(scope="session")
def few_templates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The templates of the first and the last section: in one folder for all tests, as each is compiled by its path."""
    only_there = ("limits.md.j2", "meters.md.j2", "elsewhere.md.j2")  # what the sections that are left out include
    left_out = shutil.ignore_patterns("[2-8]*.md.j2", "appendix-*", *only_there)
    return Path(shutil.copytree(TEMPLATES, tmp_path_factory.mktemp("short") / "templates", ignore=left_out))


@pytest.fixture
def short_documents(few_templates: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Leaves all but the first and the last section out, for what becomes of a document of any length."""
    monkeypatch.setattr("generator.document.templates.FOLDER", few_templates)


@pytest.fixture
def not_for_ever() -> Iterator[None]:
    """Ends a test after two minutes of this process's own time, as one that hangs: a guard, and no measure."""

    def hangs(*_: object) -> None:
        raise RuntimeError("does not come to an end")

    before = signal.signal(signal.SIGPROF, hangs)
    signal.setitimer(signal.ITIMER_PROF, 120)
    yield
    signal.setitimer(signal.ITIMER_PROF, 0)
    signal.signal(signal.SIGPROF, before)


@pytest.fixture(scope="session")
def cerebras() -> Built:
    """Called as in the project, so that one print is of both."""
    return make(replace(load(CEREBRAS), name=SEED))


@pytest.fixture(scope="session")
def foreign() -> Built:
    return built(FOREIGN)


@pytest.fixture(scope="session")
def small() -> Built:
    return built(SMALL)


@pytest.fixture(scope="session")
def small_screen(small: Built) -> Screen:
    return to_screen(small.document, small.proposal, small.sheet)


@pytest.fixture(scope="session")
def cerebras_pdf(cerebras: Built, printed: Printed) -> bytes:
    return printed(cerebras, cerebras.paper)


@pytest.fixture(scope="session")
def small_pdf(small: Built, printed: Printed) -> bytes:
    return printed(small, small.paper)
