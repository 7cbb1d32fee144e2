"""Reading: from an article to its annotation. Knows no SQLite and no Scrapy."""
