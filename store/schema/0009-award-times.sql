-- Articles of the days around that tell of the same recipient and programme, found without going through the whole group.

CREATE INDEX award_records_by_group_article ON award_records(group_key, article_id);
