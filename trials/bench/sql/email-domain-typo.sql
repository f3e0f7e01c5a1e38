-- Only Python can decide which domains are close to each other.
SELECT d.member_id, d.normalised
FROM members_email d
JOIN members_member m ON m.id = d.member_id
WHERE :sitting AND d.normalised <> '';
