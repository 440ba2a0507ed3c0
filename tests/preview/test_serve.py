"""The server has a port of this machine alone, and sees which proposal a file belongs to."""

import socket
from pathlib import Path

import pytest

from generator.errors import ProposalError
from generator.preview.serve import _touched, bound


def test_a_port_in_use_is_a_fault_that_says_what_to_type() -> None:
    with bound(0) as taken:
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(ProposalError, match=f"port {port}: is in use; name another with --port") as error:
            bound(port)
        assert error.value.exit_code == 2


def test_unless_a_port_is_named_a_free_one_is_found() -> None:
    with bound(None) as first:
        first.listen()
        with bound(None) as second:
            assert first.getsockname()[1] != second.getsockname()[1]
            assert {first.getsockname()[0], second.getsockname()[0]} == {"127.0.0.1"}


def test_it_is_served_to_no_other_machine() -> None:
    with bound(0) as found, socket.socket() as tried:
        found.listen()
        assert found.getsockname()[0] == "127.0.0.1"
        tried.settimeout(5)  # where this machine has no second address of its own
        with pytest.raises(OSError):  # noqa: PT011  # in the words of each system
            tried.connect(("127.0.0.2", found.getsockname()[1]))


@pytest.mark.parametrize(
    ("path", "touched"),
    [
        ("inputs/a/scenarios.yaml", ["a"]),
        ("inputs/a/measured/log.yaml", ["a"]),
        ("inputs/b/models.yaml", ["b"]),
        ("inputs/ab/models.yaml", []),
        ("inputs/a/.scenarios.yaml.swp", []),
        ("inputs/a/notes.txt", []),
        ("inputs/a", ["a"]),
        ("templates/20-request.md.j2", ["a", "b"]),
        ("templates/screen.css", ["a", "b"]),
    ],
)
def test_a_file_is_of_its_proposal_and_a_template_of_all(path: str, touched: list[str]) -> None:
    root = Path("/project")
    folders = {root / "inputs" / name: name for name in ("a", "b")}
    assert _touched([root / path], folders) == touched
