"""The proposal's figures as an analyst writes them with pandas, for the peers that print from Python.

In: the six YAML files of a proposal. Out: `tables`: a title, column heads and rows of text for each table of the document.
"""

import math
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

FILES = ("proposal", "models", "page_profiles", "scenarios", "caching", "savings")
PER_MINUTE = ["requests", "uncached", "cached", "output", "total"]
SUFFIXES = ["", "K", "M", "B", "T"]
Ends = dict[str, str]
Table = tuple[str, list[str], list[list[str]]]


def exact(value: float) -> str:
    text = f"{value:,.1f}"
    return (
        text.removesuffix(".0")
        if math.isclose(value, round(value), abs_tol=1e-9) or abs(value) < 1000
        else f"{value:,.0f}"
    )


def compact(value: float) -> str:
    power = min(int(math.log10(abs(value)) // 3), 4) if abs(value) >= 1000 else 0
    digits = value / 1000**power
    return f"{digits:.{2 if digits < 10 else 1 if digits < 100 else 0}f}{SUFFIXES[power]}" if power else exact(value)


def percent(value: float) -> str:
    return f"{value:.0%}"


def span(low: str, high: str) -> str:
    return low if low == high else f"{low}–{high}"


def load(folder: Path) -> dict[str, Any]:
    return {name: yaml.safe_load((folder / f"{name}.yaml").read_text(encoding="utf-8")) for name in FILES}


def plain(value: Any) -> float:
    return float(value.rstrip("%")) / 100 if isinstance(value, str) else float(value)


def ranges(node: Any, path: str = "") -> Iterator[str]:
    """The dotted paths of all ranges that a figure may rest on."""
    if isinstance(node, dict):
        if {"low", "high"} <= set(node):
            yield path
        for key, value in node.items():
            yield from ranges(value, f"{path}.{key}") if key != "facts" else ()


class Model:
    """The calculation, with each range at the end that `ends` names for its path."""

    def __init__(self, inputs: dict[str, Any], ends: Ends) -> None:
        self.inputs, self.ends = inputs, ends
        self.hit_rate = self.at("caching.prefix_cache.hit_rate")
        self.profile_of = {name: one["page_profile"] for name, one in inputs["scenarios"].items()}
        self.calls = {name: self.page(name) for name in inputs["page_profiles"]}
        self.pages = {name: self.by_model(calls) for name, calls in self.calls.items()}
        self.traffic = {name: self.scenario(name) for name in inputs["scenarios"]}
        self.cases = self.load_cases()

    def at(self, path: str, default: float = 0.0) -> float:
        node: Any = self.inputs
        keys = path.split(".")
        while keys:
            for size in range(1, len(keys) + 1):
                if isinstance(node, dict) and ".".join(keys[:size]) in node:
                    node, keys = node[".".join(keys[:size])], keys[size:]
                    break
            else:
                return default
        if not isinstance(node, dict):
            return plain(node)
        if "value" in node:
            return plain(node["value"])
        low, high = plain(node["low"]), plain(node["high"])
        ends = {"low": low, "high": high, "likely": plain(node["likely"]) if "likely" in node else (low + high) / 2}
        return ends[self.ends.get(path, "likely")]

    def page(
        self, name: str, skipped: dict[str, float] | None = None, kept: dict[str, float] | None = None
    ) -> pd.DataFrame:
        path, profile = f"page_profiles.{name}", self.inputs["page_profiles"][name]
        tokens = {key: self.at(f"{path}.components.{key}.tokens") for key in profile["components"]}
        rows = []
        for key, call in profile["calls"].items():
            begins = call.get("begins_with", [])
            prefix = sum(tokens[part] * (kept or {}).get(part, 1) for part in begins)
            shorter = sum(tokens[part] * (1 - (kept or {}).get(part, 1)) for part in begins)
            requests = self.at(f"{path}.calls.{key}.requests_per_page", 1) * (skipped or {}).get(key, 1)
            rows.append((key, call["label"], call["model"], requests, self.at(f"{path}.calls.{key}.input_tokens") - shorter,
                         self.at(f"{path}.calls.{key}.output_tokens"), prefix))  # fmt: skip
        frame = pd.DataFrame(
            rows, columns=["key", "label", "model", "requests", "input", "output", "prefix"]
        ).set_index("key")
        frame["cached"] = frame["prefix"] * self.hit_rate
        frame["uncached"] = frame["input"] - frame["cached"]
        frame["total"] = frame["input"] + frame["output"]
        return frame

    def by_model(self, calls: pd.DataFrame) -> pd.DataFrame:
        columns = ["input", "uncached", "cached", "output", "total"]
        weighted = (
            calls[columns].mul(calls["requests"], axis=0).assign(requests=calls["requests"], model=calls["model"])
        )
        frame = weighted.groupby("model", sort=False).sum()
        order = [name for name in self.inputs["models"] if name in frame.index]
        return pd.concat([frame.loc[order], frame.sum().to_frame("Total").T])

    def scenario(self, name: str) -> dict[str, float]:
        path, one = f"scenarios.{name}", self.inputs["scenarios"][name]
        sites, share = self.at(f"{path}.sites"), self.at(f"{path}.generative_share")
        row = {"sites": sites, "share": share, "views": self.at(f"{path}.page_views_per_site")}
        row["per_site"] = row["views"] * share
        row["generations"] = row["per_site"] * sites
        if "campaign" in one:
            day = self.at(f"{path}.campaign.days_per_week") * self.at(f"{path}.campaign.hours_per_day") * 60
            row["minutes"] = self.at(f"{path}.campaign.weeks") * day
            row["shortest"] = row["generations"] / (self.at(f"{path}.campaign.shortest_weeks") * day)
        else:
            row["minutes"] = self.at(f"{path}.month.active_days") * self.at(f"{path}.month.hours_per_day") * 60
            row["peak"] = self.at(f"{path}.peak.page_views_per_minute_per_site") * share
        row["sustained"] = row["generations"] / row["minutes"]
        return row

    def load_cases(self) -> pd.DataFrame:
        rows = []
        for name, scenario in self.inputs["scenarios"].items():
            row = self.traffic[name]
            for key, case in scenario["load_cases"].items():
                path = f"scenarios.{name}.load_cases.{key}"
                peaking = {"all": row["sites"], "none": 0.0}.get(str(case.get("sites_at_peak")))
                peaking = self.at(f"{path}.sites_at_peak") if peaking is None else peaking
                rate = peaking * row.get("peak", 0) + (row["sites"] - peaking) * row["sustained"] / row["sites"]
                rate = self.at(f"{path}.pages_per_minute") if "pages_per_minute" in case else rate
                step = self.at(f"{path}.rounding_step")
                rows.append((f"{name}.{key}", case["label"], name, peaking, rate, step, self.round(rate, step)))
        return pd.DataFrame(
            rows, columns=["case", "label", "scenario", "peaking", "unrounded", "step", "rate"]
        ).set_index("case")

    @staticmethod
    def round(rate: float, step: float) -> float:
        return math.ceil(rate / step - 1e-9) * step if step else rate

    def demand(self, case: str) -> pd.DataFrame:
        one = self.cases.loc[case]
        return self.pages[self.profile_of[one["scenario"]]] * one["rate"]


class Document(Model):
    """The tables of the document, at the likely values, with the span of those that are printed with one."""

    def __init__(self, folder: Path) -> None:
        super().__init__(load(folder), {})
        found = list(ranges({name: self.inputs[name] for name in ("page_profiles", "scenarios")}))
        named = [path.lstrip(".") for path in found]
        ends = [dict(zip(named, one, strict=True)) for one in product(("low", "high"), repeat=len(named))]
        self.corners = [Model(self.inputs, one) for one in ends]
        request = self.inputs["proposal"]["request"]
        self.headline, self.worst = request["headline_case"], request["alternative_case"]
        self.profile = self.profile_of[self.cases.loc[self.headline, "scenario"]]

    def spans(self, of: Any, write: Any) -> str:
        values = [of(model) for model in self.corners]
        return span(write(min(values)), write(max(values)))

    def tables(self) -> list[Table]:
        return [
            *self.summary(),
            *self.page_tables(),
            *self.capacity(),
            *self.caching(),
            *self.request(),
            *self.evaluation(),
            *self.saved(),
        ]

    def limits(self, case: str, model: Model) -> dict[str, float]:
        row = model.demand(case).loc["Total"]
        return {"Requests per minute": row["requests"], "Total tokens per minute": row["total"],
                "Uncached tokens per minute, output counted": row["uncached"] + row["output"],
                "Uncached tokens per minute, input only": row["uncached"]}  # fmt: skip

    def summary(self) -> Iterator[Table]:
        now, worst = self.limits(self.headline, self), self.limits(self.worst, self)
        label = self.cases.loc[self.worst, "label"]
        rows = [[key, compact(value) if value > 1e5 else exact(value),
                 self.spans(lambda model, key=key: self.limits(self.headline, model)[key], compact if value > 1e5 else exact),
                 compact(worst[key]) if value > 1e5 else exact(worst[key])] for key, value in now.items()]  # fmt: skip
        yield "To reserve, per minute", ["Limit", "Requested", "Range", label], rows
        demand = self.demand(self.headline).drop("Total")
        yield ("Request by model", ["Model", "RPM", "Total TPM", "Uncached TPM, output counted", "Uncached input TPM"],
               [[name, exact(row["requests"]), compact(row["total"]), compact(row["uncached"] + row["output"]), compact(row["uncached"])]
                for name, row in demand.iterrows()])  # fmt: skip
        models = self.inputs["models"]
        yield ("Models", ["Model", "Reservation", "Role", "Purpose"],
               [[name, one["reservation"], one["role"], one["purpose"]] for name, one in models.items()])  # fmt: skip
        page = self.pages[self.profile]
        yield ("Models on a page", ["Model", "Requests per page", "Mean tokens per request", "Share of tokens"],
               [[name, exact(row["requests"]), exact(row["total"] / row["requests"]), percent(row["total"] / page.loc["Total", "total"])]
                for name, row in page.drop("Total").iterrows()])  # fmt: skip

    def page_tables(self) -> Iterator[Table]:
        calls, page = self.calls[self.profile], self.pages[self.profile]
        whole = page.loc["Total"]
        rows = [[row["label"], row["model"], *(exact(row[key]) for key in ("requests", "input", "output", "total"))]
                for _, row in calls.iterrows()]  # fmt: skip
        rows.append(["Page", "", *(exact(whole[key]) for key in ("requests", "input", "output", "total"))])
        yield "Tokens by call", ["Call", "Model", "Requests", "Input tokens", "Output tokens", "Total tokens"], rows
        yield ("Tokens by model", ["Model", "Requests", "Uncached input", "Cached input", "Output", "Total tokens"],
               [[name, *(exact(row[key]) for key in PER_MINUTE)] for name, row in page.iterrows()])  # fmt: skip
        yield ("What drives the count", ["Call", "Same in every request", "Specific to the request", "Share of the page’s input"],
               [[row["label"], exact(row["prefix"]), exact(row["input"] - row["prefix"]), percent(row["input"] * row["requests"] / whole["input"])]
                for _, row in calls.iterrows()])  # fmt: skip

    def capacity(self) -> Iterator[Table]:
        for name, scenario in self.inputs["scenarios"].items():
            yield scenario["label"], ["Assumption", "Value"], self.assumptions(name, scenario)
            for key, case in scenario["load_cases"].items():
                yield (
                    case["label"],
                    ["Model", "RPM", "Uncached input TPM", "Cached input TPM", "Output TPM", "Total TPM"],
                    [
                        [model, *(exact(row[column]) for column in PER_MINUTE)]
                        for model, row in self.demand(f"{name}.{key}").iterrows()
                    ],
                )
        rows = [[one["label"], exact(one["rate"]), *(compact(self.demand(case).loc["Total", column]) for column in PER_MINUTE)]
                for case, one in self.cases.iterrows()]  # fmt: skip
        yield (
            "Combined",
            ["Load case", "Generations", "RPM", "Uncached input TPM", "Cached input TPM", "Output TPM", "Total TPM"],
            rows,
        )

    def assumptions(self, name: str, scenario: dict[str, Any]) -> list[list[str]]:
        row, path = self.traffic[name], f"scenarios.{name}"

        def spans(key: str) -> str:
            return self.spans(lambda model: model.traffic[name][key], exact)

        rows = [["Sites", exact(row["sites"])], ["Page views per site", spans("views")],
                ["Share of page views that generate a page", percent(row["share"])], ["Generations per site", spans("per_site")],
                ["Generations, all sites", f"{exact(row['generations'])} ({spans('generations')})"],
                ["Sustained generations per minute, all sites", f"{exact(row['sustained'])} ({spans('sustained')})"]]  # fmt: skip
        if "campaign" in scenario:
            return [*rows, ["Campaign, in weeks", exact(self.at(f"{path}.campaign.weeks"))],
                    ["Active time", f"{exact(self.at(f'{path}.campaign.days_per_week'))} days per week, "
                                    f"{exact(self.at(f'{path}.campaign.hours_per_day'))} hours per day"],
                    ["Shortest campaign considered, in weeks", exact(self.at(f"{path}.campaign.shortest_weeks"))],
                    ["Sustained generations per minute, shortest campaign", f"{exact(row['shortest'])} ({spans('shortest')})"]]  # fmt: skip
        return [*rows, ["Active time", f"{exact(self.at(f'{path}.month.active_days'))} days per month, "
                                       f"{exact(self.at(f'{path}.month.hours_per_day'))} hours per day"],
                ["Page views per minute of a site at its peak", exact(self.at(f"{path}.peak.page_views_per_minute_per_site"))],
                ["Generations per minute of a site at its peak", exact(row["peak"])]]  # fmt: skip

    def caching(self) -> Iterator[Table]:
        profile, calls = self.inputs["page_profiles"][self.profile], self.calls[self.profile]
        rows = []
        for key, part in profile["components"].items():
            senders = [name for name, call in profile["calls"].items() if key in call.get("begins_with", [])]
            path = f"page_profiles.{self.profile}.components.{key}.tokens"
            requests, tokens = calls.loc[senders, "requests"].sum(), self.at(path)
            rows.append([part["label"], ", ".join(calls.loc[senders, "label"]), self.spans(lambda model, path=path: model.at(path), exact),
                         exact(requests), exact(tokens * requests)])  # fmt: skip
        yield "Prompt components", ["Component", "Calls", "Tokens", "Requests per page", "Tokens per page"], rows
        page = self.pages[self.profile]
        yield ("Cached input by model",
               ["Model", "Cached per request", "Input per request", "Cached per page", "Input per page", "Cache rate"],
               [[name, exact(row["cached"] / row["requests"]), exact(row["input"] / row["requests"]), exact(row["cached"]),
                 exact(row["input"]), percent(row["cached"] / row["input"])] for name, row in page.iterrows()])  # fmt: skip
        rows = []
        for case, one in self.cases.iterrows():
            row = self.demand(str(case)).loc["Total"]
            rows.append([one["label"], *(compact(value) for value in (row["total"], row["cached"], row["uncached"] + row["output"], row["uncached"])),
                         percent(row["cached"] / row["total"])])  # fmt: skip
        yield ("Applied to the load cases", ["Load case", "Total TPM", "Cached input TPM", "Uncached TPM, output counted",
                                             "Uncached input TPM", "Cached share of all tokens"], rows)  # fmt: skip
        rows = []
        for phase in self.inputs["caching"]["query_reuse"]["phases"].values():
            name = self.profile_of[phase["scenario"]]
            row, low, high = self.pages[name].loc["Total"], plain(phase["reuse"]["low"]), plain(phase["reuse"]["high"])

            def net(model: Model, reuse: float, name: str = name) -> float:
                whole = model.pages[name].loc["Total"]
                return float((whole["uncached"] + whole["output"]) / whole["total"] * (1 - reuse))

            nets = [net(model, reuse) for model in self.corners for reuse in (low, high)]
            rows.append([phase["label"], percent(row["cached"] / row["input"]), percent(net(self, 0)), f"{percent(low)}–{percent(high)}",
                         f"{percent(min(nets))}–{percent(max(nets))}"])  # fmt: skip
        yield (
            "Reuse of answers",
            ["Phase", "Prefix cache, of input", "Uncached, of all tokens", "Answers served again", "Net uncached"],
            rows,
        )

    def request(self) -> Iterator[Table]:
        now, worst = self.limits(self.headline, self), self.limits(self.worst, self)
        yield ("Limits asked for", ["Limit", "Requested", self.cases.loc[self.worst, "label"]],
               [[key, exact(value), exact(worst[key])] for key, value in now.items()])  # fmt: skip
        yield ("Request by model, in full",
               ["Model", "RPM", "Uncached input TPM", "Cached input TPM", "Input TPM", "Cache rate", "Output TPM", "Total TPM"],
               [[name, *(exact(row[key]) for key in ("requests", "uncached", "cached", "input")), percent(row["cached"] / row["input"]),
                 exact(row["output"]), exact(row["total"])] for name, row in self.demand(self.headline).iterrows()])  # fmt: skip
        for name, scenario in self.inputs["scenarios"].items():
            if "month" in scenario:
                volume = self.pages[self.profile_of[name]] * self.traffic[name]["generations"]
                yield (f"Monthly volume: {scenario['label']}", ["Model", "Requests", "Input tokens", "Output tokens", "Total tokens"],
                       [[model, *(compact(row[key]) for key in ("requests", "input", "output", "total"))] for model, row in volume.iterrows()])  # fmt: skip

    def evaluation(self) -> Iterator[Table]:
        page, rate = self.pages[self.profile], self.cases.loc[self.headline, "rate"]
        for name, model in self.inputs["models"].items():
            if "evaluation" not in model:
                continue
            more = 1 + self.at(f"models.{name}.evaluation.headroom")
            plain_rows, with_headroom = [], []
            for one in model["evaluation"]["replacements"].values():
                row = page.loc[one["replaces"]].sum()
                uncached = row["uncached"] + row["output"]
                plain_rows.append([one["label"], *(exact(value) for value in (row["requests"], row["total"], row["total"] / row["requests"],
                                                                              row["requests"] * rate)),
                                   compact(row["total"] * rate), compact(uncached * rate)])  # fmt: skip
                with_headroom.append([one["label"], ", ".join(one["replaces"]), exact(row["requests"] * rate * more),
                                      compact(row["total"] * rate * more), compact(uncached * rate * more)])  # fmt: skip
            yield (
                f"{name} in the place of others",
                ["Replaces", "Requests per page", "Tokens per page", "Tokens per request", "RPM", "TPM", "Uncached TPM"],
                plain_rows,
            )
            yield (
                f"{name}, with the headroom",
                ["Replaces", "Models replaced", "RPM", "TPM", "Uncached TPM"],
                with_headroom,
            )

    def saved(self) -> Iterator[Table]:
        case = self.cases.loc[self.headline]
        before = self.demand(self.headline).loc["Total"]
        rows = []
        for saving in self.inputs["savings"].values():
            takes, rate, page = saving["takes"], case["rate"], self.pages[self.profile].loc["Total"]
            if not isinstance(takes, dict):
                rows.append([saving["label"], takes, "–", "–", "–", "–"])
                continue
            if "query_reuse" in takes:
                share = self.at(f"caching.query_reuse.phases.{takes['query_reuse']}.reuse")
                rate, what = (
                    self.round(case["unrounded"] * (1 - share), case["step"]),
                    f"{percent(share)} of the generations",
                )
            elif "skipped_call" in takes:
                share = plain(takes["share_of_pages"])
                page, what = (
                    self.by_model(self.page(self.profile, skipped={takes["skipped_call"]: 1 - share})).loc["Total"],
                    f"{percent(share)} of the requests",
                )
            else:
                share = plain(takes["share_of_tokens"])
                page, what = (
                    self.by_model(self.page(self.profile, kept={takes["compressed_component"]: 1 - share})).loc[
                        "Total"
                    ],
                    f"{percent(share)} of its tokens",
                )
            saved = before - page * rate
            uncached, of = saved["uncached"] + saved["output"], before["uncached"] + before["output"]
            rows.append(
                [
                    saving["label"],
                    what,
                    exact(saved["requests"]),
                    compact(saved["total"]),
                    compact(uncached),
                    percent(uncached / of),
                ]
            )
        yield (
            "Savings",
            ["Saving", "Takes away", "RPM saved", "TPM saved", "Uncached TPM saved", "Share of uncached TPM"],
            rows,
        )


def tables(folder: str | Path) -> list[Table]:
    return list(Document(Path(folder)).tables())
