"""Telling: briefings, clippings, alerts and pages, made from a read-only store."""
