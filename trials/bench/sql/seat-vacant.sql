SELECT e.id, e.name, e.seats, e.chamber_id, count(m.id)
FROM members_electorate e
LEFT JOIN members_member m ON m.electorate_id = e.id AND :sitting
GROUP BY e.id
HAVING count(m.id) < coalesce(e.seats, 1);
