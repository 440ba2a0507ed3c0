"""The packages that are installed are held against the constraints: each that a build needs, and no other."""

import sys
from pathlib import Path

import pytest

from generator.review import packages
from generator.review.packages import CONSTRAINTS, needed, not_those

PINNED = """\
click==8.5.1
Jinja_2==3.1.6 ; sys_platform != 'win32'
numpy==2.4.6 ; python_full_version < '3.12'
numpy==2.5.5 ; python_full_version >= '3.12'
"""


@pytest.mark.parametrize(
    ("installed", "others"),
    [
        ({"click": "8.5.1", "jinja-2": "3.1.6"}, []),
        ({"click": "8.5.0", "jinja-2": "3.1.60"}, ["click", "jinja-2"]),
        ({"numpy": "2.4.6"}, []),
        ({"numpy": "2.5.5"}, []),
        ({"numpy": "2.5.6"}, ["numpy"]),
        ({"of-the-user": "1.0"}, []),
        ({}, []),
    ],
)
def test_a_package_is_one_of_another_version_than_constraints_name(
    installed: dict[str, str], others: list[str]
) -> None:
    assert not_those(PINNED, installed) == others


def test_what_a_build_needs_is_known_down_to_what_that_needs_and_nothing_of_the_tests() -> None:
    found = needed("pytest")
    assert {"pytest", "pluggy"} <= set(found)
    assert "hypothesis" not in found, "an extra is not needed"
    assert needed("no-such-package-is-installed") == {}


def test_one_line_names_them_with_the_command_that_installs_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packages, "needed", lambda: {"pluggy": "0.1", "click": "8.5.1"})
    monkeypatch.setattr(packages, "CONSTRAINTS", tmp_path / "constraints.txt")
    (tmp_path / "constraints.txt").write_text("pluggy==1.7.0\nclick==8.5.1\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "executable", str(tmp_path / ".venv" / "bin" / "python"))
    (fault,) = packages.faults()
    assert str(fault) == (
        "constraints.txt: names another version than is installed of pluggy 0.1; "
        "run: .venv/bin/python -m pip install -c constraints.txt pluggy"
    )


def test_the_constraints_name_every_package_that_a_build_needs() -> None:
    text = CONSTRAINTS.read_text(encoding="utf-8")
    named = {packages._plain(line.partition("==")[0]) for line in text.splitlines()}
    assert set(needed()) - named <= {"capacity-proposals"}
