"""tui: how does a person see it? Everything that touches a terminal: commands, their output, the app.

Importing the package loads nothing, so that a command pays only for what it shows.
"""
