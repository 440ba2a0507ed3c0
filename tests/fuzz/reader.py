"""The YAML reader as a target of fuzzing: whatever the bytes, values or faults with a place."""

from pathlib import Path

from generator.errors import Place, ProposalError
from tests.fuzz.guided import Target, instrument, take_over

READER = Target("yaml reader", "tests.fuzz.reader", longest=4096, megabytes=1024)
CORPUS = ("tests/proposals/seed", "tests/proposals/foreign")


def check(data: bytes) -> None:
    """Reads bytes as a file of inputs; anything but values that have places, or faults that have, is an error."""
    from generator.inputs.located_yaml import parse

    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    try:
        places = [place for path, place in parse(text, "f.yaml").places.items() if path]
    except ProposalError as error:
        places = [fault.place for fault in error.faults] or [Place("f.yaml")]
    assert all(place.line and place.column for place in places), places


def corpus() -> list[bytes]:
    """The inputs of two proposals."""
    return [path.read_bytes() for folder in CORPUS for path in sorted(Path(folder).iterdir())]


if __name__ == "__main__":
    instrument(["yaml", "generator.errors", "generator.inputs.located_yaml"])
    take_over(check)
