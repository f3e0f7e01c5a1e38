SELECT m.id, m.slug, m.first_name, m.last_name, m.version, m.started_on, m.ended_on
FROM members_member m
WHERE m.started_on < '1950-01-01' OR m.started_on = '1970-01-01' OR m.ended_on < '1850-01-01' OR m.ended_on > '2056-01-01';
SELECT m.id, m.slug, m.first_name, m.last_name, m.version, m.verified_on
FROM members_member m
WHERE :sitting AND m.verified_on < '1991-01-01';
SELECT d.id, m.slug, m.first_name, m.last_name, m.version, d.verified_on
FROM members_identifier d
JOIN members_member m ON m.id = d.member_id
WHERE :sitting AND d.verified_on < '1991-01-01';
SELECT d.id, m.slug, m.first_name, m.last_name, m.version, d.verified_on
FROM members_email d
JOIN members_member m ON m.id = d.member_id
WHERE :sitting AND d.verified_on < '1991-01-01';
SELECT d.id, m.slug, m.first_name, m.last_name, m.version, d.verified_on
FROM members_phone d
JOIN members_member m ON m.id = d.member_id
WHERE :sitting AND d.verified_on < '1991-01-01';
SELECT d.id, m.slug, m.first_name, m.last_name, m.version, d.verified_on
FROM members_address d
JOIN members_member m ON m.id = d.member_id
WHERE :sitting AND d.verified_on < '1991-01-01';
SELECT d.id, m.slug, m.first_name, m.last_name, m.version, d.verified_on
FROM members_link d
JOIN members_member m ON m.id = d.member_id
WHERE :sitting AND d.verified_on < '1991-01-01';
