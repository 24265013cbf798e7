"""From articles to the arrays of a segment: the fast path of indexing."""

from index.batch.inverter import Inverter as Inverter
