"""The other code, wrong in one place at a time by cosmic-ray: do the tests of its module notice?

In: the names of modules. Out: a line for each mutant that no test notices; 1 where one has no reason in survivors.yaml,
or where a reason is given for one that is noticed.

cosmic-ray starts the tests anew for each mutant, in a copy of the checkout: what stands here is not changed.
"""

import argparse
import json
import re
import shlex
import shutil
import subprocess
import sys
import time
import venv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from sysconfig import get_path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from generator.inputs.located_yaml import parse

ROOT = Path(__file__).parent.parent.parent
CONFIG = """[cosmic-ray]
module-path = {module}
timeout = {timeout}
excluded-modules = []
test-command = {command}
[cosmic-ray.distributor]
name = "local"
"""
KEPT = {
    *("Add_Sub", "Sub_Add", "Mul_Div", "Div_Mul", "FloorDiv_Mul", "Mod_FloorDiv", "Pow_Mul"),
    *("Eq_NotEq", "NotEq_Eq", "Lt_LtE", "LtE_Lt", "Gt_GtE", "GtE_Gt", "In_NotIn", "NotIn_In", "Is_IsNot", "IsNot_Is"),
}
"""What stands for an operator: the one that is mistaken for it, not all others; `|` mostly stands in types."""


class Mutant(NamedTuple):
    """What is wrong: the function with its line before and after; and whether a test noticed."""

    text: str
    noticed: bool


def mutants(dump: str) -> Iterator[Mutant]:
    """The mutants of a session that were tried. Raises RuntimeError where one could not be."""
    for item, result in map(json.loads, dump.splitlines()):
        if result["worker_outcome"] == "skipped":
            continue
        if result["test_outcome"] not in {"killed", "survived"}:
            raise RuntimeError(f"{item['mutations'][0]}: {result['output']}")
        lines = result["diff"].splitlines()
        old, new = (" ".join(one[1:].strip() for one in lines if one[:1] == sign != one[1:2]) for sign in "-+")
        yield Mutant(f"{item['mutations'][0]['definition_name']}: {old} → {new}", result["test_outcome"] == "killed")


def left_out(operator: str, function: str | None) -> bool:
    """Whether a mutant is not tried: a constant of a module is what it is, and a type is not run."""
    replaces = re.fullmatch(r"core/Replace(?:Binary|Comparison)Operator_(\w+)", operator)
    return not function or bool(replaces and replaces[1] not in KEPT)


def chosen(session: Path) -> int:
    """Marks the mutants of a session that are not tried. Returns how many are."""
    from cosmic_ray.work_db import WorkDB, use_db
    from cosmic_ray.work_item import WorkerOutcome, WorkResult

    with use_db(session, WorkDB.Mode.open) as work:
        for item in list(work.pending_work_items):
            if left_out(item.mutations[0].operator_name, item.mutations[0].definition_name):
                work.set_result(item.job_id, WorkResult(worker_outcome=WorkerOutcome.SKIPPED))
        return len(list(work.pending_work_items))


def told(found: Sequence[Mutant], reasons: Mapping[str, str]) -> tuple[list[str], bool]:
    """A line for each mutant that survives, and for each reason that is not needed; and whether all have a reason."""
    alive = list(dict.fromkeys(one.text for one in found if not one.noticed))
    idle = [text for text in reasons if text not in alive]
    lines = [f"  survives  {text}{f'  ({reasons[text]})' if text in reasons else ''}" for text in alive]
    lines += [f"  needs no reason in survivors.yaml, or is not there  {text}" for text in idle]
    return lines, not idle and all(text in reasons for text in alive)


def copied(folder: Path) -> Path:
    """A clone with all that is not committed yet, and a Python that takes the code from there. Returns the Python."""
    subprocess.run(["git", "clone", "--quiet", ROOT, folder], check=True)
    changed = ["git", "ls-files", "-z", "--modified", "--others", "--exclude-standard"]
    for name in filter(None, subprocess.check_output(changed, cwd=ROOT, text=True).split("\0")):
        (folder / name).unlink(missing_ok=True)
        if (ROOT / name).exists():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name, follow_symlinks=False)
    own = folder / ".venv"
    venv.create(own, symlinks=True)
    packages = Path(get_path("purelib", vars={"base": str(own)}))
    (packages / "copy.pth").write_text(f"{folder}\n{get_path('purelib')}\n")
    return own / "bin" / "python"


