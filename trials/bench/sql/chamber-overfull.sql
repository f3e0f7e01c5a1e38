SELECT m.id, m.slug, m.first_name, m.last_name, m.version, c.slug, c.name, c.seats
FROM members_member m
JOIN members_chamber c ON c.id = m.chamber_id
JOIN (
    SELECT chamber_id, count(*) AS members FROM members_member WHERE ended_on IS NULL OR ended_on > :today GROUP BY chamber_id
) sitting ON sitting.chamber_id = c.id
WHERE sitting.members > c.seats AND :sitting
ORDER BY c.id, m.slug;
