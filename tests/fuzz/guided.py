"""Coverage-guided fuzzing, with atheris: what the YAML reader and `verify` share.

In: a target, minutes, a seed, and what to begin with. Out: a line that says how many inputs were tried; and what broke,
where something did.

Atheris takes over the process it runs in, so each target gets one of its own: `python -m tests.fuzz.reader …`.
"""

import importlib
import importlib.util
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

MISSING = "atheris is not installed; run: pip install -e '.[fuzz]'"
SLOWEST_SECONDS = 60
"""A guard against what never ends; it is no measure of time, for other work may share the machine."""


Check: TypeAlias = Callable[[bytes], None]


@dataclass(frozen=True)
class Target:
    """What is fuzzed: its name, the module that `take_over` is called from, the longest input, the most megabytes."""

    name: str
    module: str
    longest: int
    megabytes: int


def fuzz(
    target: Target, minutes: float, seed: int, keep: Path, corpus: Sequence[bytes], most: int = -1
) -> tuple[str, str]:
    """Runs it, beginning with `corpus`, with `most` inputs where that is given; the line to print, and what broke."""
    if importlib.util.find_spec("atheris") is None:
        return f"{target.name}: not run: {MISSING}", MISSING
    keep.mkdir(exist_ok=True)
    command = [sys.executable, "-m", target.module, f"-max_total_time={int(minutes * 60)}"]
    command += [f"-seed={seed % 2**31 or 1}", f"-max_len={target.longest}", f"-timeout={SLOWEST_SECONDS}"]
    command += [f"-rss_limit_mb={target.megabytes}", f"-artifact_prefix={keep}/", f"-runs={most}"]
    # New inputs go to this folder as well, which is thrown away.
    with tempfile.TemporaryDirectory() as folder:
        for number, data in enumerate(corpus):
            (Path(folder) / f"{number}").write_bytes(data)
        done = subprocess.run([*command, folder], capture_output=True, text=True, errors="replace", check=False)
    tried = re.findall(r"^#(\d+)\s.*?cov: (\d+)", done.stderr, re.MULTILINE)
    runs, covered = tried[-1] if tried else ("0", "0")
    if done.returncode == 0 and not any(keep.iterdir()):
        keep.rmdir()
    line = f"{target.name}: {int(runs):,} inputs in {minutes:g} minutes, {covered} branches met, "
    return line + ("something broke" if done.returncode else "clean"), done.stderr if done.returncode else ""


def instrument(modules: Sequence[str]) -> None:
    """Imports modules so that atheris is guided by what is met in them; none may have been imported before."""
    import atheris

    with atheris.instrument_imports(include=list(modules)):
        for module in modules:
            importlib.import_module(module)


def take_over(check: Check, damage: Callable[[bytes, int], bytes] | None = None) -> None:
    """Gives this process to atheris: `check` must raise nothing, whatever the bytes.

    `damage` makes another input of one and a seed; without it, atheris turns bytes.
    """
    import atheris

    own = {} if damage is None else {"custom_mutator": lambda data, most, seed: damage(data, seed)[:most]}
    atheris.Setup(sys.argv, check, **own)
    atheris.Fuzz()
