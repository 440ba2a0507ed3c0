"""A workbook as LibreOffice works it out, and with other inputs; a second reader of its cells.

In: the bytes of a workbook, and new numbers for cells of its inputs. Out: what each cell comes to, in one run of
LibreOffice for all workbooks.
"""

import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Mapping
from html import unescape
from io import BytesIO
from pathlib import Path

PROGRAMS = ("soffice", "libreoffice")
ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
"""Lets LibreOffice work every formula out when it opens a workbook, whatever value stands with it."""

CELL = re.compile(r'<c r="([A-Z]+\d+)"([^>]*?)(?:/>|>(.*?)</c>)', re.DOTALL)
VALUE, TYPE = re.compile(r"<v>(.*?)</v>", re.DOTALL), re.compile(r' t="(\w+)"')
TEXTS = re.compile(r"<si>(.*?)</si>", re.DOTALL)
TAG = re.compile(r"<[^>]*>")
SHEET = re.compile(r'<sheet name="([^"]*)"[^>]*r:id="rId(\d+)"')

Cell = float | bool | str | None
Values = dict[str, dict[str, Cell]]
"""What stands in each cell, by the name of its sheet and its place there; an error is a text such as #DIV/0!."""


def program() -> str | None:
    return next((found for name in PROGRAMS if (found := shutil.which(name))), None)


def recalculated(workbooks: Mapping[str, bytes], folder: Path) -> dict[str, Values]:
    """What each workbook comes to."""
    profile, out = folder / "profile", folder / "out"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(ALWAYS)
    for name, data in workbooks.items():
        (folder / f"{name}.xlsx").write_bytes(data)
    files = [f"{name}.xlsx" for name in workbooks]
    command = [program() or "", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    command += ["--convert-to", "xlsx", "--outdir", str(out), *files]
    done = subprocess.run(
        command, cwd=folder, check=False, capture_output=True, text=True, env={**os.environ, "LC_ALL": "C.UTF-8"}
    )
    assert sorted(one.name for one in out.glob("*")) == sorted(files), done.stdout + done.stderr
    return {name: values((out / f"{name}.xlsx").read_bytes()) for name in workbooks}


def values(data: bytes) -> Values:
    """What stands in the cells of a workbook, as it was saved."""
    with zipfile.ZipFile(BytesIO(data)) as parts:
        texts = []
        if "xl/sharedStrings.xml" in parts.namelist():
            texts = [_words(one) for one in TEXTS.findall(parts.read("xl/sharedStrings.xml").decode())]
        names = SHEET.findall(parts.read("xl/workbook.xml").decode())
        links = dict(
            re.findall(r'Id="(rId\d+)"[^>]*Target="([^"]*)"', parts.read("xl/_rels/workbook.xml.rels").decode())
        )
        return {unescape(name): _cells(parts.read(f"xl/{links[f'rId{at}']}").decode(), texts) for name, at in names}


def _cells(sheet: str, texts: list[str]) -> dict[str, Cell]:
    found: dict[str, Cell] = {}
    for place, attributes, inner in CELL.findall(sheet):
        value, kind = VALUE.search(inner), TYPE.search(attributes)
        found[place] = None if value is None else _cell(value[1], kind[1] if kind else "n", texts)
    return found


def _cell(text: str, kind: str, texts: list[str]) -> Cell:
    if kind == "s":
        return texts[int(text)]
    return text == "1" if kind == "b" else float(text) if kind == "n" else unescape(text)


def _words(text: str) -> str:
    return unescape(TAG.sub("", text))


def with_inputs(data: bytes, numbers: Mapping[str, float]) -> bytes:
    """The workbook with other numbers in cells of its inputs, as if someone had typed them."""
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            text = old.read(part)
            if part == "xl/worksheets/sheet2.xml":
                text = _typed(text.decode(), numbers).encode()
            new.writestr(part, text)
    return file.getvalue()


def _typed(sheet: str, numbers: Mapping[str, float]) -> str:
    for place, number in numbers.items():
        sheet, found = re.subn(
            rf'(<c r="{place}"[^>]*>)(?:<f>[^<]*</f>)?<v>[^<]*</v>', rf"\g<1><v>{number!r}</v>", sheet
        )
        assert found == 1, place
    return sheet
