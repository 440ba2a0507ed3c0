"""`request` of proposal.yaml: which load cases are asked for, in which pools, with how much headroom."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Annotated

from generator import units
from generator.inputs.entry import Entry, field, otherwise
from generator.inputs.quantities import Certain, CertainPercentage, Source, Sourced, WholeAmount, WholePositive
from generator.inputs.rules import at_most_one, either, one_at_least
from generator.inputs.texts import Key, LabelField, Labelled, known
from generator.inputs.work import UnitName, WorkCap

CAPS = ("pages_per_minute_per_tenant", "requests_per_minute_per_tenant", "tokens_per_minute_per_tenant", "work")
CaseName = Annotated[str, known("load_cases")]


class Beside(Entry):
    """A load case that runs beside the headline case."""

    included: bool = field("Whether the case is added to the request.")


class TenantCap(Sourced):
    """What each of our tenants may do a minute, and what that bounds."""

    rules = (one_at_least(CAPS, f"a cap is one of {', '.join(CAPS)} at least"),)
    tenants: WholePositive = field("How many tenants there are.", units.Tenants)
    pages_per_minute_per_tenant: Certain | None = field(
        "The most pages a minute that a tenant may generate.", units.PagesPerMinutePerTenant
    )
    requests_per_minute_per_tenant: Certain | None = field(
        "The most requests a minute that a tenant may send.", units.RequestsPerMinutePerTenant
    )
    tokens_per_minute_per_tenant: Certain | None = field(
        "The most tokens a minute that a tenant may use.", units.TokensPerMinutePerTenant
    )
    work: dict[UnitName, WorkCap] = field("The most work a minute that a tenant may send, by its unit.")


class Asked(Entry):
    """What is asked for together: a load case, and what runs beside it."""

    headline_case: CaseName = field("The load case to reserve for, as scenario.case: production.peak.")
    alternative_case: CaseName | None = field("A load case to offer instead, as scenario.case.")
    base_case: CaseName | None = field(
        "A load case that a base reservation would cover, with bursts above it, as scenario.case."
    )
    beside: dict[CaseName, Beside] = field(
        "Load cases that run beside the headline case, by their name, scenario.case."
    )
    tenant_cap: TenantCap | None

    @property
    def cases(self) -> tuple[str, ...]:
        """The headline case, and those beside it that are included."""
        return (self.headline_case, *(name for name, one in self.beside.items() if one.included))


class Pool(Asked):
    """Limits that are granted apart from those of the other pools: of a region, an environment, an endpoint."""

    label: LabelField = otherwise("", "What the document calls the pool; its name unless stated.")


class Draws(WholePositive, may_range=False, least=1000, most=1_000_000):
    """How often ranges are drawn."""


class Seed(WholeAmount, may_range=False):
    """What draws begin with."""


class AtMost(CertainPercentage, above_zero=True):
    """A chance that is taken."""


class Chances(Sourced):
    """Asks how likely it is that more is needed than is asked for: all ranges are drawn, again and again."""

    source: Source | None = field(
        "Why it is set so; nobody need say it.", made=lambda: Source(assumed="a setting of the calculation")
    )
    draws: Draws = Draws.usual(100_000, "How often the ranges are drawn; 100,000 unless stated.", units.Count)
    seed: Seed = Seed.usual(2026, "What the draws begin with: of the same they are the same.", units.Count)
    at_most: AtMost = AtMost.usual(
        Fraction(1, 100), "The chance that more is needed which is still taken; 1% unless stated.", units.Share
    )


class Request(Asked):
    """What the vendor is asked for: at once, or pool by pool."""

    rules = (
        either("headline_case", "pools"),
        *(at_most_one(("pools", key)) for key in ("alternative_case", "base_case", "beside", "tenant_cap")),
    )
    headline_case: CaseName = otherwise("", "The load case to reserve for, as scenario.case: production.peak.")
    pools: dict[Key, Pool] = field(
        "What is asked for apart, by a name of ours: regions, environments, endpoints or accounts.", Labelled
    )
    headroom: CertainPercentage | None = field(
        "What is asked for on top of what is needed, as a share of it: room for what nobody foresees.", units.Share
    )
    chances: Chances | None

    @property
    def parts(self) -> Mapping[str, Asked]:
        """What is asked for apart, by what the names of its figures begin with; nothing is added across them."""
        pools: dict[str, Asked] = {f"request.pools.{name}": pool for name, pool in self.pools.items()}
        return pools or {"request": self}

    @property
    def first(self) -> Asked:
        """The part that the document speaks of where it speaks of one."""
        return next(iter(self.parts.values()))
