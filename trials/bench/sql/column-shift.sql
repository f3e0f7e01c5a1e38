-- Only Python can decide: reads the columns that it needs.
SELECT d.id, m.chamber_id, d.member_id, d.kind, c.country, d.suburb, d.state, d.postcode
FROM members_address d
JOIN members_member m ON m.id = d.member_id
JOIN members_chamber c ON c.id = m.chamber_id
WHERE :sitting;
