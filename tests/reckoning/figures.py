"""Every figure at one point: what each row of the document means, said again.

In: the files as they are typed, and a value for each of their numbers. Out: the value of each figure under its name,
but for those under `assumptions`, which tests/reckoning/moves.py reckons.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from tests.reckoning.amounts import (
    NOTHING,
    Four,
    Row,
    of_a_minute,
    of_a_month,
    of_a_page,
    of_a_request,
    of_its_mean,
    plain,
    ratio,
    share,
    together,
    up,
)
from tests.reckoning.calls import Call, Point, calls, figures, taken
from tests.reckoning.counted import counts_tokens, every_call, of_tokens, ways_of
from tests.reckoning.driven import driven, home_of_month, is_driven, month_of, stages_of
from tests.reckoning.typed import RESERVING, Files, ends


@dataclass(frozen=True)
class Part:
    """What is asked for apart: how its figures' names begin, its cases, and those of them that are asked for."""

    path: str
    typed: Mapping[str, Any]
    included: Sequence[str]

    @property
    def headline(self) -> str:
        """Its headline case."""
        return str(self.typed["headline_case"])

    @property
    def beside(self) -> Sequence[str]:
        """The cases beside it, included or not."""
        return list(self.typed.get("beside") or ())


def parts_of(files: Files) -> list[Part]:
    """What is asked for apart: each pool, or all of it."""
    asked = files["proposal"]["request"]
    pools = {f"request.pools.{name}": one for name, one in (asked.get("pools") or {}).items()} or {"request": asked}
    beside = {path: (one.get("beside") or {}).items() for path, one in pools.items()}
    return [
        Part(path, one, [case for case, each in beside[path] if each["included"].lower() == "true"])
        for path, one in pools.items()
    ]


@dataclass(frozen=True)
class Case:
    """A load case: its pages a minute before and after the step, and what it asks for by model."""

    unrounded: Fraction
    step: Fraction | None
    rate: Fraction
    models: Mapping[str, Four]

    @property
    def whole(self) -> Four:
        """What it asks for in all."""
        return together(self.models.values())


