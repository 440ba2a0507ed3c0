"""Tokens that differ from request to request: a mean, with how far single requests are from it.

In: a plain value of the YAML reader. Out: a frozen record, or a ValueError with the reader's words.
"""

from collections.abc import Mapping
from itertools import pairwise
from typing import Self

from pydantic import model_validator

from generator.inputs.entry import Entry, MisfitError, optional, optional_list, required
from generator.inputs.quantities import ENDS, Amount, Percentage, unit_of
from generator.units import Share, TokensPerRequest, Unit

PER_REQUEST: Unit = unit_of(TokensPerRequest)
A_SHARE: Unit = unit_of(Share)


class Above(Entry):
    """How many requests are larger than a size."""

    tokens: Amount = required("A size.", PER_REQUEST)
    share: Percentage = required("Share of the requests that are larger.", A_SHARE)


PERCENTILES = ("p50", "p95", "p99")


class Spread(Amount):
    """A mean, with how far single requests are from it; that is not a range of doubt, and moves no rate."""

    p50: Amount | None = optional("What half of the requests do not pass.", PER_REQUEST)
    p95: Amount | None = optional("What all but a twentieth of the requests do not pass.", PER_REQUEST)
    p99: Amount | None = optional("What all but a hundredth of the requests do not pass.", PER_REQUEST)
    above: list[Above] = optional_list("Sizes, and the share of the requests above each.")

    @model_validator(mode="before")
    @classmethod
    def _mean(cls, value: object) -> object:
        if not isinstance(value, Mapping) or "mean" not in value:
            alone = [key for key in (*PERCENTILES, "above") if isinstance(value, Mapping) and key in value]
            if isinstance(value, Mapping) and alone and not {*value} & {"value", *ENDS}:
                raise MisfitError(f"{alone[0]} stands without a mean", "add mean: it drives the rates", (alone[0],))
            return value
        beside = [end for end in ENDS if end in value]
        if beside:
            hint = "the mean is the number that drives the rates"
            raise MisfitError(f"found both mean and {beside[0]}", hint, ("mean",))
        mean = value["mean"] if isinstance(value["mean"], Mapping) else {"value": value["mean"]}
        return {**mean, **{key: one for key, one in value.items() if key != "mean"}}

    @model_validator(mode="after")
    def _rising(self) -> Self:
        given = [(key, one.ends[1]) for key in PERCENTILES if (one := getattr(self, key))]
        for (before, less), (key, more) in pairwise(given):
            if more < less:
                raise MisfitError(f"{key} is below {before}", at=(key,))
        sizes = sorted((one.tokens.ends[1], one.share.ends[1], at) for at, one in enumerate(self.above))
        for (_, larger, _), (_, share, at) in pairwise(sizes):
            if share > larger:
                raise MisfitError("more requests are above this size than above a smaller one", at=("above", at))
        return self
