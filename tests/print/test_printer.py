"""The printer: it fetches nothing, loads nothing that a page needs, and says what it lacks."""

import ctypes.util
import re
import subprocess
import sys
import zlib
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner

from generator.cli.group import main
from generator.errors import ProposalError
from generator.print import printer
from generator.print.printer import MISSING_LIBRARY, PACKED, Job, printed
from tests.conftest import PROJECT, ROOT

PAGE = '<html lang="en"><head><title>Title</title></head><body><main><h1>Title</h1></main></body></html>'


def test_where_no_list_of_fonts_can_be_kept_that_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "/proc/nowhere")
    with pytest.raises(
        ProposalError, match=r"no list of fonts can be kept: .*; set XDG_CACHE_HOME to a folder"
    ) as told:
        printed(Job(PAGE, "", "a4"))
    assert told.value.exit_code == 1


def test_each_folder_of_fonts_has_a_list_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    lists = {}
    for folder in (tmp_path / "one", tmp_path / "other"):
        monkeypatch.setattr(printer, "fonts", lambda folder=folder: folder)
        lists[folder] = printer._font_configuration()
    assert all(f"<dir>{folder}</dir>" in one.read_text(encoding="utf-8") for folder, one in lists.items())


def test_the_printer_fetches_nothing(caplog: pytest.LogCaptureFixture) -> None:
    planted = [f'<img src="{source}" alt="x">' for source in ("file:///etc/hostname", "http://127.0.0.1:9/x")]
    printed(Job(PAGE.replace("<main>", f"<main>{''.join(planted)}"), "", "letter"))
    for source in ("file:///etc/hostname", "http://127.0.0.1:9/x"):
        assert f"the printer fetches nothing, and so not {source}" in caplog.text


def test_a_print_is_compressed_to_its_level(monkeypatch: pytest.MonkeyPatch) -> None:
    compressor, levels = zlib.compressobj, set[int]()

    def counted(level: int) -> "zlib._Compress":
        levels.add(level)
        return compressor(level)

    monkeypatch.setattr(zlib, "compressobj", counted)
    printed(Job(PAGE, "", "a4"))
    assert levels == {PACKED}


class Lacking:
    """Stands before the finders of modules: what is to load WeasyPrint finds no Pango."""

    def find_spec(self, name: str, *_: object) -> None:
        if name == "weasyprint":
            raise OSError("cannot load library libpango")


def test_a_printer_without_pango_is_told_by_that_name_and_libraries_are_looked_up_as_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    find = ctypes.util.find_library
    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Lacking(), *sys.meta_path])
    with pytest.raises(ProposalError) as caught:
        printer.load()
    (fault,) = caught.value.faults
    assert (str(fault.place), fault.what) == ("Pango", "cannot be loaded: cannot load library libpango")
    assert caught.value.exit_code == MISSING_LIBRARY
    assert ctypes.util.find_library is find


def test_a_missing_pango_is_told_with_the_line_that_installs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lacking(*_: object) -> None:
        raise OSError("cannot load library libpango")

    printer.load()
    for name in [one for one in sys.modules if one.partition(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr("cffi.FFI.dlopen", lacking)
    monkeypatch.setattr(ctypes.util, "find_library", lambda _: None)  # upstream asks a compiler, many times
    monkeypatch.chdir(PROJECT)
    run = CliRunner().invoke(main, ["build", "--proposal", "small", "--only", "pdf", "--output", str(tmp_path)])
    assert run.exit_code == 4, run.stderr
    (line,) = run.stderr.splitlines()
    assert re.search(
        r"manager: (sudo )?apt-get update && [^;]* libpangoft2-1.0-0 libharfbuzz-subset0; or: (sudo )?dnf ", line
    )
    assert line.endswith("; or: brew install pango")
    assert "Traceback" not in run.stderr
    assert list(tmp_path.iterdir()) == []


LOADS_NOTHING = """
import sys
from generator.print import printer
printer.ready(open("templates/style.css", encoding="utf-8").read())
needless = ("generator.inputs", "generator.document.render", "jinja2", "yaml", *printer.UNNEEDED)
found = [one for one in needless if one in sys.modules]
sys.exit(", ".join(found) or 0)
"""


def test_fonts_are_cut_down_where_harfbuzz_cannot(monkeypatch: pytest.MonkeyPatch) -> None:
    printer.load()
    monkeypatch.setattr("weasyprint.pdf.fonts.harfbuzz_subset", None)
    whole = sum(path.stat().st_size for path in printer.fonts().glob("*Regular.ttf"))
    with pikepdf.open(BytesIO(printed(Job(PAGE, "", "a4")))) as pdf:
        (font,) = pdf.pages[0].Resources.Font.values()
        program = bytes(font.DescendantFonts[0].FontDescriptor.FontFile3.read_bytes())
    assert len(program) < whole / 4


def test_a_process_that_is_ready_to_print_has_loaded_nothing_of_inputs_or_document() -> None:
    done = subprocess.run([sys.executable, "-c", LOADS_NOTHING], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