class Reckoning:
    """The figures of a proposal at a point, entered one row after another."""

    def __init__(self, files: Files, point: Point, counted: dict[str, bool] | None = None) -> None:
        """`counted` keeps which rows count tokens: that follows from the files, whatever the point is."""
        self.files, self.point = files, {path: plain(value) for path, value in point.items()}
        self.found: Row = dict(self.point)
        self.cases: dict[str, Case] = {}
        self.parts = parts_of(files)
        self.headline = self.parts[0].headline
        self.homes: dict[str, str] = {}
        for name, one in files["scenarios"].items():
            self.homes = {f"{name}.{key}": str(name) for key in one["load_cases"]} | self.homes
        self.counted = {} if counted is None else counted
        self.sent: dict[str, dict[str, Call]] = {}
        self.whole: dict[str, dict[str, Four]] = {}
        self.means: dict[str, dict[str, Four]] = {}
        self.often: Row = {}

    def put(self, path: str, row: Row) -> None:
        """Enters a row under a path. Raises ValueError where a figure has that name already."""
        for name, value in row.items():
            if of_tokens(name) and not self.counts(path):
                continue
            if f"{path}.{name}" in self.found:
                raise ValueError(f"{path}.{name} is reckoned twice")
            self.found[f"{path}.{name}"] = value

    def counts(self, path: str) -> bool:
        """Whether a row counts tokens."""
        if path not in self.counted:
            self.counted[path] = counts_tokens(self, path)
        return self.counted[path]

    def all(self) -> Row:
        """Every figure."""
        known = {"minutes_per_hour": Fraction(60), "one_site": Fraction(1), "seconds_per_minute": Fraction(60)}
        scenarios = [one for one in self.files["scenarios"].values() if is_driven(one)]
        if scenarios:
            known |= {"one_hour": Fraction(1), "one_day": Fraction(1), "one_week": Fraction(1)}
        if any({"hours", "weekdays"} & (one.get("peak") or {}).keys() for one in scenarios):
            known |= {"hour_each_day": Fraction(1), "day_each_week": Fraction(1)}
        if any("turns" in one for page in self.files["page_profiles"].values() for one in page["calls"].values()):
            known |= {"one_token": Fraction(1), "no_tokens": Fraction(0)}
        if any(is_hourly(one) for one in self.files["models"].values()):
            known["hours_per_month"] = Fraction(730)
        if any(len(ways) == 1 for ways in map(ways_of, every_call(self.files))):
            known |= {"no_tokens": Fraction(0)}
        self.put("constants", known)
        self.pages()
        self.beside_the_headline()
        self.request()
        for profile in self.files["page_profiles"]:
            self.reserved(profile)
        for scenario in self.means:
            self.reserved_of_mean(scenario)
        for part in self.parts:
            self.availability(part)
            self.reservation(part)
            self.one_more_site(part)
        self.reuse()
        self.savings()
        self.readings()
        self.evaluations()
        return self.found

    def pages(self) -> None:
        """Enters what pages take, and what load cases ask for."""
        for name in self.files["page_profiles"]:
            self.profile(name)
        for name in self.files["scenarios"]:
            self.scenario(name)

    # A page

    def calls(self, profile: str) -> dict[str, Call]:
        """The calls of a page as its profile has them."""
        if profile not in self.sent:
            self.sent[profile] = calls(self.files, self.point, profile)
        return dict(self.sent[profile])

    @property
    def block(self) -> Fraction | None:
        """Tokens of a cache block, where they are known."""
        return self.point.get("caching.prefix_cache.block_tokens")

    def by_model(self, calls: Iterable[Call], block: Fraction | None) -> dict[str, Four]:
        """What each model takes of a page, in the order of the models; none for a model that no call asks."""
        every = list(calls)
        return {
            model: together(taken(call, block) for call in every if call.model == model)
            for model in self.files["models"]
            if any(call.model == model for call in every)
        }

    def page(self, path: str, calls: Mapping[str, Call], block: Fraction | None) -> dict[str, Four]:
        """Enters the rows of a page, its calls and its models; what each model takes."""
        for name, call in calls.items():
            for below, row in figures(call, block):
                self.put(f"{path}.calls.{name}{below}", row)
        models = self.by_model(calls.values(), block)
        for model, four in models.items():
            self.put(f"{path}.models.{model}", of_a_page(four))
        self.put(path, of_a_page(together(models.values())))
        return models

    def profile(self, name: str) -> None:
        """A page as it is sent, its components, and each call and model beside the others."""
        path, calls = f"page_profiles.{name}", self.calls(name)
        models = self.page(path, calls, self.block)
        whole = together(models.values())
        for part in self.files["page_profiles"][name].get("components") or ():
            senders = (call for call in calls.values() if part in [one.name for one in call.parts])
            often = sum((call.requests for call in senders), NOTHING)
            self.put(f"{path}.components.{part}", {"requests_per_page": often})
        for key, call in calls.items():
            own = share(taken(call, self.block).sent, whole.sent)
            above = own > self.point["proposal.judgements.dominates_above"]
            self.put(f"{path}.calls.{key}", {"share_of_input": own, "dominates_input": above})
        weights = {model: share(one.sent + one.back, one.requests) for model, one in models.items()}
        told = [weight for model, weight in weights.items() if self.counts(f"{path}.models.{model}")]
        shares = {model: share(one.sent + one.back, whole.sent + whole.back) for model, one in models.items()}
        for model, one in models.items():
            row: Row = {
                "share_of_tokens": shares[model],
                "is_heaviest": all(weights[model] >= other for other in told),
                "is_lightest": all(weights[model] <= other for other in told),
                "is_most_frequent": all(one.requests >= other.requests for other in models.values()),
            }
            self.put(f"{path}.models.{model}", row)
        for kind in {self.files["models"][model].get("reservation", "primary") for model in models}:
            own = sum(
                (
                    shares[model]
                    for model in models
                    if self.files["models"][model].get("reservation", "primary") == kind
                ),
                Fraction(),
            )
            self.put(f"{path}.reservations.{kind}", {"share_of_tokens": own})

    def mean_page(
        self, scenario: str, path: str, calls: Mapping[str, Mapping[str, Call]], block: Fraction | None
    ) -> dict[str, Four]:
        """Enters a mean page, of the calls of each of its page profiles; what each model takes of it."""
        home = f"scenarios.{scenario}"
        shares = {one: self.point[f"{home}.page_profiles.{one}"] for one in calls}
        parts: dict[str, list[Four]] = {}
        for one, share_of_it in shares.items():
            every = (self.point[f"{home}.page_profiles.{each}"] for each in self.profiles_of(scenario))
            own = ratio(share_of_it, sum(every, NOTHING))
            here = f"{path}.parts.{one}"
            if path == f"{home}.mean_page":
                self.put(here, {"share_of_pages": own})
                models = self.by_model(calls[one].values(), block)
            else:
                models = self.page(here, calls[one], block)
            for model, four in models.items():
                part = four.times(own)
                row = of_a_page(part)
                below = f"{here}.models.{model}" if path == f"{home}.mean_page" else f"{here}.mixed.{model}"
                self.put(below, {key: row[key] for key in ADDED} | part.work("work_per_page"))
                parts.setdefault(model, []).append(part)
        found = {model: together(parts[model]) for model in self.files["models"] if model in parts}
        for model, four in found.items():
            self.put(f"{path}.models.{model}", of_a_page(four))
        self.put(path, of_a_page(together(found.values())))
        return found

    def profiles_of(self, scenario: str) -> list[str]:
        """The page profiles that the pages of a scenario have."""
        one = self.files["scenarios"][scenario]
        return [one["page_profile"]] if "page_profile" in one else [*one["page_profiles"]]

    def page_of(self, scenario: str) -> dict[str, Four]:
        """What each model takes of a page of a scenario; each page, and each mean page, is reckoned once."""
        if "page_profile" in self.files["scenarios"][scenario]:
            profile = self.profiles_of(scenario)[0]
            self.whole[profile] = self.whole.get(profile) or self.by_model(self.calls(profile).values(), self.block)
            return self.whole[profile]
        if scenario not in self.means:
            calls = {one: self.calls(one) for one in self.profiles_of(scenario)}
            self.means[scenario] = self.mean_page(scenario, f"scenarios.{scenario}.mean_page", calls, self.block)
        return self.means[scenario]

    def other_page(
        self, part: Part, path: str, calls: Mapping[str, Mapping[str, Call]], block: Fraction | None
    ) -> dict[str, Four]:
        """Enters a page of the headline's scenario with other calls, or other blocks; what each model takes of it."""
        home = self.home(part.headline)
        if "page_profile" in self.files["scenarios"][home]:
            return self.page(path, calls[self.profiles_of(home)[0]], block)
        return self.mean_page(home, path, calls, block)

    # Traffic

    def of_the_scenario(self, name: str, key: str) -> Fraction | None:
        """A number of a scenario, where it is typed."""
        return self.point.get(f"scenarios.{name}.{key}")

    def scenario(self, name: str) -> None:
        """Its traffic, its month, and each of its load cases."""
        path, one = f"scenarios.{name}", self.files["scenarios"][name]
        models = self.page_of(name)
        for home, typed, point in stages_of(one, path, self.point) if is_driven(one) else ():
            for place, row in driven(self.files, name, point).items():
                self.put(place.replace(path, home, 1), row)
            self.month(typed, path, home, models)
        paces = self.sustained(name)
        if not is_driven(one):
            self.month(one, path, path, models)
        self.rates(name, models, paces)

    def month(self, one: Mapping[str, Any], typed: str, path: str, models: Mapping[str, Four]) -> None:
        """A month of a scenario, now or in a stage, where its days and hours are known."""
        days, hours = month_of(one, typed, self.point)
        if days is not None and hours is not None and f"{path}.sustained_pages_per_minute" in self.found:
            home, pages = home_of_month(one, path), self.found.get(f"{path}.pages", NOTHING)
            if home != path:
                minutes = days * hours * 60
                pages = self.found[f"{path}.sustained_pages_per_minute"] * minutes
                self.put(home, {"active_minutes": minutes, "pages": pages})
            for model, four in models.items():
                month = four.times(pages)
                self.put(f"{home}.models.{model}", of_a_month(month) | of_its_mean(month, days, hours))
            month = together(models.values()).times(pages)
            self.put(home, of_a_month(month) | of_its_mean(month, days, hours))

    def rates(self, name: str, models: Mapping[str, Four], paces: Mapping[str, Fraction]) -> None:
        """The peak of a site, and each load case; those that are asked for in each stage of growth as well."""
        path, one = f"scenarios.{name}", self.files["scenarios"][name]
        derived = self.of_the_scenario(name, "peak.page_views_per_minute_per_site")
        if derived is not None:
            at_peak = derived * self.point[f"{path}.generative_share"]
            self.put(path, {"peak_pages_per_minute_per_site": at_peak})
        factor = self.of_the_scenario(name, "peak.factor")
        if factor is not None and one.get("sites"):
            self.put(path, {"peak_pages_per_minute_per_site": self.pace(name, "sustained") * factor})
        stated = ends((one.get("sustained") or {}).get("pages_per_minute_per_site", "0"))[0]
        if one.get("peak") and (one.get("month") or one.get("campaign") or stated):
            self.peak_lasts(name)
        for key, case in one["load_cases"].items():
            rate = self.load_case(name, key, case, models, case.get("stage"))
            self.cases[f"{name}.{key}"] = rate
            at_mean = case.get("sites_at_peak") == "none" or case.get("at") == "mean"
            asked = f"{name}.{key}" in {part.headline for part in self.parts} and "pages_per_minute" not in case
            for stage in one.get("stages") or () if asked else ():
                self.load_case(name, key, case, models, stage, f".stages.{stage}")
            for below, pace in paces.items() if not (at_mean or "stage" in case) else ():
                fast = self.cases[f"{name}.{key}"].rate >= pace
                self.put(f"{name}.{key}{below}", {"covers_sustained_rate": fast})

    def sustained(self, name: str) -> dict[str, Fraction]:
        """Enters what page views over a month or a campaign come to; all sites' pages a minute, at its shortest too."""
        path = f"scenarios.{name}"
        mean = self.found.get(f"{path}.sustained_pages_per_minute")
        if mean is not None:
            return {"": mean}
        views, sites = (self.of_the_scenario(name, key) for key in ("page_views_per_site", "sites"))
        weeks, days = (self.of_the_scenario(name, f"campaign.{key}") for key in ("weeks", "days_per_week"))
        spread = "campaign" if weeks is not None else "month"
        hours = self.of_the_scenario(name, f"{spread}.hours_per_day")
        if views is None or hours is None or sites is None:
            return {}
        per_site = views * self.point[f"{path}.generative_share"]
        active = weeks * days if weeks is not None and days is not None else self.point[f"{path}.month.active_days"]
        minutes = active * hours * 60
        row: Row = {
            "pages_per_site": per_site,
            "pages": per_site * sites,
            "active_minutes": minutes,
            "sustained_pages_per_minute_per_site": ratio(per_site, minutes),
            "sustained_pages_per_minute": ratio(per_site * sites, minutes),
        }
        self.put(path, row | ({"active_days": active} if weeks is not None else {}))
        paces = {"": ratio(per_site * sites, minutes)}
        shortest = self.of_the_scenario(name, "campaign.shortest_weeks")
        if shortest is not None and days is not None:
            fewer = shortest * days
            paces[".at_shortest"] = ratio(per_site * sites, fewer * hours * 60)
            faster: Row = {"active_days": fewer, "active_minutes": fewer * hours * 60}
            self.put(f"{path}.at_shortest", faster | {"sustained_pages_per_minute": paces[".at_shortest"]})
        return paces

    def peak_lasts(self, name: str) -> None:
        """How a site's peak compares with its mean, and how long all of its pages would take at peak."""
        path = f"scenarios.{name}"
        peak, mean = self.pace(name, "peak"), self.pace(name, "sustained")
        row: Row = {"peak_factor": ratio(peak, mean)}
        if f"{path}.pages_per_site" in self.found:
            minutes = ratio(self.found[f"{path}.pages_per_site"], peak)
            of_time = ratio(minutes, self.found[f"{path}.active_minutes"])
            row |= {"minutes_at_peak": minutes, "share_of_active_time_at_peak": of_time}
        self.put(path, row)

    def pace(self, name: str, when: str) -> Fraction:
        """Pages that a site of a scenario generates a minute, sustained or at its peak: stated, or as reckoned."""
        stated = self.of_the_scenario(name, f"{when}.pages_per_minute_per_site")
        return self.found[f"scenarios.{name}.{when}_pages_per_minute_per_site"] if stated is None else stated

    def load_case(
        self, scenario: str, key: str, case: Mapping[str, Any], models: Mapping[str, Four], stage: Any, below: str = ""
    ) -> Case:
        """Its rate: stated, mean or peak, all sites alike, or some at their peak; rounded up; and what it asks for."""
        name, path = f"{scenario}.{key}{below}", f"scenarios.{scenario}.load_cases.{key}"
        then = f"scenarios.{scenario}.stages.{stage}"
        rates = {f"{then}.{one}_pages_per_minute" for one in ("sustained", "peak")}
        home = then if rates & self.found.keys() else f"scenarios.{scenario}"
        sites, step = self.point.get(f"scenarios.{scenario}.sites", NOTHING), self.point.get(f"{path}.rounding_step")
        sites = self.point.get(f"{then}.sites", sites)
        rate, at_peak = self.point.get(f"{path}.pages_per_minute"), case.get("sites_at_peak")
        if case.get("at") == "mean":
            rate = self.found[f"{home}.sustained_pages_per_minute"]
        elif case.get("at") == "peak":
            stated = self.of_the_scenario(scenario, "peak.pages_per_minute")
            rate = self.found[f"{home}.peak_pages_per_minute"] if stated is None else stated
        if rate is None and at_peak in ("all", "none"):
            rate = sites * self.pace(scenario, "peak" if at_peak == "all" else "sustained")
            self.put(name, {"unrounded_pages_per_minute": rate})
        elif rate is None:
            some = self.point[f"{path}.sites_at_peak"]
            rate = some * self.pace(scenario, "peak") + (sites - some) * self.pace(scenario, "sustained")
            others: Row = {"sites_at_sustained_rate": sites - some, "no_site_at_peak": some == 0}
            self.put(name, others | {"unrounded_pages_per_minute": rate})
        growth = self.point.get(f"{then}.factor")
        if growth is not None:
            rate = rate * growth
            self.put(name, {"grown_pages_per_minute": rate})
        pages = up(rate, step)
        self.put(name, {"pages_per_minute": pages})
        return Case(rate, step, pages, self.asked(name, pages, models))

    def asked(self, path: str, pages: Fraction, models: Mapping[str, Four]) -> dict[str, Four]:
        """Enters what so many pages a minute ask for: by model, and in all."""
        each = {model: four.times(pages) for model, four in models.items()}
        for model, four in each.items():
            self.put(f"{path}.models.{model}", of_a_minute(four))
        self.put(path, of_a_minute(together(each.values())))
        return each

    # The request

    def beside_the_headline(self) -> None:
        """Each load case as a share of the headline case's tokens."""
        for name, case in self.cases.items():
            headline = self.part_of(self.home(name)).headline
            most = self.cases[headline].whole
            kinds = [self.counts(one) for one in (name, headline)]
            if not case.whole.works.keys() <= most.works.keys() or (kinds[0] and not kinds[1]):
                continue
            shares = {unit: ratio(one, most.works[unit]) for unit, one in case.whole.works.items()}
            for unit, one in shares.items():
                self.put(name, {f"work.{unit}.share_of_headline_work": one})
            each = [*shares.values()]
            if kinds[0]:
                each.append(ratio(case.whole.sent + case.whole.back, most.sent + most.back))
            if kinds[0] and shares:
                self.put(f"{name}.of_tokens", {"share_of_headline": each[-1]})
            below = max(each) < self.point["proposal.judgements.negligible_below"]
            self.found |= {f"{name}.share_of_headline": max(each), f"{name}.is_negligible": below}

    def request(self) -> None:
        """The headline case and those beside it; the default limits; what a month uses of it; and the alternative."""
        asked = {}
        for part in self.parts:
            rows = self.asked_for(part.path, [part.headline, *part.included])
            for path, four in rows.items():
                model = path.removeprefix(part.path).removeprefix(".models.")
                self.beside_limits(part, path, model, four, [model] if model else list(self.files["models"]))
            asked[part.path] = rows[part.path]
            instead = part.typed.get("alternative_case")
            if instead and (part.included or "proposal.request.headroom" in self.point):
                self.asked_for(f"{part.path}.alternative", [instead, *part.included])
        for name, one in self.files["scenarios"].items():
            path, most = home_of_month(one, f"scenarios.{name}"), asked[self.part_of(name).path]
            minute = most.sent + most.back
            if f"{path}.tokens_per_month" in self.found and minute:
                used = ratio(self.found[f"{path}.tokens_per_month"], self.found[f"{path}.active_minutes"])
                own: Row = {"mean_share_of_request": ratio(used, minute)}
                hours = ratio(self.found[f"{path}.tokens_per_month"], minute * 60)
                self.put(path, own | {"hours_at_requested_rate": hours})
            for unit, each in most.works.items():
                month = self.found.get(f"{path}.work.{unit}.work_per_month")
                if month is not None:
                    of_time = ratio(month, self.found[f"{path}.active_minutes"])
                    row: Row = {"mean_share_of_requested_work": ratio(of_time, each)}
                    self.put(f"{path}.work.{unit}", row | {"hours_of_requested_work": ratio(month, each * 60)})

    def home(self, case: str) -> str:
        """The scenario of a load case."""
        return self.homes[case]

    def part_of(self, scenario: str) -> Part:
        """The part that names a case of a scenario; the first where none does."""
        for part in self.parts:
            if scenario in [self.home(case) for case in (part.headline, *part.beside)]:
                return part
        return self.parts[0]

    def beside_limits(self, part: Part, path: str, model: str, four: Four, serving: Iterable[str]) -> None:
        """The default limit of all tokens, the ratio that is needed instead, and the published limits."""
        general = self.point.get("proposal.limits.total_to_uncached")
        self.default_limit(path, self.point.get(f"models.{model}.total_to_uncached", general), four)
        profiles = [self.files["page_profiles"][one] for one in self.profiles_of(self.home(part.headline))]
        said = [call for profile in profiles for call in profile["calls"].values()]
        answers = [
            one
            for one in said
            if one["model"] in set(serving)
            and (ends(one.get("output_tokens", "0"))[0] + ends(one.get("reasoning_tokens", "0"))[0])
            * ends(one.get("requests_per_page", "1"))[0]
        ]
        tokens, uncached = four.sent + four.back, four.sent - four.held + four.back
        if answers:
            self.put(path, {"total_to_uncached_needed": ratio(tokens, uncached)})
        self.times_published(path, model, four)

    def times_published(self, path: str, model: str, four: Four) -> None:
        """How many times a minute's published limits are needed."""
        tokens, uncached = four.sent + four.back, four.sent - four.held + four.back
        limits = [self.point.get(f"models.{model}.published.{key}") for key in SAVED]
        names = ("times_published_requests", "times_published_tokens", "times_published_uncached_tokens")
        each = (four.requests, tokens, uncached)
        self.put(path, {name: ratio(one, of) for name, one, of in zip(names, each, limits, strict=True) if of})

    def default_limit(self, path: str, times: Fraction | None, four: Four) -> None:
        """What the vendor allows by default, where that is known."""
        if times is None:
            return
        all_counts, input_alone = (four.sent - four.held + four.back) * times, (four.sent - four.held) * times
        limits: Row = {
            "default_total_tokens_per_minute": all_counts,
            "default_total_of_input_per_minute": input_alone,
            "exceeds_default_total": four.sent + four.back > all_counts,
            "exceeds_default_total_of_input": four.sent + four.back > input_alone,
        }
        self.put(path, limits)

    # What stands in the way, and the next step up

    def availability(self, of: Part) -> None:
        """What of the request is on models that left the catalogue, and what each model has with those it replaces."""
        places = {name: one.get("availability") or {} for name, one in self.files["models"].items()}
        asked = {name: four for name in self.files["models"] if (four := self.asked_of(of, name)) is not None}
        gone = [name for name in asked if "left" in places[name]]
        if not gone:
            return
        part, whole = together(asked[name] for name in gone), together(asked.values())
        minute, all_of_it = of_a_minute(part), of_a_minute(whole)
        row: Row = {key: minute[key] for key in SAVED} | part.work("work_per_minute")
        row |= {f"work.{unit}.share_of_work": share(one, whole.works[unit]) for unit, one in part.works.items()}
        for name, key in (("requests", SAVED[0]), ("tokens", SAVED[1]), ("uncached_tokens", SAVED[2])):
            row[f"share_of_{name}"] = share(minute[key], all_of_it[key])
        self.put(f"{of.path}.unavailable", row)
        for model in self.files["models"]:
            held = [name for name in asked if (places[name].get("replaced_by", name)) == model]
            if held:
                path = f"{of.path}.replaced.models.{model}"
                four = together(asked[name] for name in held)
                self.put(path, of_a_minute(four) | of_a_request(four))
                self.beside_limits(of, path, model, four, [model, *held])

    # What a reservation needs beyond a minute's limits

    def reservation(self, part: Part) -> None:
        """What a part is admitted on and has under way; hours and days; the base; the ramp."""
        self.admission(part)
        base = part.typed.get("base_case")
        if base:
            self.asked_for(f"{part.path}.base", [base, *part.included])
        for below in (*(f".models.{model}" for model in self.files["models"]), ""):
            if f"{part.path}{below}.{SAVED[0]}" not in self.found:
                continue
            works = [f"work.{unit}.work_per_minute" for unit in self.files["proposal"].get("work_units") or ()]
            asked = {key: self.found.get(f"{part.path}{below}.{key}") for key in (*SAVED, *works)}
            self.longer(part, f"{part.path}{below}", {key: one for key, one in asked.items() if one is not None})
        for name in (self.files["proposal"].get("terms") or {}).get("ramp") or ():
            step = f"proposal.terms.ramp.{name}"
            path = step if part.path == "request" else f"{part.path}.ramp.{name}"
            works = [f"work.{unit}.work_per_minute" for unit in self.files["proposal"].get("work_units") or ()]
            keys = [key for key in (*SAVED, *works) if f"{part.path}.{key}" in self.found]
            self.put(path, {key: self.found[f"{part.path}.{key}"] * self.point[f"{step}.share"] for key in keys})

    def longer(self, part: Part, path: str, asked: Row) -> None:
        """The pace of a second; an hour that is all peak, and a day's active hours."""
        row: Row = {"requests_per_second": ratio(asked[SAVED[0]], Fraction(60))}
        home = self.home(part.headline)
        hours = [self.of_the_scenario(home, f"{one}.hours_per_day") for one in ("month", "campaign", "active")]
        for key, each in asked.items():
            name = key.removesuffix("_per_minute")
            unit, dot, what = name.rpartition(".")
            name = f"{unit}{dot}most_{what}"
            row[f"{name}_per_hour"] = each * 60
            row |= {f"{name}_per_day": each * 60 * one for one in hours if one is not None}
        self.put(path, row)

    def reserved(self, profile: str) -> None:
        """Of each call, and of each model whose calls all say so: tokens on admission, seconds, and the largest."""
        path, of_models = f"page_profiles.{profile}", dict[str, list[Row]]()
        for name, call in self.calls(profile).items():
            here = f"{path}.calls.{name}"
            seconds, most, largest = (self.point.get(f"{here}.{key}") for key in RESERVING)
            row: Row = {}
            if largest is None:
                largest = call.last if call.turns is not None else self.point.get(f"{here}.input_tokens.p99")
            if largest is None and f"{here}.specific_tokens.p99" in self.point:
                largest = call.beginning + self.point[f"{here}.specific_tokens.p99"]
                row["largest_input_tokens"] = largest
            if most is not None:
                one = call.mean + most
                row["reserved_tokens"], row["reserved_tokens_per_page"] = one, one * call.requests
                row["reserved_uncached_tokens_per_page"] = one * call.requests - taken(call, self.block).held
                row |= {} if largest is None else {"largest_request_tokens": largest + most}
            if seconds is not None:
                row["busy_seconds_per_page"] = seconds * call.requests
            self.put(here, row)
            of_models.setdefault(call.model, []).append(row)
        for model, rows in of_models.items():
            found: Row = {key: sum(row[key] for row in rows) for key in PER_PAGE if all(key in row for row in rows)}
            if all("largest_request_tokens" in row for row in rows):
                found["largest_request_tokens"] = max(row["largest_request_tokens"] for row in rows)
            self.put(f"{path}.models.{model}", found)

    def reserved_of_mean(self, scenario: str) -> None:
        """Of each model of a mean page: what its page profiles reserve, by their shares."""
        path = f"scenarios.{scenario}.mean_page"
        for model in self.means[scenario]:
            rows = []
            for one in self.profiles_of(scenario):
                if f"{path}.parts.{one}.models.{model}.requests_per_page" in self.found:
                    own, share_of_it = (
                        f"page_profiles.{one}.models.{model}",
                        self.found[f"{path}.parts.{one}.share_of_pages"],
                    )
                    known = [key for key in PER_PAGE if f"{own}.{key}" in self.found]
                    rows.append({key: self.found[f"{own}.{key}"] * share_of_it for key in known})
                    self.put(f"{path}.parts.{one}.models.{model}", rows[-1])
            sums = {key: sum(row[key] for row in rows) for key in PER_PAGE if all(key in row for row in rows)}
            self.put(f"{path}.models.{model}", sums)

    def admission(self, part: Part) -> None:
        """What the request is admitted on, and the requests that are under way at once."""
        sums: dict[str, list[Row]] = {}
        for case in (part.headline, *part.included):
            for model in self.cases[case].models:
                page = f"{self.page_home(case)}.models.{model}"
                row: Row = {}
                for name, key, parts in zip(ADMITTED, PER_PAGE, (1, 1, 60), strict=True):
                    if f"{page}.{key}" in self.found:
                        row[name] = ratio(self.cases[case].rate * self.found[f"{page}.{key}"], Fraction(parts))
                self.put(f"{case}.models.{model}", row)
                sums.setdefault(model, []).append(row)
        every = []
        for model, rows in sums.items():
            known = [key for key in ADMITTED if all(key in row for row in rows)]
            every.append({key: sum(row[key] for row in rows) * (1 + self.headroom) for key in known})
            self.put(f"{part.path}.models.{model}", every[-1])
        known = [key for key in ADMITTED if all(key in row for row in every)]
        self.put(part.path, {key: sum(row[key] for row in every) for key in known})

    def asked_of(self, part: Part, model: str) -> Four | None:
        """What a part asks of a model, if anything."""
        path = f"{part.path}.models.{model}"
        keys = ("requests", "input_tokens", "cached_input_tokens", "output_tokens")
        if f"{path}.requests_per_minute" not in self.found:
            return None
        units = self.files["proposal"].get("work_units") or ()
        works = {one: self.found.get(f"{path}.work.{one}.work_per_minute") for one in units}
        four = Four(*(self.found.get(f"{path}.{key}_per_minute", NOTHING) for key in keys))
        return four._replace(works={unit: one for unit, one in works.items() if one is not None})

    def one_more_site(self, part: Part) -> None:
        """The request if one more site were at its peak; and what rounding up leaves to cases beside it."""
        home = self.home(part.headline)
        key = part.headline.removeprefix(f"{home}.")
        case, before = self.files["scenarios"][home]["load_cases"][key], self.cases[part.headline]
        if before.step is not None:
            left = before.rate - before.unrounded
            self.put(part.headline, {"slack_pages_per_minute": left})
            for name in part.beside:
                if name not in part.included and self.page_home(name) == self.page_home(part.headline):
                    self.put(name, {"fits_in_slack": self.cases[name].rate <= left})
        at_peak, sites = case.get("sites_at_peak"), ends(self.files["scenarios"][home].get("sites", "0"))[0]
        if "stage" in case or at_peak in (None, "all", "none") or ends(at_peak)[2] + 1 > sites:
            return
        path, all_sites = f"{part.path}.one_more", self.point[f"scenarios.{home}.sites"]
        more = self.point[f"scenarios.{home}.load_cases.{key}.sites_at_peak"] + 1
        rate = more * self.pace(home, "peak") + (all_sites - more) * self.pace(home, "sustained")
        pages = up(rate, before.step)
        others: Row = {"sites_at_sustained_rate": all_sites - more, "no_site_at_peak": more == 0}
        rates: Row = {"unrounded_pages_per_minute": rate, "pages_per_minute": pages}
        self.put(path, others | rates | {"more_sites_at_peak": more})
        models = self.page_of(home)
        self.cases[path] = Case(rate, before.step, pages, self.asked(f"{path}.case", pages, models))
        now, then = (
            together(self.cases[one].whole for one in (first, *part.included)).times(1 + self.headroom)
            for first in (part.headline, path)
        )
        self.asked_for(path, [path, *part.included])
        del self.cases[path]
        was, will = of_a_minute(now), of_a_minute(then)
        tokens = SAVED[1]
        self.put(path, {"tokens_rise_by": share(will[tokens] - was[tokens], was[tokens])})
        for unit, one in now.works.items():
            self.put(path, {f"work.{unit}.work_rises_by": share(then.works[unit] - one, one)})

    def page_home(self, case: str) -> str:
        """Where the page of a load case stands."""
        home = self.home(case)
        profile = self.files["scenarios"][home].get("page_profile")
        return f"page_profiles.{profile}" if profile else f"scenarios.{home}.mean_page"

    @property
    def headroom(self) -> Fraction:
        """What is asked for on top of the need, as a share of it."""
        return self.point.get("proposal.request.headroom", NOTHING)

    def asked_for(self, path: str, names: Iterable[str]) -> dict[str, Four]:
        """Enters what is asked for to carry load cases together, and what they need; the rows by their paths."""
        cases = [self.cases[name] for name in names]
        rows = {
            f"{path}.models.{model}": together(case.models.get(model, Four()) for case in cases)
            for model in self.files["models"]
            if any(model in case.models for case in cases)
        } | {path: together(case.whole for case in cases)}
        if "proposal.request.headroom" in self.point:
            for name, four in rows.items():
                self.put(f"{path}.need{name.removeprefix(path)}", of_a_minute(four))
        rows = {name: four.times(1 + self.headroom) for name, four in rows.items()}
        for name, four in rows.items():
            self.put(name, of_a_minute(four) | of_a_request(four))
        return rows

    # What else may be

    def reuse(self) -> None:
        """What of a page's tokens is served by no cache in a phase, before and after answers are served again."""
        for name, one in ((self.files["caching"].get("query_reuse") or {}).get("phases") or {}).items():
            path = f"caching.query_reuse.phases.{name}"
            page = together(self.page_of(one["scenario"]).values())
            left = share(page.sent - page.held + page.back, page.sent + page.back)
            again = left * (1 - self.point[f"{path}.reuse"])
            self.put(path, {"uncached_share_of_tokens": left, "net_uncached_share_of_tokens": again})

    def headline_calls(self, part: Part) -> dict[str, dict[str, Call]]:
        """The calls of each page profile of the headline case."""
        return {one: self.calls(one) for one in self.profiles_of(self.home(part.headline))}

    def apart(self, path: str, profile: str) -> str:
        """Where the figures of a saving stand that are of a page profile."""
        part = next(one for one in self.parts if one.path == "request" or path.endswith(one.path[len("request") :]))
        return path if len(self.profiles_of(self.home(part.headline))) == 1 else f"{path}.parts.{profile}"

    def touched(self, part: Part, takes: Mapping[str, str]) -> bool:
        """Whether what a saving takes is on the pages of a part's headline case."""
        pages = [self.files["page_profiles"][one] for one in self.profiles_of(self.home(part.headline))]
        if "query_reuse" in takes:
            phases = self.files["caching"]["query_reuse"]["phases"]
            return bool(phases[takes["query_reuse"]]["scenario"] == self.home(part.headline))
        if "skipped_call" in takes:
            return any(takes["skipped_call"] in page["calls"] for page in pages)
        return any(takes["compressed_component"] in (page.get("components") or {}) for page in pages)

    def savings(self) -> None:
        """What the headline case of each pool would ask for with each saving alone, and what that takes away."""
        kinds: dict[str, Callable[[Part, str, str], None]] = {
            "query_reuse": self.reused,
            "skipped_call": self.skipped,
            "compressed_component": self.compressed,
        }
        for name, one in self.files["savings"].items():
            takes = one["takes"] if isinstance(one["takes"], dict) else {}
            for part in self.parts if takes else ():
                kind = next(key for key in kinds if key in takes)
                if self.touched(part, takes):
                    kinds[kind](part, beneath(part, f"savings.{name}"), takes[kind])
                    self.worth(part, beneath(part, f"savings.{name}"))

    def reused(self, part: Part, path: str, phase: str) -> None:
        """Pages that are served again are not generated; the rest is rounded up as before."""
        before = self.cases[part.headline]
        left = before.unrounded * (1 - self.point[f"caching.query_reuse.phases.{phase}.reuse"])
        self.put(path, {"kept_pages_per_minute": left})
        pages = up(left, before.step)
        self.put(f"{path}.kept", {"pages_per_minute": pages})
        self.instead(path, pages, self.page_of(self.home(part.headline)))

    def skipped(self, part: Part, path: str, name: str) -> None:
        """A call that a share of the pages does without."""
        every = self.headline_calls(part)
        for profile, sent in every.items():
            if name in sent:
                often = sent[name].often * (1 - self.point[f"{typed(path)}.takes.share_of_pages"])
                self.put(self.apart(path, profile), {"kept_requests_per_page": often})
                sent[name] = replace(sent[name], often=often)
        self.kept(part, path, every)

    def compressed(self, part: Part, path: str, name: str) -> None:
        """A component that is shorter in every call that begins with it."""
        every = self.headline_calls(part)
        for profile, sent in every.items():
            if f"page_profiles.{profile}.components.{name}.tokens" in self.point:
                self.shorter(self.apart(path, profile), path, profile, sent, name)
        self.kept(part, path, every)

    def shorter(self, here: str, path: str, profile: str, calls: dict[str, Call], part: str) -> None:
        """Every call of a page profile that begins with a component, with less of it."""
        tokens = self.point[f"page_profiles.{profile}.components.{part}.tokens"]
        gone = tokens * self.point[f"{typed(path)}.takes.share_of_tokens"]
        self.put(here, {"kept_tokens": tokens - gone})
        for name, call in calls.items():
            if part in [one.name for one in call.parts]:
                calls[name] = call.shorter(part, gone)
                if not call.composed:
                    self.put(f"{here}.calls.{name}", {"shortened_input_tokens": call.prompt - gone})

    def kept(self, part: Part, path: str, calls: Mapping[str, Mapping[str, Call]]) -> None:
        """The page that a saving leaves, and what the headline case would ask for with it."""
        models = self.other_page(part, f"{path}.kept_page", calls, self.block)
        self.instead(path, self.cases[part.headline].rate, models)

    def instead(self, path: str, pages: Fraction, models: Mapping[str, Four]) -> None:
        """Enters what the headline case would ask for with a saving."""
        self.cases[f"{path}.kept"] = Case(pages, None, pages, self.asked(f"{path}.kept", pages, models))

    def worth(self, part: Part, path: str) -> None:
        """What a saving takes away from the headline case."""
        before = of_a_minute(self.cases[part.headline].whole)
        for model in self.cases[part.headline].models:
            keys = ("requests", "input_tokens", "cached_input_tokens", "output_tokens")
            four = Four(*(self.found.get(f"{path}.kept.models.{model}.{key}_per_minute", NOTHING) for key in keys))
            general = self.point.get("proposal.limits.total_to_uncached")
            times = self.point.get(f"models.{model}.total_to_uncached", general)
            self.default_limit(f"{path}.kept.models.{model}", times, four)
        gone = {key: before[key] - self.found.get(f"{path}.kept.{key}", NOTHING) for key in SAVED}
        for unit, one in self.cases[part.headline].whole.works.items():
            left = self.found[f"{path}.kept.work.{unit}.work_per_minute"]
            self.put(path, {f"work.{unit}.saved_work_per_minute": one - left})
        row: Row = {f"saved_{key}": value for key, value in gone.items()}
        uncached = "uncached_tokens_per_minute"
        row |= {
            "saved_share_of_uncached_tokens": share(gone[uncached], before[uncached]),
            "saves_no_tokens": gone["tokens_per_minute"] == 0,
            "saves_no_uncached_tokens": gone[uncached] == 0,
            # Whole blocks of a shorter beginning may hold less, and then it costs.
            "added_uncached_tokens_per_minute": -gone[uncached],
            "added_share_of_uncached_tokens": -share(gone[uncached], before[uncached]),
            "costs_uncached_tokens": gone[uncached] < 0,
        }
        self.put(path, row)

    def readings(self) -> None:
        """What the headline case would ask for if a cache block had each of the sizes that it may have."""
        for name in (self.files["caching"].get("prefix_cache") or {}).get("block_readings") or ():
            for part in self.parts:
                home = f"caching.prefix_cache.block_readings.{name}"
                path, size = beneath(part, home), self.point[f"{home}.block_tokens"]
                models = self.other_page(part, f"{path}.page", self.headline_calls(part), size)
                self.asked(path, self.cases[part.headline].rate, models)

    def evaluations(self) -> None:
        """What a candidate would ask for in the place of models of the headline's page, and with its headroom."""
        for name, one in self.files["models"].items():
            for key, place in ((one.get("evaluation") or {}).get("replacements") or {}).items():
                for part in self.parts:
                    models = self.page_of(self.home(part.headline))
                    replaced = together([models[each] for each in place["replaces"] if each in models])
                    path = beneath(part, f"models.{name}.evaluation.replacements.{key}")
                    minute = of_a_minute(replaced.times(self.cases[part.headline].rate))
                    more = 1 + self.point[f"models.{name}.evaluation.headroom"]
                    row = of_a_page(replaced) | minute
                    row |= {f"{kept}_with_headroom": minute[kept] * more for kept in SAVED}
                    row |= replaced.times(self.cases[part.headline].rate * more).work("work_per_minute_with_headroom")
                    self.put(path, row if any(each in models for each in place["replaces"]) else {})


