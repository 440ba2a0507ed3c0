"""`python weasy.py HTML CSS PDF`: the bare script, as WeasyPrint's documentation shows how to print with fonts of one's own."""

import sys

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

font_config = FontConfiguration()
css = CSS(filename=sys.argv[2], font_config=font_config)
HTML(filename=sys.argv[1]).write_pdf(sys.argv[3], stylesheets=[css], font_config=font_config, pdf_variant="pdf/ua-1")
