"""The page: hits with what matches marked, copies folded, facets counted, scores explained."""
