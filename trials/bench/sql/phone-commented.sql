-- What has no plain form, or letters in it: the rest only Python can decide.
SELECT d.id, d.number, c.country
FROM members_phone d
JOIN members_member m ON m.id = d.member_id
JOIN members_chamber c ON c.id = m.chamber_id
WHERE :sitting AND (d.normalised = '' OR upper(d.number) <> lower(d.number));
