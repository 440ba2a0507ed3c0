"""`python -m tests.mutants formulas`, `inputs` or `code`: exit code 1 where a mutant survives, 2 for another word."""

import sys

from generator.bootstrap import ensure

ensure("tests.mutants", extra="dev")

from tests.mutants import code, formulas, inputs  # noqa: E402  # ensure installs what they need

COMMANDS = {"formulas": formulas.main, "inputs": inputs.main}
WORDS = [*COMMANDS, "code"]

if __name__ == "__main__":
    if sys.argv[1:2] == ["code"]:
        sys.exit(code.main(sys.argv[2:]))
    if len(sys.argv) != 2 or sys.argv[1] not in COMMANDS:
        print(f"python -m tests.mutants {' | '.join(WORDS)}", file=sys.stderr)
        sys.exit(2)
    sys.exit(COMMANDS[sys.argv[1]]())