def tried(module: str, tests: Sequence[str], folder: Path, python: Path) -> Iterator[Mutant]:
    """The mutants of a module. Raises RuntimeError where its tests fail as it is."""
    command = [str(python), "-m", "pytest", "-q", "-x", *tests]
    begun = time.monotonic()
    right = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    seconds = time.monotonic() - begun
    if right.returncode:
        raise RuntimeError(f"{module}: as it is, its tests fail:\n{right.stdout}{right.stderr}")
    values = {"module": file_of(module), "timeout": 30 + 10 * seconds, "command": shlex.join(command)}
    texts = {key: json.dumps(str(value) if key != "timeout" else value) for key, value in values.items()}
    session, config = folder / ".venv" / "session.sqlite", folder / ".venv" / "config.toml"
    config.write_text(CONFIG.format(**texts), encoding="utf-8")

    def cosmic_ray(*words: str | Path) -> str:
        program = Path(sys.executable).with_name("cosmic-ray")
        return subprocess.check_output([program, *words], cwd=folder, text=True)

    cosmic_ray("init", "--force", config, session)
    waiting = chosen(session)
    print(f"{module}: {waiting} mutants, at most {waiting * seconds / 60:.0f} minutes", flush=True)
    cosmic_ray("exec", config, session)
    yield from mutants(cosmic_ray("dump", session))


def file_of(module: str) -> Path:
    """The file of a module, in the checkout."""
    path = Path(*module.split("."))
    return path / "__init__.py" if (ROOT / path).is_dir() else path.with_suffix(".py")


def tests_of(module: str) -> str:
    """The test file of a module: tests/ mirrors generator/."""
    _, *folders, name = module.split(".")
    return "/".join(["tests", *folders, f"test_{name}.py"])


def modules() -> list[str]:
    """All modules with a test file of their own but those that hold formulas, whose mutants are `formulas`'."""
    paths = sorted(path.relative_to(ROOT) for path in (ROOT / "generator").rglob("*.py"))
    names = [".".join(path.with_suffix("").parts) for path in paths if path.parent.name != "calculation"]
    return [name for name in names if (ROOT / tests_of(name)).is_file()]


def survivors() -> Mapping[str, Any]:
    """The mutants that no test tells from the code, by module, and why."""
    path = Path(__file__).with_name("survivors.yaml")
    return parse(path.read_text(encoding="utf-8"), str(path)).values


def main(arguments: Sequence[str]) -> int:
    """Runs the mutants; 1 where one survives without a reason, or a reason is not needed."""
    parser = argparse.ArgumentParser(
        "python -m tests.mutants code", epilog="example: python -m tests.mutants code generator.review.ledger"
    )
    parser.add_argument("modules", nargs="*", metavar="MODULE", help="such as generator.numerals; all by default")
    parser.add_argument("--tests", nargs="+", metavar="PATH", help="in place of the test file of the module")
    asked = parser.parse_args(arguments)
    if unknown := [
        one for one in asked.modules if not one.startswith("generator.") or not (ROOT / file_of(one)).exists()
    ]:
        parser.error(f"no module of generator/: {', '.join(unknown)}")
    if not Path(sys.executable).with_name("cosmic-ray").exists():
        parser.error("cosmic-ray is missing; run: pip install -c generator/constraints.txt -e '.[dev,mutants]'")
    reasons, good = survivors(), True
    with TemporaryDirectory() as folder:
        python = copied(Path(folder) / "main")
        for module in asked.modules or modules():
            found = list(tried(module, asked.tests or [tests_of(module)], Path(folder) / "main", python))
            lines, holds = told(found, reasons.get(module, {}))
            print(*lines, f"  {sum(one.noticed for one in found)} of {len(found)} noticed", sep="\n", flush=True)
            good = good and holds
    return int(not good)
