SELECT m.id, m.slug, m.first_name, m.last_name, m.version, e.id, e.name, e.seats
FROM members_member m
JOIN members_electorate e ON e.id = m.electorate_id
JOIN (
    SELECT electorate_id, count(*) AS members FROM members_member WHERE ended_on IS NULL OR ended_on > :today GROUP BY electorate_id
) sitting ON sitting.electorate_id = e.id
WHERE sitting.members > e.seats AND :sitting
ORDER BY e.id, m.slug;
