"""The columnar codec: a segment as memory-mapped arrays, and Whoosh's view of it.

Nothing is imported here: a query that Whoosh need not run must not pay for Whoosh's import.
"""
