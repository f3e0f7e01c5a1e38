-- Only Python can decide: reads the columns that it needs.
SELECT d.id, d.scheme, d.value, m.chamber_id
FROM members_identifier d
JOIN members_member m ON m.id = d.member_id
WHERE :sitting
ORDER BY m.chamber_id;
