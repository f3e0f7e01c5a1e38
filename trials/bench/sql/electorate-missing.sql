SELECT m.id, m.slug, m.first_name, m.last_name, m.version, m.chamber_id
FROM members_member m
WHERE :sitting AND m.electorate_id IS NULL;
SELECT m.chamber_id, count(*), count(m.electorate_id) FROM members_member m WHERE :sitting GROUP BY m.chamber_id;
