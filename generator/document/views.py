"""What a template sees: the words of the inputs beside the figures of the sheet, thing by thing.

In: a proposal and its sheet. Out: the names that templates may use. A view answers to the name of a figure, of a word
or of something below it, and to nothing else.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.document.driven import driven_views, stage_view, stage_views
from generator.document.elsewhere import share_views
from generator.document.instead import candidate_views, reading_views, saving_views
from generator.document.offered import offer_view, offered_view
from generator.document.pools import asks_for, budget_views, limit_views, limits_uncached, pool_views
from generator.document.profile_view import profile_view
from generator.document.view import View, wrap
from generator.document.work import units_of
from generator.figures.drivers import month_of
from generator.figures.figure import Figure, Sheet
from generator.figures.volumes import case_of
from generator.inputs import Proposal
from generator.inputs.asked_once import headline_beside, home_of, outside
from generator.inputs.elsewhere import of_vendor
from generator.inputs.records import Inputs, open_on_our_side
from generator.inputs.scenarios import LoadCase, Scenario
from generator.inputs.texts import Name

OF_ITS_OWN = ("published", "meter", "price", "split", "fallback")
"""What a model says below itself, wherever its figures stand."""
MANY = 6
"""Of more models, each row would be too tall with all that is known of them."""
ABREAST = 4
"""More load cases, each with its requests and tokens, do not fit beside each other; of many models, half."""


@dataclass(frozen=True)
class _Maker:
    inputs: Inputs
    sheet: Sheet

    def models(self, path: str) -> list[View]:
        """A row for each model that has figures under `path`.models, in the order of the inputs."""
        return [
            View(
                self.sheet,
                (f"{path}.models.{name}", f"models.{name}"),
                model,
                key=Name(name),
                has_prompt=any(call.has_prompt for *_, call in self.inputs.calls if call.model == name),
                has_answer=any(call.output_tokens for *_, call in self.inputs.calls if call.model == name),
                **self.beside_limits(f"{path}.models.{name}", name),
            )
            for name, model in self.inputs.models.items()
            if any(f"{path}.models.{name}.requests_per_{per}" in self.sheet for per in ("page", "minute", "month"))
        ]

    def beside_limits(self, path: str, model: str) -> dict[str, Any]:
        """Which limits a model's tokens stand beside."""
        own = self.inputs.models[model]
        default = self.sheet.get("proposal.limits.total_to_uncached")
        return {
            "limited": f"{path}.default_total_tokens_per_minute" in self.sheet,
            "default_ratio": self.sheet.get(f"models.{model}.total_to_uncached", default),
            **{key: wrap(self.sheet, getattr(own, key), f"models.{model}.{key}") for key in OF_ITS_OWN},
            "offered": offered_view(self.inputs, self.sheet, model),
            **limit_views(self.sheet, path, model, self.inputs.work_words),
        }

    def case(self, scenario: View, key: str, case: LoadCase) -> View:
        name = f"{scenario.key}.{key}"
        rate = self.sheet[f"{name}.pages_per_minute"]
        before = rate.needs.get("unrounded_pages_per_minute")
        return View(
            self.sheet,
            (f"scenarios.{scenario.key}.load_cases.{key}", name),
            case,
            of=scenario,
            key=Name(name),
            models=self.models(name),
            # A stated rate has the same name, before it is rounded.
            pages_per_minute=rate,
            stated_rate=case.pages_per_minute is not None,
            rounded_up=isinstance(before, Figure) and before.value != rate.value,
            at_shortest=View(self.sheet, (f"{name}.at_shortest",)),
            stages=stage_views(self.sheet, scenario.key, key, self.inputs.scenarios[scenario.key]),
            of_stage=stage_view(self.sheet, scenario.key, self.inputs.scenarios[scenario.key], case.stage),
            is_headline=name in self.headlines(),
            beside=case_of(self.inputs, headline_beside(self.inputs, str(scenario.key)))[1].label,
            profile=scenario.profile,
        )

    def headlines(self) -> list[str]:
        """The headline cases of all pools."""
        return [part.headline_case for part in self.inputs.proposal.request.parts.values()]

    def scenario(self, name: str, scenario: Scenario, profiles: Mapping[str, View]) -> View:
        """A scenario, with its load cases below it, which say of which they are."""
        path, mean = f"scenarios.{name}", f"scenarios.{name}.mean_page"
        shortest, month = View(self.sheet, (f"{path}.at_shortest",)), month_of(path, scenario)
        monthly = f"{month}.requests_per_month" in self.sheet
        active = f"{path}.active" if scenario.is_driven else f"{path}.month"
        profile = profiles[scenario.profiles[0]]
        if scenario.page_profiles:
            profile = View(self.sheet, (mean,), models=self.models(mean))
        found = View(
            self.sheet,
            (path, month),
            scenario,
            key=Name(name),
            is_headline=name in [home_of(self.inputs, case) for case in self.headlines()],
            models=self.models(month),
            profile=profile,
            at_shortest=shortest,
            has_use=monthly or bool(scenario.campaign and scenario.peak),
            monthly=monthly,
            of_month=View(self.sheet, (month,)),
            month_days=self.sheet.get(f"{active}.days_per_month", self.sheet.get(f"{active}.active_days")),
            month_hours=self.sheet.get(f"{active}.hours_per_day"),
            driven=scenario.is_driven,
            **driven_views(self.inputs, self.sheet, path, scenario),
            mix=[
                View(self.sheet, one._paths, label=one.label, share=self.sheet[f"{path}.page_profiles.{key}"])
                for key, one in ((key, profiles[key]) for key in scenario.page_profiles or ())
            ],
        )
        found._below["load_cases"] = [self.case(found, key, case) for key, case in scenario.load_cases.items()]
        return found

    def parts(self, path: str) -> list[View]:
        """The rows of the models that have figures under `path`, without their words."""
        named = {name: f"{path}.models.{name}" for name in self.inputs.models}
        under = [figure for figure in self.sheet if figure.startswith(f"{path}.models.")]
        return [
            View(self.sheet, (one,), key=Name(name))
            for name, one in named.items()
            if any(figure.startswith(f"{one}.") for figure in under)
        ]


