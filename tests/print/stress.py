"""The proposal that strains the page: twelve models, thirty calls, names of sixty characters, figures in the trillions.

Out: the plain values of its six files. Every other name has spaces; the rest offer a line no place to break.
`python -m tests.print.stress FOLDER` prints it and the committed proposals on both papers, and says what looks wrong.
"""

import sys
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.conftest import ROOT
from tests.strategies import SOURCE, Values, write

MODELS, CALLS, COMPONENTS = 12, 30, 6
LONGEST_NAME = 60
HALF, SHORT = 0.5, 0.4
FILLED = ("seed", "full", "foreign", "small")
"""The others have few pages, and little to fill one with before a table that stays whole."""


def spaced(word: str, number: int) -> str:
    """A name of sixty characters in words."""
    return (
        f"{word} {number} of a family with a long and telling name of its own kind"[:LONGEST_NAME]
        .rstrip()
        .ljust(LONGEST_NAME, "e")
    )


def unbroken(word: str, number: int) -> str:
    """A name of sixty characters without a place where a line could break."""
    return (
        f"{word}{number}ofafamilywhosenamesarewrittenwithoutanyspaceorhyphenorslash"[:LONGEST_NAME]
        .rstrip()
        .ljust(LONGEST_NAME, "e")
    )


def label(word: str, number: int) -> str:
    return unbroken(word, number) if number % 2 else spaced(word, number)


def models() -> Values:
    names = {
        unbroken("model", number): {
            "reservation": "primary" if number < 7 else "secondary",
            "role": label("Role", number),
            "purpose": f"Writes what the call of this number asks for, {'and more of it, ' * 8}as a sentence says.",
            "source": SOURCE,
        }
        for number in range(1, MODELS)
    }
    every = list(names)
    replacements = {
        "half": {"label": spaced("Half of the roles", 6), "replaces": every[:6]},
        "every": {"label": unbroken("Everyrole", 11), "replaces": every},
    }
    candidate: Values = {"headroom": "20%", "replacements": replacements}
    names[unbroken("candidate", MODELS)] = {
        "reservation": "evaluation",
        "role": label("Role", MODELS),
        "purpose": "May take over every role.",
        "evaluation": candidate,
        "source": SOURCE,
    }
    return names


def page_profiles() -> Values:
    served = [name for name in models() if not name.startswith("candidate")]
    components = {
        f"component-{number}": {
            "label": label("Component", number),
            "tokens": {"low": 401 * number, "likely": 503 * number, "high": 607 * number},
        }
        for number in range(1, COMPONENTS + 1)
    }
    calls = {
        f"call-{number}": {
            "label": label("Call", number),
            "model": served[number % len(served)],
            "input_tokens": 123_457 * number,
            "output_tokens": 65_537 * number,
            "begins_with": [f"component-{number % COMPONENTS + 1}"],
        }
        for number in range(1, CALLS + 1)
    }
    facts = {
        "long": {
            "value": 1_234_567_890_123,
            "label": "things that are known of it, and of which there are several",
        }
    }
    return {
        "long": {
            "label": spaced("Profile", 2),
            "description": "Every model has its calls, and each call is long.",
            "source": SOURCE,
            "components": components,
            "calls": calls,
            "facts": facts,
            "notes": [f"Known are [[facts.long]] of them, {'and more of the same, ' * 8}as a sentence says."] * 3,
        }
    }


