"""The command that serves: it tells its address, and ends with Ctrl-C."""

import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Callable
from typing import Any

import pytest

pytest.importorskip("uvicorn")
from generator.errors import install_hint
from tests.cli import run
from tests.conftest import PROJECT, ROOT

WITHOUT_SETTING_UP = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from generator import cli; cli.main()"


def test_it_tells_its_address_serves_there_and_ends_with_ctrl_c() -> None:
    command = [sys.executable, "-c", WITHOUT_SETTING_UP, "preview", "-p", "small"]
    with subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout
        line = process.stdout.readline()
        found = re.fullmatch(r"(http://127\.0\.0\.1:\d+/)  shows small; Ctrl-C ends it\n", line)
        assert found, line
        with urllib.request.urlopen(found[1], timeout=300) as page:
            assert page.url == f"{found[1]}small/"
            assert "Request to reserve" in page.read().decode()
        process.send_signal(signal.SIGINT)
        out, error = process.communicate(timeout=300)
    assert (process.returncode, out, error) == (0, "ended\n", "")


def test_the_page_is_opened_where_that_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    monkeypatch.chdir(PROJECT)

    async def serves(_: object, socket: Any, __: object, told: Callable[[Callable[[], None]], None]) -> None:
        told(lambda: None)
        socket.close()

    monkeypatch.setattr("generator.preview.serve.serve", serves)
    monkeypatch.setattr("generator.preview.serve.ended_by_signals", lambda _: None)
    assert run("preview", "-p", "small").output.endswith("ended\n")
    assert opened == []
    told = run("preview", "-p", "small", "-p", "seed", "--open").output
    assert opened == [told.split()[0]]
    assert "shows small, seed;" in told


def test_without_its_packages_it_says_how_to_install_them(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded = {name: one for name, one in sys.modules.items() if name.startswith(("generator.preview", "uvicorn"))}
    for name, module in loaded.items():
        package, _, own = name.rpartition(".")
        if package:  # what is loaded anew meanwhile stands there as well, and would stay
            monkeypatch.setattr(loaded.get(package) or sys.modules[package], own, module)
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    monkeypatch.chdir(PROJECT)
    result = run("preview")
    assert (result.exit_code, result.stdout) == (4, "")
    assert result.stderr == f"uvicorn: is not installed here, and the preview needs it; {install_hint('preview')}\n"


def test_a_proposal_that_is_not_there_and_a_port_that_is_none_are_faults(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(PROJECT)
    assert run("preview", "-p", "no-such").exit_code == 2
    assert run("preview", "--port", "0").exit_code == 2
