"""What a mistake in a template is told as.

In: the error that a template ends with, and the names that it may use. Out: a ProposalError with the template's line,
what is wrong there, and how to mend it.
"""

import re
import traceback
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

import jinja2
from jinja2.environment import TemplateModule

from generator.errors import Place, ProposalError, did_you_mean, refusal

UNDEFINED = re.compile(r"'(\w+)' is undefined")
NO_FILTER = re.compile(r"No (filter|test) named '(\w+)'\.")
MISGIVEN = re.compile(r"\S+\(\) (?=missing |takes |got )")
CANNOT = "a template shows figures and cannot calculate"


class Unknown(jinja2.StrictUndefined):
    """What a template asks for and nothing has; of what is imported or looked up, the name that is closest is told."""

    @property
    def _undefined_message(self) -> str:
        of, name = self._undefined_obj, str(self._undefined_name)
        if isinstance(of, TemplateModule):
            return f"{of.__name__} has no macro {name}; {did_you_mean(name, vars(of))}".removesuffix("; ")
        if isinstance(of, Mapping):
            return f"nothing is called {name} there; {did_you_mean(name, map(str, of))}".removesuffix("; ")
        return super()._undefined_message


def refused(error: Exception, name: str, env: jinja2.Environment, names: Collection[str]) -> ProposalError:
    """The error of the template of that name, which is given `names` besides those of its environment."""
    if isinstance(error, jinja2.TemplateSyntaxError):
        unknown = NO_FILTER.match(str(error.message))
        kinds: Mapping[str, Any] = env.filters if unknown and unknown[1] == "filter" else env.tests
        hint = did_you_mean(unknown[2], kinds) if unknown else ""
        return refusal(_place(str(error.filename), error.lineno), str(error.message), hint)
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.endswith(".j2")]
    place = _place(frames[-1].filename, frames[-1].lineno or 0) if frames else Place(name)
    what, hint = str(error), CANNOT if isinstance(error, TypeError) else ""
    if unknown := UNDEFINED.match(what):
        hint = did_you_mean(unknown[1], {*env.globals, *names})
    elif MISGIVEN.match(what):
        what, hint = f"a filter or a macro is given other things than it takes: {MISGIVEN.sub('', what)}", ""
    return refusal(place, what, hint)


def _place(file: str, line: int) -> Place:
    path = Path(file)
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    return Place(f"{path.parent.name}/{path.name}", line, 1, lines[line - 1] if 0 < line <= len(lines) else "")
