-- Which postcodes a state has only Python knows.
SELECT DISTINCT c.country, a.state, a.postcode
FROM members_address a
JOIN members_member m ON m.id = a.member_id
JOIN members_chamber c ON c.id = m.chamber_id
WHERE a.state <> '' AND a.postcode <> '' AND (m.ended_on IS NULL OR m.ended_on > :today);
