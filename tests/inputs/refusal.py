"""How a test asks why a record refuses its values."""

from collections.abc import Mapping
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError


def refused(record: type[BaseModel], values: Mapping[str, Any]) -> tuple[str, tuple[str | int, ...]]:
    """What is wrong with the values, and where below the record."""
    with pytest.raises(ValidationError) as caught:
        record.model_validate(values)
    (detail,) = caught.value.errors()
    error = detail["ctx"]["error"]
    return error.what + (f"; {error.hint}" if error.hint else ""), error.at