def scenarios() -> Values:
    cases = {
        "sustained": {"label": label("Sustained", 2), "description": "All at their mean.", "sites_at_peak": "none"},
        "peak": {
            "label": label("Peak", 3),
            "description": "Some are at their peak.",
            "sites_at_peak": {"low": 2, "likely": 3, "high": 4},
            "rounding_step": 50,
        },
        "worst": {"label": label("Worst", 4), "description": "All at their peak.", "sites_at_peak": "all"},
    }
    return {
        "world": {
            "label": label("World", 5),
            "page_profile": "long",
            "source": SOURCE,
            "sites": 12,
            "page_views_per_site": {"low": 1_000_000_001, "likely": 1_234_567_891, "high": 2_000_000_003},
            "generative_share": "10%",
            "month": {"active_days": 22, "hours_per_day": 16},
            "peak": {"page_views_per_minute_per_site": 123_457},
            "load_cases": cases,
        },
        "moon": {
            "label": label("Moon", 6),
            "page_profile": "long",
            "source": SOURCE,
            "sites": 1,
            "load_cases": {"stated": {"label": label("Stated", 7), "description": "As stated.", "pages_per_minute": 5}},
        },
    }


def savings() -> Values:
    takes: list[Any] = [
        {"query_reuse": "phase"},
        {"skipped_call": "call-30", "share_of_pages": {"low": "10%", "likely": "15%", "high": "20%"}},
        {"compressed_component": "component-6", "share_of_tokens": "30%"},
        "to be measured",
    ]
    return {
        f"saving-{number}": {
            "label": label("Saving", number),
            "description": f"Do less of what is done, {'and less of the rest, ' * 6}as a sentence says.",
            "takes": one,
            "source": SOURCE,
        }
        for number, one in enumerate(takes, 1)
    }


def files() -> dict[str, Values]:
    """The six files of the proposal."""
    caching: Values = {
        "prefix_cache": {"hit_rate": "87%", "block_tokens": 128, "source": SOURCE},
        "query_reuse": {
            "status": "not built",
            "example_queries": [spaced("query", 2), unbroken("query", 3)],
            "phases": {"phase": {"label": label("Phase", 7), "scenario": "world", "reuse": "20%"}},
            "source": SOURCE,
        },
    }
    proposal: Values = {
        "title": spaced("Capacity", 2),
        "edition": spaced("Edition", 4),
        "version": spaced("Version", 6),
        "dated": "2026-11-24",
        "needed_by": "2027-01-31",
        "vendor": spaced("Vendor", 8),
        "requester": unbroken("Requester", 9),
        "subject": "Everything, everywhere, at any time, in every language, with pictures and with sources",
        "request": {
            "headline_case": "world.peak",
            "alternative_case": "world.worst",
            "beside": {"moon.stated": {"included": True}},
        },
        "judgements": {"negligible_below": "1%", "dominates_above": "5%", "source": SOURCE},
        "references": [
            {
                "label": label("Reference", number),
                "where": f"https://example.org/{'path/' * 12}{number}",
                "read": "2026-11-23",
            }
            for number in range(1, 5)
        ],
    }
    return {
        "models": models(),
        "page_profiles": page_profiles(),
        "scenarios": scenarios(),
        "caching": caching,
        "savings": savings(),
        "proposal": proposal,
    }


def main(folder: Path) -> int:
    """Prints each proposal on both papers; 1 where a print looks wrong or does not read like its page."""
    from generator.inputs import load
    from generator.print.audit import audit_pdf
    from generator.print.pdf import to_pdf
    from generator.print.product import make
    from tests.print.looks import FULL, offences

    frozen = {path.name: make(load(path)).page for path in sorted((ROOT / "tests" / "proposals").iterdir())}
    with TemporaryDirectory() as inputs:
        pages = {"straining": make(load(write(files(), Path(inputs)))).page, **frozen}
    found = []
    for (name, page), paper in product(pages.items(), ("a4", "letter")):
        data = to_pdf(page, paper)
        (folder / f"stress-{name}-{paper}.pdf").write_bytes(data)
        # Where each row of a table is as tall as ten, a page before one that stays whole is less full.
        least = HALF if name == "straining" else FULL if name in FILLED else SHORT
        found += [f"{name}, {paper}: {one}" for one in (*offences(data, page.text, least), *audit_pdf(data, page))]
    print("".join(f"{one}\n" for one in found), end="")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
