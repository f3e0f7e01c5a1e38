SELECT m.id, m.slug, m.first_name, m.last_name, m.version, m.chamber_id
FROM members_member m
WHERE :sitting AND m.verified_on < :yearago
UNION
SELECT m.id, m.slug, m.first_name, m.last_name, m.version, m.chamber_id
FROM members_identifier d
JOIN members_member m ON m.id = d.member_id
WHERE :sitting AND d.verified_on < :yearago AND (m.verified_on IS NULL OR m.verified_on < :yearago)
UNION
SELECT m.id, m.slug, m.first_name, m.last_name, m.version, m.chamber_id
FROM members_email d
JOIN members_member m ON m.id = d.member_id
WHERE :sitting AND d.verified_on < :yearago AND (m.verified_on IS NULL OR m.verified_on < :yearago)
UNION
SELECT m.id, m.slug, m.first_name, m.last_name, m.version, m.chamber_id
FROM members_phone d
JOIN members_member m ON m.id = d.member_id
WHERE :sitting AND d.verified_on < :yearago AND (m.verified_on IS NULL OR m.verified_on < :yearago)
UNION
SELECT m.id, m.slug, m.first_name, m.last_name, m.version, m.chamber_id
FROM members_address d
JOIN members_member m ON m.id = d.member_id
WHERE :sitting AND d.verified_on < :yearago AND (m.verified_on IS NULL OR m.verified_on < :yearago)
UNION
SELECT m.id, m.slug, m.first_name, m.last_name, m.version, m.chamber_id
FROM members_link d
JOIN members_member m ON m.id = d.member_id
WHERE :sitting AND d.verified_on < :yearago AND (m.verified_on IS NULL OR m.verified_on < :yearago);
