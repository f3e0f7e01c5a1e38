-- Only Python can decide: reads the columns that it needs.
SELECT m.id, m.first_name, m.last_name
FROM members_member m
WHERE :sitting;
