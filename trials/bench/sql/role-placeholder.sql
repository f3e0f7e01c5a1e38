-- Only Python can decide: read what it decides by.
SELECT m.id, m.role
FROM members_member m
WHERE :sitting AND m.role <> '';
