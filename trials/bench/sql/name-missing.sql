SELECT m.id, m.slug, m.first_name, m.last_name, m.version, m.chamber_id
FROM members_member m
WHERE :sitting AND (m.first_name = '' OR m.last_name = '');
