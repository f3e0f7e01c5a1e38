-- Only Python has the list of states.
SELECT DISTINCT c.country, d.state
FROM members_address d
JOIN members_member m ON m.id = d.member_id
JOIN members_chamber c ON c.id = m.chamber_id
WHERE :sitting AND d.state <> '';
