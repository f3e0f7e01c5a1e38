-- Only Python can decide: reads the columns that it needs.
SELECT d.id, d.url, d.kind
FROM members_link d
JOIN members_member m ON m.id = d.member_id
WHERE :sitting;
