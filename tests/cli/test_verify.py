"""`proposal verify` as a user meets it: whatever file it is given."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli import run
from tests.conftest import ROOT

pytestmark = pytest.mark.usefixtures("in_small_project")


NO_FONTS = '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig></fontconfig>\n'


@pytest.mark.whole
def test_a_pdf_alone_is_printed_to_the_same_bytes_in_any_folder_home_and_time_zone_without_network_inputs_and_fonts(
    small_pdf: bytes, tmp_path: Path
) -> None:
    folder, home = tmp_path / "received", tmp_path / "home"
    folder.mkdir()
    home.mkdir()
    (folder / "received.pdf").write_bytes(small_pdf)
    (home / "fonts.conf").write_text(NO_FONTS, encoding="utf-8")
    code = (
        "import sys, time\n"
        "def hook(event, args):\n"
        "    if event.startswith('socket.') or event == 'subprocess.Popen': raise RuntimeError(event)\n"
        "    if event == 'open' and str(args[0]).endswith('.yaml'): raise RuntimeError(args[0])\n"
        "sys.addaudithook(hook)\n"
        "from generator.cli.group import main\n"
        "main(['verify', 'received.pdf'], standalone_mode=False)\n"
        "print('there:', time.strftime('%z'), 'loaded:', *sys.modules)\n"
    )
    around = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "PYTHONHASHSEED": "0",
        "TZ": "Pacific/Kiritimati",
        "HOME": str(home),
        "XDG_CACHE_HOME": str(home / "cache"),
        "LC_ALL": "C",
        "FONTCONFIG_FILE": str(home / "fonts.conf"),
        "FONTCONFIG_PATH": str(home),
    }
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=folder, env=around, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    text, _, there = done.stdout.partition("there: ")
    zone, _, loaded = there.partition(" loaded: ")
    assert zone == "+1400"
    assert "is today's print of its inputs, to the byte" in text
    assert text.endswith("This proves that the document agrees with its inputs, not who wrote it.\n")
    assert set(loaded.split()) & {"pandas", "numpy", "weasyprint"} == set()
    assert [path.name for path in folder.iterdir()] == ["received.pdf"]


@pytest.mark.usefixtures("prints_once")
def test_verify_ends_with_the_gravest_code_of_its_files_and_goes_on_after_each(
    small_pdf: bytes, tmp_path: Path
) -> None:
    from tests.altered import with_text

    forged, broken = (str(tmp_path / name) for name in ("forged.pdf", "broken.pdf"))
    Path(forged).write_bytes(with_text(small_pdf, "6,750", "6,570")[0])
    Path(broken).write_bytes(small_pdf[:5000])
    result = run("verify", broken, forged)
    assert result.exit_code == 3
    assert result.stderr.startswith(f"{broken}: cannot be read: ")
    assert len(result.stderr.splitlines()) == 1
    assert "    page 1: 6,570 stands where 6,750 (figure page_profiles.letter.tokens_per_page" in result.stdout
    assert run("verify", str(tmp_path / "none.pdf")).exit_code == 2
    assert run("verify").exit_code == 2


@pytest.mark.usefixtures("prints_once")
def test_verify_as_json_tells_the_same(small_pdf: bytes, tmp_path: Path) -> None:
    from tests.altered import with_text

    forged, true = tmp_path / "forged.pdf", tmp_path / "true.pdf"
    forged.write_bytes(with_text(small_pdf, "6,750", "6,570")[0])
    true.write_bytes(small_pdf)
    assert run("verify", str(true)).exit_code == 0
    result = run("verify", str(forged), str(true), "--format", "json")
    assert result.exit_code == 1
    found, other = json.loads(result.stdout)
    assert [found["file"], other["file"]] == [str(forged), str(true)]
    assert (other["verdict"], other["differences"]) == ("same bytes", [])
    assert (found["verdict"], found["claim"]) == ("different", "is not today's print of its inputs")
    assert found["differences"][0]["where"] == "page 1"