def views(proposal: Proposal, sheet: Sheet) -> dict[str, Any]:
    """Every name that a section's template may use."""
    inputs = proposal.inputs
    maker = _Maker(inputs, sheet)
    profiles = {
        name: profile_view(inputs, sheet, name, maker.models(f"page_profiles.{name}")) for name in inputs.page_profiles
    }
    scenarios = [maker.scenario(name, one, profiles) for name, one in inputs.scenarios.items()]
    cases = {case.key: case for scenario in scenarios for case in scenario._below["load_cases"]}
    pools, models = pool_views(maker, cases), of_vendor(inputs)
    return {
        "proposal": wrap(sheet, inputs.proposal, "proposal"),
        "print": Name(f"{proposal.name}.pdf"),
        **_vendor_says(inputs, sheet),
        "models": wrap(sheet, models, "models"),
        "profiles": list(profiles.values()),
        "several_profiles": len(profiles) > 1,
        "scenarios": scenarios,
        "cases": list(cases.values()),
        "other_cases": [case for case in cases.values() if not any(asks_for(pool, case) for pool in pools)],
        "cases_side_by_side": _side_by_side(inputs, cases, pools),
        "several_models": len(models) > 1,
        "many_models": len(models) > MANY,
        "pools": pools,
        "shares_elsewhere": share_views(inputs, sheet),
        "budgets": budget_views(sheet),
        **_counted(inputs, sheet),
        "several_pools": len(pools) > 1,
        "several_outside": len(outside(inputs)) > 1,
        "outside": [one for one in scenarios if one.key in outside(inputs)],
        "limits_uncached": limits_uncached(inputs),
        "request": pools[0],
        "headline": pools[0].headline,
        "alternative": pools[0].alternative,
        "offer": offer_view(inputs, sheet),
        "open_on_our_side": open_on_our_side(inputs),
        "caching": _caching(maker, {one.key: one.profile for one in scenarios}),
        "savings": [*saving_views(maker)],
        "candidates": candidate_views(maker),
    }


def _side_by_side(inputs: Inputs, cases: Mapping[str, View], pools: Sequence[View]) -> list[dict[str, list[View]]]:
    """The load cases that are not shown by model elsewhere, as many to a row as fit the width of a page."""
    elsewhere = [pool.headline for pool in pools if not pool.included]
    rest = [case for case in cases.values() if case not in elsewhere]
    abreast = ABREAST // 2 if len(of_vendor(inputs)) > MANY or inputs.work_words else ABREAST
    return [{"cases": rest[at : at + abreast]} for at in range(0, len(rest), abreast)]


def _counted(inputs: Inputs, sheet: Sheet) -> dict[str, Any]:
    """What is counted beside requests: units of work, and those that are asked for; and whether tokens are."""
    units, paths = units_of(inputs, sheet), inputs.proposal.request.parts
    asked = {unit for unit in inputs.work_words for path in paths if f"{path}.work.{unit}.work_per_minute" in sheet}
    return {
        "work_units": units,
        "asked_units": [one for one in units if one.key in asked],
        "asks_for_tokens": any(f"{path}.tokens_per_minute" in sheet for path in paths),
        "counts_tokens": any(call.has_tokens for *_, call in inputs.calls),
    }


def _vendor_says(inputs: Inputs, sheet: Sheet) -> dict[str, list[View]]:
    """What the vendor states, and where each model is served, each with the day on which its reference was read."""
    read = {one.label: one.read for one in inputs.proposal.references}
    facts, served = inputs.proposal.vendor_facts, {key: one.availability for key, one in inputs.models.items()}
    return {
        "vendor_facts": [
            View(sheet, (f"proposal.vendor_facts.{key}",), one, read=read[one.reference]) for key, one in facts.items()
        ],
        "availability": [
            View(sheet, (f"models.{key}.availability",), one, key=Name(key), read=read[one.reference])
            for key, one in served.items()
            if one
        ],
    }


def _caching(maker: _Maker, pages: Mapping[str, View]) -> View:
    caching, sheet, reuse = maker.inputs.caching, maker.sheet, "caching.query_reuse"
    readings = reading_views(maker)
    below = {"prefix_cache": View(sheet, ("caching.prefix_cache",), caching.prefix_cache, block_readings=readings)}
    if caching.query_reuse:
        phases = caching.query_reuse.phases.items()
        shown = [View(sheet, (f"{reuse}.phases.{key}",), one, profile=pages[one.scenario]) for key, one in phases]
        below["query_reuse"] = View(sheet, (reuse,), caching.query_reuse, phases=shown)
    return View(sheet, ("caching",), caching, **below)
