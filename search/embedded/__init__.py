"""The engine over an archive on this machine."""

from search.embedded.engine import open_engine as open_engine