def beneath(part: Part, path: str) -> str:
    """Where what is said of a pool stands, or of the whole request, below what is said for all."""
    return path + part.path[len("request") :]


def typed(path: str) -> str:
    """Where a saving is typed whose figures stand at a path, of a pool or of the whole request."""
    return path.partition(".pools.")[0]


ADDED = ("requests_per_page", "input_tokens_per_page", "cached_input_tokens_per_page", "output_tokens_per_page")
PER_PAGE = ("reserved_tokens_per_page", "reserved_uncached_tokens_per_page", "busy_seconds_per_page")
ADMITTED = ("admitted_tokens_per_minute", "admitted_uncached_tokens_per_minute", "requests_in_flight")
SAVED = ("requests_per_minute", "tokens_per_minute", "uncached_tokens_per_minute")


def is_hourly(model: Mapping[str, Any]) -> bool:
    """Whether units of a model are paid by the hour, in every hour of a month."""
    unit = (model.get("meter") or {}).get("unit") or {}
    return "price_per_hour" in unit and not {"price_per_month", "hours_per_month"} & unit.keys()


def reckon_request(files: Files, point: Point, counted: dict[str, bool] | None = None) -> Row:
    """The figures of the pages, the load cases and the request alone."""
    own = Reckoning(files, point, counted)
    own.pages()
    own.request()
    return own.found
