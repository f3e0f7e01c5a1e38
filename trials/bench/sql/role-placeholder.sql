-- Only Python can decide: reads the columns that it needs.
SELECT m.id, m.role
FROM members_member m
WHERE :sitting AND m.role <> '';
