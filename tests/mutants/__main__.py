"""`python -m tests.mutants formulas`, `inputs` or `code`: exit code 1 where a mutant survives, 2 for another word."""

import sys
from importlib import import_module

from generator.bootstrap import ensure

ensure("tests.mutants", "dev", "print", *["mutants"] * (sys.argv[1:2] == ["code"]))

WORDS = ("formulas", "inputs", "code")

if __name__ == "__main__":
    word, *others = sys.argv[1:] or [""]
    if word not in WORDS or (others and word == "inputs"):
        print(f"python -m tests.mutants {' | '.join(WORDS)}", file=sys.stderr)
        sys.exit(2)
    main = import_module(f"tests.mutants.{word}").main  # the others would load as much again
    sys.exit(main() if word == "inputs" else main(others))
