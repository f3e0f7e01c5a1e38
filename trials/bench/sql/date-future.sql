SELECT m.id, m.slug, m.first_name, m.last_name, m.version, m.started_on FROM members_member m WHERE m.started_on > :today;
SELECT m.id, m.slug, m.first_name, m.last_name, m.version, m.verified_on
FROM members_member m
WHERE :sitting AND m.verified_on > :today;
SELECT d.id, m.slug, m.first_name, m.last_name, m.version, d.verified_on
FROM members_identifier d
JOIN members_member m ON m.id = d.member_id
WHERE :sitting AND d.verified_on > :today;
SELECT d.id, m.slug, m.first_name, m.last_name, m.version, d.verified_on
FROM members_email d
JOIN members_member m ON m.id = d.member_id
WHERE :sitting AND d.verified_on > :today;
SELECT d.id, m.slug, m.first_name, m.last_name, m.version, d.verified_on
FROM members_phone d
JOIN members_member m ON m.id = d.member_id
WHERE :sitting AND d.verified_on > :today;
SELECT d.id, m.slug, m.first_name, m.last_name, m.version, d.verified_on
FROM members_address d
JOIN members_member m ON m.id = d.member_id
WHERE :sitting AND d.verified_on > :today;
SELECT d.id, m.slug, m.first_name, m.last_name, m.version, d.verified_on
FROM members_link d
JOIN members_member m ON m.id = d.member_id
WHERE :sitting AND d.verified_on > :today;
