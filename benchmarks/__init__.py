"""Benchmarks: `make bench`. Ratios from one run mean something; a time by itself does not."""
