"""Kliping: shared vocabulary, configuration, command line, and the one place that knows all four stages."""
