"""Matching: from a plan to arrays of documents and scores, over the segments of an archive."""
