-- Only Python can decide: reads the columns that it needs.
SELECT d.id, m.chamber_id, d.member_id, d.kind, d.line1, d.postcode
FROM members_address d
JOIN members_member m ON m.id = d.member_id
WHERE :sitting
ORDER BY m.chamber_id, d.member_id, d.id;
SELECT d.id, m.chamber_id, d.member_id, d.kind, d.medium, d.normalised
FROM members_phone d
JOIN members_member m ON m.id = d.member_id
WHERE :sitting
ORDER BY m.chamber_id, d.member_id, d.id;
