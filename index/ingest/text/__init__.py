"""Plain text: saved pages without markup, read by what their lines look like."""
