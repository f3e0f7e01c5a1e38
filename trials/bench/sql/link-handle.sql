-- Reads what has no dot; Python decides about these.
SELECT d.id, d.url, d.kind
FROM members_link d
JOIN members_member m ON m.id = d.member_id
WHERE :sitting AND d.url NOT LIKE '%.%';
