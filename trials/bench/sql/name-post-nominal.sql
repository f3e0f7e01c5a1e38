-- Only Python can decide: read what it decides by.
SELECT m.id, m.first_name, m.last_name
FROM members_member m
WHERE :sitting;
