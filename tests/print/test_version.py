"""A print names the version that printed it, and a clone finds the commit of that version by its sources."""

from pathlib import Path

import pikepdf

import generator
from generator.files import blob_id
from generator.print.version import Version, commit_of, digest, sources, stated, today
from tests.test_git import commit, git


def test_a_version_is_a_release_its_sources_and_the_printer() -> None:
    now = today()
    assert (now.release, now.sources) == (generator.__version__, sources())
    assert str(now) == f"capacity-proposals {generator.__version__} ({sources()})"
    assert str(Version()) == "capacity-proposals of an unknown version"


def test_what_metadata_say_is_taken_only_as_a_print_writes_it() -> None:
    told = {"/Creator": "capacity-proposals 2026.2", "/Sources": "0123456789ab", "/Producer": "WeasyPrint 70.0"}
    assert stated(told) == Version("2026.2", "0123456789ab", "70.0")
    for key, odd in (("/Creator", "capacity-proposals 9,999"), ("/Sources", "0" * 13), ("/Producer", "99,999 tokens")):
        other = stated({**told, key: odd})
        assert [other.release, other.sources, other.printer].count("") == 1
    assert stated({}) == stated("no dictionary") == Version()
    no_text = pikepdf.Dictionary(told | {"/Producer": pikepdf.String(b"\xef\xbb\xbf\xff")})
    assert stated(no_text) == Version("2026.2", "0123456789ab", "")


def test_the_sources_are_the_code_and_the_templates_by_what_they_hold() -> None:
    named = {"generator/a.py": "1", "templates/b.j2": "2"}
    assert digest(named) == digest({**named, "generator/constraints.txt": "3"})
    assert len({digest(named), digest({**named, "generator/a.py": "3"}), digest({"generator/a.py": "1"})}) == 3


def test_a_clone_finds_the_commit_that_has_the_sources(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "-b", "main")
    wanted: list[tuple[str, str]] = []
    for text in ("a = 1\n", "a = 2\n", "a = 3\n"):
        for name in ("generator/a.py", "templates/b.j2", "other.txt"):
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text(text, encoding="utf-8")
        commit(tmp_path)
        blob = blob_id(text.encode())
        wanted.append((digest({"generator/a.py": blob, "templates/b.j2": blob}), git(tmp_path, "rev-parse", "HEAD")))
    assert [commit_of(of, tmp_path) for of, _ in wanted] == [commit for _, commit in wanted]
    assert commit_of("0" * 12, tmp_path) == ""


def test_outside_a_clone_no_commit_is_found(tmp_path: Path) -> None:
    assert commit_of(sources(), tmp_path) == ""
