"""Rendering: an engine's answers as lines of text and as JSON; the only writers of stdout."""
