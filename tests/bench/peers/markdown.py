"""`python markdown.py INPUTS`: the document as Markdown, from pandas through a Jinja template, for pandoc to print."""

import sys
from pathlib import Path

import jinja2
from model import load, tables

folder = Path(sys.argv[1])
proposal = load(folder)["proposal"]
environment = jinja2.Environment(loader=jinja2.FileSystemLoader(Path(__file__).parent), trim_blocks=True)
title = f"{proposal['title']}: {proposal['vendor']}, {proposal['edition']}"
print(environment.get_template("document.md.j2").render(title=title, tables=tables(folder)))
