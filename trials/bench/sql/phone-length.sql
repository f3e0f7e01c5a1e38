SELECT d.id, m.slug, m.first_name, m.last_name, m.version, c.country, d.kind, d.medium, d.number
FROM members_phone d
JOIN members_member m ON m.id = d.member_id
JOIN members_chamber c ON c.id = m.chamber_id
WHERE :sitting AND d.normalised = '' AND d.number <> '';
