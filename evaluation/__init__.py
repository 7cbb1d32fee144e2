"""Measures, gates and benchmarks. Not installed."""
