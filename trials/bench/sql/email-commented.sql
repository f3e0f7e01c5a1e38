SELECT d.id, m.slug, m.first_name, m.last_name, m.version, d.address
FROM members_email d
JOIN members_member m ON m.id = d.member_id
WHERE :sitting AND d.normalised = '' AND d.address <> '';
