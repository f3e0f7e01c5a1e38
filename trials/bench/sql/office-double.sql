-- Reads the roles; Python decides about these.
SELECT m.id, m.slug, m.first_name, m.last_name, m.version, m.chamber_id, m.role
FROM members_member m
WHERE :sitting AND m.role <> '';
