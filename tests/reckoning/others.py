"""What goes to other vendors, said again from the meaning of the inputs.

In: a reckoning whose pages and request are entered. Out: what each model of another vendor is asked for, entered: all
that it has to carry if the vendor fails (`elsewhere`), and what it serves anyway (`always`), where both differ.
"""

from dataclasses import replace

from tests.reckoning.amounts import Four, Row, of_a_minute, of_a_request, together
from tests.reckoning.calls import Call, Point, routes
from tests.reckoning.driven import home_of_month
from tests.reckoning.figures import Case, Part, Reckoning
from tests.reckoning.money import Source, in_units, loads, metered, meters, of_a_page, others, published, purses
from tests.reckoning.typed import Files

CARRIED, ALWAYS = "elsewhere", "always"


def takes_part(own: Reckoning, model: str) -> set[str]:
    """The ways in which a model of another vendor takes part: a split, a fallback, both."""
    every = [(profile, name) for profile, one in own.files["page_profiles"].items() for name in one["calls"]]
    return {way for way in ("split", "fallback") for where in every if model in routes(own.files, *where, way)}


def states(own: Reckoning, model: str) -> list[str]:
    """Under which names what it is asked for stands."""
    return [CARRIED, ALWAYS] if len(takes_part(own, model)) == 2 else [CARRIED]


def elsewhere(own: Reckoning) -> None:
    """Enters all of it, but the costs."""
    for profile, page in own.files["page_profiles"].items():
        for name in page["calls"]:
            requests(own, profile, name)
    for part in own.parts:
        for model in others(own):
            for state in states(own, model):
                asked(own, part, model, state)


def requests(own: Reckoning, profile: str, name: str) -> None:
    """How often a page sends a call to each of the others."""
    path, call = f"page_profiles.{profile}.calls.{name}", own.calls(profile)[name]
    ways = {way: routes(own.files, profile, name, way) for way in ("split", "fallback")}
    for model in others(own):
        row = Row()
        if model in ways["split"]:
            row["requests_sent_per_page"] = call.often * own.point[ways["split"][model]]
        if model in ways["fallback"]:
            row["requests_taken_over_per_page"] = call.stays * own.point[ways["fallback"][model]]
        if len(row) == 2:
            row["requests_reserved_per_page"] = sum(row.values())
        own.put(f"{path}.elsewhere.{model}", row)


def there(own: Reckoning, profile: str, model: str, state: str) -> dict[str, Call]:
    """The calls of a page that a model of another vendor gets, as they are there."""
    vendor = own.files["models"][model]["vendor"]
    rate = own.point.get(f"proposal.other_vendors.{vendor}.hit_rate")
    found = {}
    for name, call in own.calls(profile).items():
        path = f"page_profiles.{profile}.calls.{name}.elsewhere.{model}"
        keys = ["requests_sent_per_page"]
        if state == CARRIED:
            keys = ["requests_reserved_per_page", "requests_taken_over_per_page", *keys]
        often = next((own.found[f"{path}.{key}"] for key in keys if f"{path}.{key}" in own.found), None)
        if often is None:
            continue
        least = own.point.get(f"models.{model}.least_prefix_tokens")
        one = replace(call, model=model, often=often, leaves=None, least=least)
        if rate is not None:
            one = replace(one, rate=rate, parts=tuple(replace(part, rate=None) for part in call.parts))
        found[name] = one
    return found


def home_there(own: Reckoning, case: str, model: str, state: str) -> str:
    """Where the page stands of what goes there."""
    return f"{own.page_home(case)}.{state}.{model}"


def asked(own: Reckoning, part: Part, model: str, state: str) -> None:
    """What load cases together ask of a model of another vendor."""
    vendor, cases = own.files["models"][model]["vendor"], list[Source]()
    block = own.point.get(f"proposal.other_vendors.{vendor}.block_tokens")
    for case in (part.headline, *part.included):
        scenario, home = own.home(case), home_there(own, case, model, state)
        sent = {one: found for one in own.profiles_of(scenario) if (found := there(own, one, model, state))}
        if not sent:
            continue
        mixed = "page_profiles" in own.files["scenarios"][scenario]
        for one, found in sent.items():
            at = f"{home}.parts.{one}" if mixed else home
            own.often |= {f"{at}.calls.{name}": call.often for name, call in found.items()}
        if not mixed:
            (found,) = sent.values()
            page = own.by_model(found.values(), block)
            if f"{home}.requests_per_page" not in own.found:
                own.page(home, found, block)
        else:
            key = f"{scenario} {state} {model}"
            own.means[key] = page = own.means.get(key) or own.mean_page(scenario, home, sent, block)
        name, rate = f"{case}.{state}.{model}", own.cases[case].rate
        own.cases[name] = Case(rate, None, rate, own.asked(name, rate, page))
        cases.append((name, scenario, home))
    if not cases:
        return
    path, need = f"{part.path}.{state}.models.{model}", together(own.cases[name].models[model] for name, *_ in cases)
    four = need.times(1 + own.headroom)
    if "proposal.request.headroom" in own.point:
        own.put(f"{part.path}.{state}.need.models.{model}", of_a_minute(need))
    own.put(path, of_a_minute(four) | of_a_request(four))
    if state == CARRIED:
        counted(own, path, model, four, cases)


def counted(own: Reckoning, path: str, model: str, four: Four, cases: list[Source]) -> None:
    """That beside what its vendor meters, sells and publishes."""
    own.times_published(path, model, four)
    meter = own.files["models"][model].get("meter") or {}
    if meter:
        metered(own, path, model, four, cases)
    if "unit" in meter:
        in_units(own, path, f"models.{model}.meter.unit")
    published(own, path, model)


def served(own: Reckoning, model: str) -> str:
    """Under which name what it always serves stands, if it does."""
    return ALWAYS if len(takes_part(own, model)) == 2 else CARRIED if "split" in takes_part(own, model) else ""


def costs(own: Reckoning) -> None:
    """What it costs: at the rate that each has to carry, and in a month of what it always serves."""
    for part in own.parts:
        for case in (part.headline, *part.included):
            for model in others(own):
                for state in states(own, model):
                    cost(own, case, model, state)


def cost(own: Reckoning, case: str, model: str, state: str) -> None:
    """What a model of another vendor costs at the rate of a load case, and in a month of its scenario."""
    scenario, home = own.home(case), home_there(own, case, model, state)
    mean = "" if "page_profile" in own.files["scenarios"][scenario] else own.page_home(case)
    name = f"{home}.models.{model}.cost_per_page"
    if name not in own.found:
        of_a_page(own, home, own.profiles_of(scenario), mean)
    if name not in own.found:
        return
    if state == CARRIED:
        minute = own.cases[case].rate * own.found[name]
        own.put(f"{case}.{state}.{model}", {"cost_per_minute": minute, "cost_per_hour": minute * 60})
    month = home_of_month(own.files["scenarios"][scenario], f"scenarios.{scenario}")
    if state == served(own, model) and f"{month}.tokens_per_month" in own.found:
        own.found[f"{month}.{ALWAYS}.{model}.cost_per_month"] = own.found[f"{month}.pages"] * own.found[name]


def reckon(files: Files, point: Point, counted: dict[str, bool] | None = None) -> Row:
    """Every figure at a point, but for those under `assumptions`."""
    own = Reckoning(files, point, counted)
    own.all()
    for part in own.parts:
        meters(own, part)
    elsewhere(own)
    loads(own)
    costs(own)
    purses(own)
    return own.found
