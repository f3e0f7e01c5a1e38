WITH peers AS (
    SELECT m.id, m.slug, m.first_name, m.last_name, m.version, m.chamber_id, CASE WHEN NOT EXISTS (SELECT 1 FROM members_email d WHERE d.member_id = m.id) THEN 1 ELSE 0 END AS lacks
    FROM members_member m
    WHERE :sitting
)
SELECT peers.* FROM peers
JOIN (SELECT chamber_id FROM peers GROUP BY chamber_id HAVING sum(lacks) > 0 AND 10 * sum(lacks) <= count(*)) few ON few.chamber_id = peers.chamber_id
WHERE peers.lacks = 1;
WITH peers AS (
    SELECT m.id, m.slug, m.first_name, m.last_name, m.version, m.chamber_id, CASE WHEN NOT EXISTS (SELECT 1 FROM members_phone d WHERE d.member_id = m.id AND d.medium = 'voice') THEN 1 ELSE 0 END AS lacks
    FROM members_member m
    WHERE :sitting
)
SELECT peers.* FROM peers
JOIN (SELECT chamber_id FROM peers GROUP BY chamber_id HAVING sum(lacks) > 0 AND 10 * sum(lacks) <= count(*)) few ON few.chamber_id = peers.chamber_id
WHERE peers.lacks = 1;
WITH peers AS (
    SELECT m.id, m.slug, m.first_name, m.last_name, m.version, m.chamber_id, CASE WHEN NOT EXISTS (SELECT 1 FROM members_address d WHERE d.member_id = m.id) THEN 1 ELSE 0 END AS lacks
    FROM members_member m
    WHERE :sitting
)
SELECT peers.* FROM peers
JOIN (SELECT chamber_id FROM peers GROUP BY chamber_id HAVING sum(lacks) > 0 AND 10 * sum(lacks) <= count(*)) few ON few.chamber_id = peers.chamber_id
WHERE peers.lacks = 1;
WITH peers AS (
    SELECT m.id, m.slug, m.first_name, m.last_name, m.version, m.chamber_id, CASE WHEN m.photo_url = '' THEN 1 ELSE 0 END AS lacks
    FROM members_member m
    WHERE :sitting
)
SELECT peers.* FROM peers
JOIN (SELECT chamber_id FROM peers GROUP BY chamber_id HAVING sum(lacks) > 0 AND 10 * sum(lacks) <= count(*)) few ON few.chamber_id = peers.chamber_id
WHERE peers.lacks = 1;
