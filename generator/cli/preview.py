"""The command that shows proposals in a browser while they are edited, until Ctrl-C."""

from collections.abc import Callable

import click

from generator import terminal
from generator.cli.options import SOME
from generator.errors import install_hint, listed, refusal
from generator.proposals import folders, here

NO_PACKAGE = 4
MISSING = "is not installed here, and the preview needs it"
MOST_NAMED = 5


@click.command()
@SOME
@click.option("--port", type=click.IntRange(1, 65535), help="The port to serve on; a free one unless given.")
@click.option("--open", "opens", is_flag=True, help="Open the page in the browser.")
def preview(names: tuple[str, ...], port: int | None, opens: bool) -> None:
    """Show the document in the browser while you edit: it follows every file that you save.

    A fault is shown above the last page without one, with its file, line and hint. The inputs that move the
    request most can be tried out in the page, which says how the request would move, and can write them to their
    files: comments and order stay. Only this machine is served. Ctrl-C ends it.

    Exit code 2 where the port is in use, 4 where packages are missing.

    \b
    Example:  proposal preview
              proposal preview -p cerebras-2026 --port 8500
    """
    try:
        from generator.preview.app import Preview
        from generator.preview.serve import bound, ended_by_signals, serve
    except ModuleNotFoundError as error:
        raise refusal(error.name, MISSING, install_hint("preview"), NO_PACKAGE) from None
    import asyncio
    import webbrowser

    project = here()
    found = {path.name: path for path in folders(project, names)}
    socket = bound(port)

    def begun(end: Callable[[], None]) -> None:
        ended_by_signals(end)
        address = f"http://127.0.0.1:{socket.getsockname()[1]}/"
        terminal.say([terminal.Painted(address, "head"), f"  shows {listed([*found], MOST_NAMED)}; Ctrl-C ends it"])
        if opens:
            webbrowser.open(address)

    asyncio.run(serve(Preview(found, project.templates), socket, project.root, begun))
    terminal.say("ended")
