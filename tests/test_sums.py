"""What a build wrote is known by its sums; what was altered since is told."""

import subprocess
from pathlib import Path

from generator.sums import altered, file_of, same, sums
from tests.conftest import put


def test_the_sums_are_what_sha256sum_reads(tmp_path: Path) -> None:
    put(tmp_path, "a", {"a.md": b"text", "a/chart.svg": b"<svg/>"})
    done = subprocess.run(
        ["sha256sum", "--check", "--strict", file_of("a")], cwd=tmp_path, capture_output=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, b"a.md: OK\na/chart.svg: OK\n")


def test_a_file_is_altered_where_it_is_not_as_it_was_written(tmp_path: Path) -> None:
    put(tmp_path, "a", {"a.md": b"text", "a.pdf": b"print"})
    (tmp_path / "a.pdf").write_bytes(b"Print")
    (tmp_path / "b.md").write_bytes(b"of another")
    written = sums(tmp_path, "a")
    assert [altered(tmp_path, written, name) for name in ("a.md", "a.pdf", "b.md", "none")] == [
        False,
        True,
        False,
        False,
    ]


def test_what_is_written_later_keeps_the_sums_of_what_stays_and_not_of_what_went(tmp_path: Path) -> None:
    put(tmp_path, "a", {"a.md": b"text", "a.pdf": b"print", "a/old.svg": b"<svg/>"})
    (tmp_path / "a" / "old.svg").unlink()
    (tmp_path / "a.md").write_bytes(b"by hand")
    put(tmp_path, "a", {"a.pdf": b"new print"})
    written = sums(tmp_path, "a")
    assert [*written] == ["a.md", "a.pdf"] or {*written} == {"a.md", "a.pdf"}
    assert altered(tmp_path, written, "a.md")


def test_sums_that_are_none_or_lead_elsewhere_know_nothing(tmp_path: Path) -> None:
    assert sums(tmp_path, "a") == {}
    (tmp_path / file_of("a")).write_bytes(b"\xff\n<<<<<<< HEAD\n" + b"0" * 64 + b"  a.md\n")
    assert sums(tmp_path, "a") == {"a.md": "0" * 64}
    (tmp_path / file_of("b")).symlink_to(tmp_path / file_of("a"))
    assert sums(tmp_path, "b") == {}


def test_the_same_bytes_are_the_same_and_a_link_is_not(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    assert [same(tmp_path / name, b"x") for name in ("a", "b", "c")] == [True, False, False]
