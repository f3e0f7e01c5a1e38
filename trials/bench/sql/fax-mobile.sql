SELECT d.id, m.slug, m.first_name, m.last_name, m.version, d.number, d.normalised
FROM members_phone d
JOIN members_member m ON m.id = d.member_id
WHERE :sitting AND d.medium = 'fax' AND d.line = 'mobile';
