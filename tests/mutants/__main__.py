"""`python -m tests.mutants formulas` or `inputs`: every mutant; exit code 1 where one survives, 2 for another word."""

import sys

from generator.bootstrap import ensure

ensure("tests.mutants", extra="dev")

from tests.mutants import formulas, inputs  # noqa: E402  # ensure installs what they need

COMMANDS = {"formulas": formulas.main, "inputs": inputs.main}

if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in COMMANDS:
        print(f"python -m tests.mutants {' | '.join(COMMANDS)}", file=sys.stderr)
        sys.exit(2)
    sys.exit(COMMANDS[sys.argv[1]]())
