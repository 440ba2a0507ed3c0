"""Whoever follows a how-to of the READMEs word for word finds that it builds, and nothing red."""

import re
import shlex
import shutil
import sys
from pathlib import Path

import pytest

from tests.conftest import CEREBRAS, ROOT, SEED, SMALL
from tests.howtos import Step, follow, patched, section, steps, typed
from tests.live.test_edits import all_edits, texts_of, written
from tests.test_git import commit, git

HOW_TOS = {
    "generator/README.md": ["Add a figure"],
    "templates/README.md": ["Add a section", "Add an appendix", "Add a chart"],
    "inputs/README.md": [
        "Add a model", "Add a call", "Add a scenario", "Add a load case", "Add a saving", "Add a proposal",
    ],
}  # fmt: skip
BUILD = "proposal build\n"
EDITED, COPY = "edited", "next-vendor"
HOLD = [
    "tests/live/test_live.py",
    "tests/calculation/test_worked.py",
    "tests/calculation/test_every_formula.py",
    "tests/document/test_charts.py",
    "tests/document/test_render.py",
    "tests/print/test_contrast.py",
    "tests/print/test_product.py",
    "tests/build/test_files.py",
    "tests/cli/test_build.py",
    "tests/test_units.py",
    "tests/test_house.py::test_every_formula_yields_a_figure_that_is_printed_or_asked_or_rests_under_one",
    "tests/test_house.py::test_a_template_types_no_number_and_counts_nothing",
]
"""What tells of a figure that is not shown or not worked out by hand, of a pale chart, of a test that counts charts."""


def found(readme: str, heading: str) -> list[Step]:
    return list(steps(section((ROOT / readme).read_text(encoding="utf-8"), heading)))


def checkout(folder: Path, *parts: str) -> Path:
    """What is under version control, or parts of it, with the frozen proposal as its inputs and nothing built."""
    for name in git(ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard", *parts).split("\0"):
        kept = name == "inputs/README.md" or not name.startswith(("inputs/", "output/"))
        if kept and ((ROOT / name).is_file() or (ROOT / name).is_symlink()):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name, follow_symlinks=False)
    for compiled in (ROOT / "generator").rglob("__pycache__"):  # what no how-to changes is compiled already
        shutil.copytree(compiled, folder / compiled.relative_to(ROOT))
    inputs = Path(shutil.copytree(CEREBRAS, folder / "inputs" / SEED))
    for path in inputs.glob("*.yaml"):
        schema = path.read_text(encoding="utf-8").replace("$schema=../../../", "$schema=../../", 1)
        path.write_text(schema, encoding="utf-8")
    return folder


def test_each_how_to_has_steps_and_each_heading_that_adds_something_is_followed() -> None:
    for readme, headings in HOW_TOS.items():
        text = (ROOT / readme).read_text(encoding="utf-8")
        assert [line[3:] for line in text.splitlines() if line.startswith("## Add ")] == headings
        assert all(found(readme, heading) for heading in headings)


def followed(folder: Path) -> str:
    """Follows all how-tos in a checkout; the commands that are to be typed."""
    commands = []
    for readme, headings in HOW_TOS.items():
        for step in (step for heading in headings for step in found(readme, heading)):
            if step.kind == "sh":
                commands += [step.block] if step.block != BUILD else []
            else:
                follow(step, folder / "inputs" / SEED if readme.startswith("inputs/") else folder)
    return "".join(commands)


def says_what_was_added(folder: Path) -> bool:
    document = (folder / "output" / f"{COPY}.md").read_text(encoding="utf-8")
    words = ("requests a second", "Risks", "Appendix C. Terms", "requests.svg", "llama-4", "Launch, sustained")
    return [one for one in words if one not in document] == []


def test_followed_word_for_word_they_build(tmp_path: Path) -> None:
    """All is built at the end, without prints; below each command is typed, printed, and all tests are run."""
    changed = [step.file for readme, headings in HOW_TOS.items() for one in headings for step in found(readme, one)]
    folder = checkout(tmp_path / "checkout", "generator", "templates", "inputs/README.md", *filter(None, changed))
    commands = re.sub("^proposal build.*\n", "", followed(folder), flags=re.MULTILINE)
    assert typed(f"{commands}proposal build --only md --proposal {COPY}\n", folder)
    assert (folder / "inputs" / "first-vendor" / "models.yaml").is_file()
    assert says_what_was_added(folder)


@pytest.mark.whole
def test_followed_word_for_word_beside_a_proposal_of_many_edits_they_print_and_nothing_turns_red(
    tmp_path: Path,
) -> None:
    """With whole processes, print and all: build, commit, and the tests as they stand in the checkout."""
    folder = checkout(tmp_path / "checkout")
    written(all_edits(texts_of(SMALL), tmp_path / "tried" / "inputs" / "tried"), folder / "inputs" / EDITED)
    assert typed(followed(folder), folder)
    shutil.rmtree(folder / "inputs" / SEED)  # what is left is its copy, in which all was followed: one print less
    assert typed(BUILD, folder)
    git(tmp_path, "init", "-q", "-b", "main", str(folder))
    commit(folder, "what the how-tos and the edits add")
    tests = f"-p no:cacheprovider -o addopts= -k 'not verifies or {EDITED}' {' '.join(HOLD)}"
    said = typed(f"{shlex.quote(sys.executable)} -m pytest {tests}", folder).splitlines()
    assert " passed" in said[-1]
    assert " skipped" not in said[-1]
    assert git(folder, "status", "--porcelain") == ""
    assert says_what_was_added(folder)


@pytest.mark.parametrize(
    ("text", "diff", "after"),
    [
        ("a\nb\nc\n", " a\n+x\n b\n", "a\nx\nb\nc\n"),
        ("a\nb\nc\n", "-b\n+x\n", "a\nx\nc\n"),
        ("a\n\nc\n", " a\n\n+x\n", "a\n\nx\nc\n"),
    ],
)
def test_a_difference_is_put_in_where_its_lines_stand(text: str, diff: str, after: str) -> None:
    assert patched(text, diff) == after
    assert patched(after, diff) == after, "whoever has followed a how-to has followed it"


@pytest.mark.parametrize("text", ["b\n", "a\na\n"])
def test_a_difference_whose_lines_stand_nowhere_or_twice_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="times"):
        patched(text, " a\n+x\n")


def test_a_block_is_about_the_file_that_was_named_last_before_it() -> None:
    one, two = "In `a.py`, one:\n\n```diff\n+x\n```\n\nNothing.\n\n", "```diff\n+y\n```\n\nAt the end of `b.yaml`:\n\n"
    text = f"{one}{two}```yaml\nz\n```\n"
    assert [(one.kind, one.file, one.block) for one in steps(text)] == [
        ("diff", "a.py", "+x\n"),
        ("diff", "a.py", "+y\n"),
        ("yaml", "b.yaml", "z\n"),
    ]


def test_a_block_that_says_neither_new_nor_at_the_end_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("", encoding="utf-8")
    for said in ("A new file `a.py`:", "Something about `a.py`:"):
        with pytest.raises(ValueError, match="does not say what to do"):
            follow(Step("python", "a.py", said, "x\n"), tmp_path)
