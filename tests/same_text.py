"""`python -m tests.same_text COMMITTED BUILT`: exit 1 unless each PDF of a folder reads like its namesake in the other.

The bytes of a print depend on the system's Pango; its words do not.
"""

import sys
from pathlib import Path

from generator.print.audit import read_pdf


def main(committed: Path, built: Path) -> int:
    """Compares the folders, prints a line for each PDF and says whether all agree (0) or not (1)."""
    names = sorted({path.name for folder in (committed, built) for path in folder.glob("*.pdf")})
    same = {name: all((folder / name).is_file() for folder in (committed, built)) for name in names}
    for name in names:
        same[name] = same[name] and read_pdf((committed / name).read_bytes()) == read_pdf((built / name).read_bytes())
        print(f"{name}: {'current' if same[name] else 'reads differently when built; run: python3 -m generator build'}")
    return 0 if same and all(same.values()) else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
