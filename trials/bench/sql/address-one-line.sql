-- Reads addresses without suburb and postcode; Python decides about these.
SELECT d.id, c.country, d.text, d.line1, d.line2, d.line3, d.suburb, d.state, d.postcode
FROM members_address d
JOIN members_member m ON m.id = d.member_id
JOIN members_chamber c ON c.id = m.chamber_id
WHERE :sitting AND d.suburb = '' AND d.postcode = '';
