SELECT d.member_id, d.scheme, d.value, count(*)
FROM members_identifier d
JOIN members_member m ON m.id = d.member_id
WHERE :sitting AND d.value <> ''
GROUP BY d.member_id, d.scheme, d.value
HAVING count(*) > 1;
SELECT d.member_id, d.kind, d.normalised, count(*)
FROM members_email d
JOIN members_member m ON m.id = d.member_id
WHERE :sitting AND d.normalised <> ''
GROUP BY d.member_id, d.kind, d.normalised
HAVING count(*) > 1;
SELECT d.member_id, d.kind, d.medium, d.normalised, count(*)
FROM members_phone d
JOIN members_member m ON m.id = d.member_id
WHERE :sitting AND d.normalised <> ''
GROUP BY d.member_id, d.kind, d.medium, d.normalised
HAVING count(*) > 1;
SELECT d.member_id, d.kind, d.normalised, count(*)
FROM members_address d
JOIN members_member m ON m.id = d.member_id
WHERE :sitting AND d.normalised <> ''
GROUP BY d.member_id, d.kind, d.normalised
HAVING count(*) > 1;
SELECT d.member_id, d.kind, d.normalised, count(*)
FROM members_link d
JOIN members_member m ON m.id = d.member_id
WHERE :sitting AND d.normalised <> ''
GROUP BY d.member_id, d.kind, d.normalised
HAVING count(*) > 1;
