SELECT c.id, c.slug, c.name, c.seats, count(m.id)
FROM members_chamber c
JOIN members_member m ON m.chamber_id = c.id
WHERE :sitting
GROUP BY c.id
HAVING count(m.id) < c.seats;
