"""The command line: one module per command, listed in `tui.cli.main`.

Importing this loads nothing but click: each command's module, with the engine or
the app behind it, is imported when that command is the one that was asked for.
"""

from tui.cli.main import main as main
