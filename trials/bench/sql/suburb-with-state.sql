-- Only Python can decide: reads the columns that it needs.
SELECT d.id, c.country, d.suburb
FROM members_address d
JOIN members_member m ON m.id = d.member_id
JOIN members_chamber c ON c.id = m.chamber_id
WHERE :sitting AND d.suburb <> '';
