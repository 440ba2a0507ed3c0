"""`python typst_print.py INPUTS PDF`: Typst reads the six files itself, works the figures out, and prints them."""

import sys
from pathlib import Path

import typst

document = Path(__file__).with_name("document.typ")
typst.compile(str(document), output=sys.argv[2], root="/", sys_inputs={"inputs": str(Path(sys.argv[1]).resolve())})
