-- Only Python can decide: reads the columns that it needs.
SELECT d.id, d.value
FROM members_identifier d
JOIN members_member m ON m.id = d.member_id
WHERE :sitting AND length(d.value) <= 20;
