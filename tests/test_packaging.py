"""What is installed from a wheel is whole: it has its templates within, and works where there is no checkout."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

from tests.conftest import ROOT, SMALL


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of a wheel, as an installer lays them down."""
    folder = tmp_path_factory.mktemp("wheel")
    (wheel,) = WheelBuilder(str(ROOT)).build(directory=str(folder), versions=["standard"])
    with zipfile.ZipFile(wheel) as files:
        files.extractall(folder / "site")
    return folder / "site"


def test_a_wheel_holds_every_module_and_every_template(installed: Path) -> None:
    command = ["git", "ls-files", "generator", "templates"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    wanted = {f"generator/{one}" if one.startswith("templates/") else one for one in listed}
    found = {str(path.relative_to(installed)) for path in installed.rglob("*") if path.is_file()}
    assert {one for one in found if not one.startswith("capacity_proposals-")} >= wanted


@pytest.mark.whole
def test_what_is_installed_builds_a_project_with_the_templates_that_came_with_it(
    installed: Path, tmp_path: Path
) -> None:
    shutil.copytree(SMALL, tmp_path / "inputs" / "small")
    code = (
        "from generator.cli import group\nfrom generator.document import templates\n"
        "group.main(['build', '--only', 'md'], standalone_mode=False)\nprint(templates.FOLDER)\n"
    )
    command, alone = [sys.executable, "-c", code], {"PYTHONPATH": str(installed), "HOME": str(tmp_path)}
    done = subprocess.run(command, cwd=tmp_path, env=alone, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1] == str(installed / "generator" / "templates")
    assert (tmp_path / "output" / "small.md").is_file()
