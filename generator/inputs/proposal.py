"""The records of proposal.yaml: who asks whom for what, and how the proposal is printed.

In: the plain values of the file. Out: frozen records.
"""

import re
from datetime import date
from fractions import Fraction
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema, model_validator

from generator import units
from generator.errors import did_you_mean
from generator.inputs.quantities import (
    TO_BE_AGREED,
    Certain,
    CertainPercentage,
    Facts,
    Key,
    LabelField,
    MisfitError,
    NameField,
    Record,
    Sourced,
    TextField,
    ToBeAgreed,
    known,
    number,
    portion,
    share,
    unit_of,
)

CaseName = Annotated[str, known("load_cases")]


class Beside(Record):
    """A load case that runs beside the headline case."""

    included: bool = Field(description="Whether the case is added to the request.")


class Request(Record):
    """What the vendor is asked for."""

    headline_case: CaseName = Field(description="The load case to reserve for, as scenario.case: production.peak.")
    alternative_case: CaseName | None = Field(None, description="A load case to offer instead, as scenario.case.")
    beside: dict[CaseName, Beside] = Field(
        default_factory=dict, description="Load cases that run beside the headline case, by their name, scenario.case."
    )


def _date(value: object) -> date:
    try:
        return date.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        raise ValueError("expected a date such as 2026-01-31") from None


class Judgements(Sourced):
    """The thresholds behind the document's words."""

    negligible_below: Annotated[CertainPercentage, unit_of(units.Share)] = Field(
        description="A load is negligible below this share of the headline case's tokens."
    )
    dominates_above: Annotated[CertainPercentage, unit_of(units.Share)] = Field(
        description="A call dominates above this share of a page's input tokens."
    )
    moves_by: Annotated[CertainPercentage, unit_of(units.Share)] = Field(
        default_factory=lambda: CertainPercentage.model_construct(value=Fraction(1, 10)),
        description="How far each assumption is moved to see what rests on it; a tenth unless stated.",
    )


class Limits(Sourced):
    """How the vendor's limits hang together, as it publishes them."""

    total_to_uncached: Annotated[Certain, unit_of(units.Count)] = Field(
        description="How many times the uncached limit the vendor's default limit of all tokens is."
    )


class VendorFact(Record):
    """Something that the vendor publishes."""

    says: TextField = Field(description="What the vendor says, as a sentence of ours.")
    reference: NameField = Field(description="The label of the reference where the vendor says it.")
    facts: Facts


def _date_or_open(value: object) -> object:
    try:
        return value if value == TO_BE_AGREED else _date(value)
    except ValueError as error:
        raise ValueError(f"{error}, or {TO_BE_AGREED}") from None


LANGUAGE: dict[str, Any] = {
    "type": "string",
    "pattern": "^[a-z]{2}(-[A-Z]{2})?$",
    "patternErrorMessage": "Expected a language such as en or en-US.",
}


def _language(value: str) -> str:
    if not re.fullmatch(LANGUAGE["pattern"], value):
        raise ValueError(f"expected a language such as en or en-US, found {value}")
    return value


class Reference(Record):
    """A document that this one rests on."""

    label: LabelField = Field(description="What the document calls the reference.")
    where: NameField = Field(description="Its path or address.")
    read: Annotated[date, BeforeValidator(_date)] | None = Field(
        None, description="The day it was read, for what may change: 2026-01-31."
    )


def _limit(value: object) -> Fraction:
    return share(value) if isinstance(value, str) and value.endswith("%") else number(value)


Limit = Annotated[
    Fraction,
    BeforeValidator(_limit),
    WithJsonSchema({"type": ["string", "number"], "pattern": r"^[-+]?\d+(\.\d+)? ?%$", "examples": [500, "10%"]}),
]


def change(value: object) -> Fraction:
    """How far something may move, as a share of it: above 100% in percent alone. Raises ValueError as `share` does."""
    found = portion(value)
    if isinstance(value, Fraction) and value > 1:
        typed, means = f"{float(value):g}", units.write(value, unit_of(units.Share))
        raise MisfitError(f"without a percent sign {typed} is {means}", f"did you mean {typed}%?")
    if found < 0:
        raise MisfitError("must not be negative")
    return found


Change = Annotated[
    Fraction,
    BeforeValidator(change),
    WithJsonSchema(
        {
            "type": ["string", "number"],
            "minimum": 0,
            "maximum": 1,
            "pattern": r"^\+?\d+(\.\d+)? ?%$",
            "patternErrorMessage": "Expected a share such as 10%.",
            "examples": ["25%", "150%"],
        }
    ),
]


class Guardrail(Record):
    """What a figure must keep to: an upper or lower limit, or the largest change against the committed figures."""

    figure: NameField = Field(description="The figure's name, as `figures` lists it.")
    at_most: Limit | None = Field(None, description="The most it may be.")
    at_least: Limit | None = Field(None, description="The least it may be.")
    largest_change: Change | None = Field(None, description="How far it may move from its committed value.")
    reason: TextField = Field(description="Why, in a sentence.")

    @model_validator(mode="after")
    def _limits(self) -> Self:
        if self.at_most is None and self.at_least is None and self.largest_change is None:
            raise ValueError("a guardrail has at_most, at_least or largest_change")
        return self


class Document(Record):
    """The proposal itself: who asks whom for what, and how it is printed."""

    title: NameField = Field(description="The title of the document.")
    edition: NameField = Field(description="Which edition of the document this is, such as: 2026 estimate.")
    vendor: NameField = Field(description="Whom the document asks.")
    requester: NameField = Field(description="Who asks.")
    version: NameField = Field(description="Which version of this edition it is, such as: 1.0.")
    dated: Annotated[date, BeforeValidator(_date)] = Field(
        description="The day of this version, which the print carries: 2026-01-31."
    )
    needed_by: Annotated[date | ToBeAgreed, BeforeValidator(_date_or_open)] = Field(
        description="The day from which the capacity is needed, or to be agreed."
    )
    subject: TextField = Field(description="What is asked for, in a few words.")
    paper: Literal["letter", "a4"] = Field("letter", description="The size of the print.")
    language: Annotated[str, AfterValidator(_language), WithJsonSchema(LANGUAGE)] = Field(
        "en", description="The language of the document, such as en or en-US."
    )
    request: Request
    judgements: Judgements
    limits: Limits | None = None
    vendor_facts: dict[Key, VendorFact] = Field(
        default_factory=dict, description="What the vendor publishes and the request rests on, by a name of ours."
    )
    vendor_questions: list[TextField] = Field(
        default_factory=list, description="What the vendor is to clarify beyond what the figures themselves ask."
    )
    references: list[Reference] = Field(default_factory=list, description="The documents that this one rests on.")
    guardrails: list[Guardrail] = Field(default_factory=list, description="What figures must keep to.")

    @model_validator(mode="after")
    def _dated(self) -> Self:
        known = {one.label: one for one in self.references}
        for key, fact in self.vendor_facts.items():
            here = ("vendor_facts", key, "reference")
            if fact.reference not in known:
                raise MisfitError(f"unknown reference {fact.reference}", did_you_mean(fact.reference, known), here)
            if known[fact.reference].read is None:
                raise MisfitError(f"the reference {fact.reference} names no day", "add read: to the reference", here)
        return self
