"""Two generic spiders; none per site."""
