"""How a test asks why a value is refused."""

from typing import Any

import pytest

from generator.inputs.entry import Tables
from generator.inputs.located_yaml import YamlPath
from generator.inputs.reading import MisreadError, read_as


def told(kind: Any, value: object, tables: Tables | None = None) -> str:
    """What is wrong with a value, its one misfit."""
    return refused(kind, value, tables)[0]


def refused(kind: Any, value: object, tables: Tables | None = None) -> tuple[str, YamlPath]:
    """What is wrong with a value, its one misfit, and where below it."""
    with pytest.raises(MisreadError) as caught:
        read_as(kind, value, tables)
    (misread,) = caught.value.misreads
    return misread.what + (f"; {misread.hint}" if misread.hint else ""), misread.path
