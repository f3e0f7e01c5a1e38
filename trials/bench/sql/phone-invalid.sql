SELECT m.id, m.slug, m.first_name, m.last_name, m.version, c.country, p.id, p.kind, p.medium, p.number
FROM members_phone p
JOIN members_member m ON m.id = p.member_id
JOIN members_chamber c ON c.id = m.chamber_id
WHERE p.normalised = '' AND p.number <> '' AND (c.country <> '' OR p.number LIKE '+%') AND :sitting
ORDER BY m.id, p.id;
