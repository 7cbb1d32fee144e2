"""Gathering: from a source registry to clean articles. Knows no spaCy and no SQLite."""
