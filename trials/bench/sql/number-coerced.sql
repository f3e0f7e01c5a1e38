-- Only Python can decide: reads the columns that it needs.
SELECT d.id, d.number
FROM members_phone d
JOIN members_member m ON m.id = d.member_id
WHERE :sitting AND d.normalised = '';
SELECT d.id, c.country, d.state, d.postcode, d.line1, d.line2, d.line3
FROM members_address d
JOIN members_member m ON m.id = d.member_id
JOIN members_chamber c ON c.id = m.chamber_id
WHERE :sitting;
SELECT d.id, d.value
FROM members_identifier d
JOIN members_member m ON m.id = d.member_id
WHERE :sitting;
