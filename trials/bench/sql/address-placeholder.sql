-- Only Python can decide: reads the columns that it needs.
SELECT d.id, d.text, d.line1, d.line2, d.line3, d.suburb, d.state, d.postcode
FROM members_address d
JOIN members_member m ON m.id = d.member_id
WHERE :sitting;
