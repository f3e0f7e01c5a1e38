-- Which domains are near to each other only Python can decide.
SELECT d.member_id, d.normalised
FROM members_email d
JOIN members_member m ON m.id = d.member_id
WHERE :sitting AND d.normalised <> '';
