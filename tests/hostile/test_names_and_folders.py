"""Nothing is read from outside a proposal's folder, nothing is written to what the project is made of."""

import os
import re
import shutil
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import group
from generator.errors import ProposalError
from generator.files import MOST_INPUT, read_text
from generator.git import GitError, commit_of, repository
from generator.inputs import load
from generator.review.ledger import load_ledger
from tests.conftest import PROJECT, ROOT, SMALL
from tests.test_git import git


def run(*arguments: str) -> Result:
    return CliRunner().invoke(group.main, list(arguments))


@pytest.fixture
def inputs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(SMALL, tmp_path / "inputs" / "fine")
    shutil.copytree(SMALL, tmp_path / "outside")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "inputs"


ODD = (".git", "a b", "$(id)", "-x", "[a](b)", "`a`", "é", "a\nb")


@pytest.fixture(scope="module")
def odd_ones(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folders of sound proposals, with names that no proposal may have; a link leads to another."""
    folder = tmp_path_factory.mktemp("odd") / "inputs"
    for name in ("fine", "../outside", *ODD):
        shutil.copytree(SMALL, folder / name)
    (folder / "link").symlink_to(folder.parent / "outside")
    git(folder.parent, "init", "-q")
    git(folder.parent, "commit", "-q", "--allow-empty", "-m", "nothing")
    return folder


@pytest.mark.slice(4)
@pytest.mark.parametrize("command", ["build", "check", "figures", "diff", "reconcile"])
@pytest.mark.parametrize(
    "name",
    [
        "../outside",
        "{}/outside",
        ".",
        "..",
        "/",
        "",
        "link",
        *ODD,
    ],
)
def test_a_proposal_that_is_none_is_refused(
    odd_ones: Path, monkeypatch: pytest.MonkeyPatch, command: str, name: str
) -> None:
    monkeypatch.chdir(odd_ones.parent)
    named = [name.format(odd_ones.parent)]
    done = run(command, "--proposal", *named)
    assert done.exit_code == 2, done.output
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1 or "Usage:" in done.stderr


def test_hidden_folders_are_no_proposals(inputs: Path) -> None:
    (inputs / ".git").mkdir()
    assert run("list").stdout == "fine\n"


KEPT = ["inputs", "inputs/new", "inputs/new/folder", "generator", "generator/new", "templates", "tests", ".", ".."]


@pytest.mark.parametrize("command", [["build", "--only", "md"], ["schema"]])
@pytest.mark.parametrize("folder", [*KEPT, "/"])
def test_nothing_is_written_to_what_a_build_is_made_from_or_around_it(command: list[str], folder: str) -> None:
    done = run(*command, "--output", str(ROOT / folder))
    assert done.exit_code == 2
    assert re.search("cannot hold output: .* is what it is made from;", done.stderr)
    assert len(done.stderr.splitlines()) == 1
    assert {path.name for path in (ROOT / folder).glob("*.md")} <= {"README.md"}


@pytest.mark.parametrize("leads", [ROOT / "templates", "link"])
def test_output_that_is_a_link_is_refused_wherever_it_leads_even_to_itself(tmp_path: Path, leads: Path | str) -> None:
    (tmp_path / "link").symlink_to(leads)
    done = run("build", "--only", "md", "--output", str(tmp_path / "link"))
    assert done.exit_code == 2
    assert "is a link; name the folder that it leads to" in done.stderr


def pipe(path: Path) -> None:
    os.mkfifo(path)


def out(path: Path) -> None:
    path.symlink_to("/etc/hostname")


def device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def circle(path: Path) -> None:
    path.symlink_to(path)


def huge(path: Path) -> None:
    with path.open("wb") as file:
        for _ in range(50):
            file.write(b"a: 1\n" * 200_000)


def sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(2**40)


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (pipe, "cannot be read: it is not a plain file"),
        (out, "is a link that leads out of"),
        (device, "is a link that leads out of"),
        (circle, ""),
        (huge, f":200001:1: longer than {MOST_INPUT:,} bytes"),
        (sparse, f"longer than {MOST_INPUT:,} bytes"),
    ],
)
@pytest.mark.usefixtures("not_for_ever")
def test_a_file_that_is_none_ends_in_a_line(inputs: Path, make: Callable[[Path], None], says: str) -> None:
    for name in ("models.yaml", "original.yaml"):
        (inputs / "fine" / name).unlink(missing_ok=True)
        make(inputs / "fine" / name)
    with pytest.raises(ProposalError) as caught:
        load(inputs / "fine")
    assert says in str(caught.value)
    assert caught.value.exit_code == 3
    with pytest.raises(ProposalError) as caught:
        load_ledger(inputs / "fine" / "original.yaml")
    assert "root:" not in str(caught.value)


def test_a_file_of_fifty_megabytes_is_refused_in_bounded_memory(inputs: Path) -> None:
    huge(inputs / "fine" / "models.yaml")
    tracemalloc.start()
    try:
        with pytest.raises(ProposalError):
            load(inputs / "fine")
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b"\xff\xfea\x00:\x001\x00", ":1:1: "),
        ("a: 1\nb: é".encode("latin-1"), ":2:4: "),
        ("a: 1".encode("utf-32-be"), ":1:1: "),
        ("a: 1".encode("utf-16-le"), ":1:2: "),
        (b"a: 1\nb: \xed\xa0\x80", ":2:4: "),
        (b"a: \xc0\x80", ":1:4: "),
        (b"\x89PNG\r\n\x1a\n\x00", ":1:1: "),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", ":2:2: "),
        (bytes(range(256)), ":2:118: "),
        (b"\x00" * 100, ":1:1: "),
    ],
)
def test_what_is_no_text_is_refused_at_its_place(inputs: Path, data: bytes, place: str) -> None:
    (inputs / "fine" / "models.yaml").write_bytes(data)
    with pytest.raises(ProposalError) as caught:
        load(inputs / "fine")
    assert any(f"models.yaml{place}" in str(fault) for fault in caught.value.faults), caught.value


def test_a_file_may_be_a_link_to_another_proposals(inputs: Path) -> None:
    (inputs / "fine" / "models.yaml").unlink()
    shutil.copytree(SMALL, inputs / "other")
    (inputs / "fine" / "models.yaml").symlink_to(inputs / "other" / "models.yaml")
    assert load(inputs / "fine").inputs.models


def test_a_text_is_read_as_it_stands(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes("\ufeffé\r\n".encode())
    assert read_text(tmp_path / "a") == "\ufeffé\r\n"


@pytest.mark.parametrize(
    "revision", ["--output=planted", "--upload-pack=touch planted", "-h", "HEAD;touch planted", ":/x"]
)
def test_a_revision_is_never_an_option(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, revision: str) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(GitError, match="there is no such revision"):
        commit_of(repository(ROOT), revision)
    assert list(tmp_path.iterdir()) == []
    assert not list(ROOT.glob("planted*"))


VALUES = [
    "\n",
    "12\nother: 2",
    "text\nother: 2",
    "&a [*a]",
    "!!python/object/apply:os.system [id]",
    "[" * 5_000,
    "{" * 5_000,
    "9" * 90_000,
]
VALUES += ["1e999999999", "\x00", "\udcff", "'", '"\\ud800"', "# a", "? a", "- a", "<<: a", "@", "\u202e1"]


@pytest.mark.slice(4)
@pytest.mark.parametrize(
    ("path", "value"),
    [
        *(("scenarios.desk.sites", value) for value in VALUES),
        *(
            (path, value)
            for path in ("proposal.title", "proposal.references.0.label", "models")
            for value in VALUES[1:4]
        ),
    ],
    ids=lambda one: ascii(one)[:24],
)
def test_a_value_put_in_by_hand_is_read_as_carefully_as_a_file(
    monkeypatch: pytest.MonkeyPatch, path: str, value: str
) -> None:
    monkeypatch.chdir(PROJECT)
    done = run("figures", "--proposal", "small", "--set", f"{path}={value}")
    assert done.exit_code in {2, 3}, done.output[:500]
    assert done.exception is None or isinstance(done.exception, SystemExit)


@pytest.mark.usefixtures("in_small_project")
@pytest.mark.parametrize(
    "path", [".", "..", "a" * 10_000, "." * 10_000, "scenarios..sites", "proposal.references.-1.label", "scenarios.\n"]
)
def test_a_path_put_in_by_hand_that_leads_nowhere_is_refused(path: str) -> None:
    done = run("figures", "--set", f"{path}=1")
    assert done.exit_code == 3
    assert isinstance(done.exception, SystemExit)
