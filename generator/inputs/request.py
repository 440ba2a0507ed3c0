"""The records of proposal.yaml: who asks whom for what, and how the proposal is printed.

In: the plain values of the file. Out: frozen records.
"""

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from generator import units
from generator.inputs.quantities import NameField, Percentage, Record, Sourced, TextField, known, unit_of

CaseName = Annotated[str, known("load_cases")]


class Beside(Record):
    """A load case that runs beside the headline case."""

    included: bool


class Request(Record):
    """What the vendor is asked for."""

    headline_case: CaseName
    alternative_case: CaseName | None = None
    beside: dict[CaseName, Beside] = Field(default_factory=dict)


class Judgements(Sourced):
    """The thresholds behind the document's words."""

    negligible_below: Annotated[Percentage, unit_of(units.Share)] = Field(
        description="A load is negligible below this share of the headline case's tokens."
    )
    dominates_above: Annotated[Percentage, unit_of(units.Share)] = Field(
        description="A call dominates above this share of a page's input tokens."
    )


def _date(value: object) -> date:
    try:
        return date.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        raise ValueError("expected a date such as 2026-01-31") from None


def _language(value: str) -> str:
    if not re.fullmatch(r"[a-z]{2}(-[A-Z]{2})?", value):
        raise ValueError(f"expected a language such as en or en-US, found {value}")
    return value


class Reference(Record):
    """A document that this one rests on."""

    label: NameField
    where: NameField
    read: Annotated[date, BeforeValidator(_date)] | None = None


class Document(Record):
    """The proposal itself: who asks whom for what, and how it is printed."""

    title: NameField
    edition: NameField
    vendor: NameField
    requester: NameField
    subject: TextField
    paper: Literal["letter", "a4"] = "letter"
    language: Annotated[str, AfterValidator(_language)] = "en"
    request: Request
    judgements: Judgements
    references: list[Reference] = Field(default_factory=list)
