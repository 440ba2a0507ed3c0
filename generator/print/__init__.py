"""The print: HTML, PDF and the page for the screen, each with its audit."""
