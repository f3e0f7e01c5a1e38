-- Only Python can decide: reads the columns that it needs.
SELECT d.id, d.address, d.normalised, m.first_name, m.last_name
FROM members_email d
JOIN members_member m ON m.id = d.member_id
WHERE :sitting AND d.address <> '';
