"""Keeping: one SQLite file with provenance, stories, quote families, award history and search."""
