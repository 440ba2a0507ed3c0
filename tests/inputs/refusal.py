"""How a test asks why a value is refused."""

from typing import Any

import pytest

from generator.inputs.entry import MisfitError, Tables
from generator.inputs.located_yaml import YamlPath
from generator.inputs.reading import read_as


def told(kind: Any, value: object, tables: Tables | None = None) -> str:
    """What is wrong with a value, its one misfit."""
    return refused(kind, value, tables)[0]


def refused(kind: Any, value: object, tables: Tables | None = None) -> tuple[str, YamlPath]:
    """What is wrong with a value, its one misfit, and where below it."""
    with pytest.raises(MisfitError) as caught:
        read_as(kind, value, tables)
    (misfit,) = caught.value.misfits
    return misfit.what + (f"; {misfit.hint}" if misfit.hint else ""), misfit.path
