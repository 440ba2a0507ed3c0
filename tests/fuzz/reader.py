"""Coverage-guided fuzzing of the YAML reader, with atheris: whatever the bytes, values or faults with a place.

In: minutes and a seed. Out: a line that says how many inputs were tried; and what broke, where something did.

Atheris takes over the process it runs in, so it gets one of its own: `python -m tests.fuzz.reader -max_total_time=…`.
"""

import importlib.util
import re
import subprocess
import sys
from pathlib import Path

from generator.errors import Place, ProposalError

MISSING = "atheris is not installed; run: pip install -e '.[fuzz]'"
CORPUS = ("inputs/cerebras-2026", "tests/proposals/foreign")
LONGEST = 4096
SLOWEST_SECONDS = 5
MOST_MEGABYTES = 1024


def check(data: bytes) -> None:
    """Reads bytes as a file of inputs; anything but values that have places, or faults that have, is an error."""
    from generator.located_yaml import parse

    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    try:
        places = [place for path, place in parse(text, "f.yaml").places.items() if path]
    except ProposalError as error:
        places = [fault.place for fault in error.faults] or [Place("f.yaml")]
    assert all(place.line and place.column for place in places), places


def fuzz(minutes: float, seed: int, keep: Path) -> tuple[str, str]:
    """Runs it; the line to print, and what broke."""
    if importlib.util.find_spec("atheris") is None:
        return f"yaml reader: not run: {MISSING}", MISSING
    keep.mkdir(exist_ok=True)
    command = [sys.executable, "-m", "tests.fuzz.reader", *CORPUS]
    command += [f"-max_total_time={int(minutes * 60)}", f"-seed={seed % 2**31 or 1}", f"-max_len={LONGEST}"]
    command += [f"-timeout={SLOWEST_SECONDS}", f"-rss_limit_mb={MOST_MEGABYTES}", f"-artifact_prefix={keep}/"]
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    tried = re.findall(r"^#(\d+)\s.*?cov: (\d+)", done.stderr, re.MULTILINE)
    runs, covered = tried[-1] if tried else ("0", "0")
    if done.returncode == 0 and not any(keep.iterdir()):
        keep.rmdir()
    line = f"yaml reader: {int(runs):,} inputs in {minutes:g} minutes, {covered} branches met, "
    return line + ("something broke" if done.returncode else "clean"), done.stderr if done.returncode else ""


def main() -> None:
    """The process that atheris takes over."""
    import tempfile

    import atheris

    with atheris.instrument_imports(include=["generator.located_yaml", "generator.errors", "yaml"]):
        import yaml  # noqa: F401

        import generator.located_yaml
    del generator.located_yaml
    # New inputs go to the first folder: one that is thrown away, not the corpus.
    with tempfile.TemporaryDirectory() as new:
        atheris.Setup([sys.argv[0], new, *sys.argv[1:]], check)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
