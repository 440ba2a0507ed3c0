"""Whether a log still gives what was measured of it.

In: a file of measured values. Out: the values that are others today; none where the log gives the same.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from generator.files import read_text
from generator.inputs.measured import Value, measured_file
from generator.measure.measuring import Say, measure
from generator.measure.written import DECIMALS, decimal, measured_again, to_text


class Moved(NamedTuple):
    """A value that is another today; empty where there was none, or is none today."""

    name: str
    was: str
    now: str


def again(file: Path, logs: Sequence[str], say: Say) -> list[Moved]:
    """What moved since a file was written, measured by its own mapping, from its own log unless another is named.

    Raises ProposalError where the log is not there any more.
    """
    text = read_text(file)
    addresses, mapping, zone = measured_again(text, str(file))
    today = to_text(measure(logs or addresses, mapping, zone, say))
    before, after = (measured_file(one, str(file)).values for one in (text, today))
    found = [
        Moved(name, _said(before, name), _said(after, name))
        for name in dict.fromkeys([*before, *after])
        if _said(before, name) != _said(after, name)
    ]
    if not found and _counted(text) != _counted(today):
        return [Moved("log", *(" ".join(_counted(one)) for one in (text, today)))]
    return found


def _said(values: Mapping[str, Value], name: str) -> str:
    if name not in values:
        return ""
    number = values[name].number
    return number if isinstance(number, str) else decimal(number, DECIMALS)


def _counted(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.startswith(("  digest: ", "  rows: ", "  left_out: "))]
