-- Only Python can decide which parameters track readers.
SELECT d.id, d.url
FROM members_link d
JOIN members_member m ON m.id = d.member_id
WHERE :sitting AND d.url LIKE '%?%';
