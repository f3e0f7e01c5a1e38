-- Reads numbers without a plain form or with letters; Python decides about these.
SELECT d.id, d.number, c.country
FROM members_phone d
JOIN members_member m ON m.id = d.member_id
JOIN members_chamber c ON c.id = m.chamber_id
WHERE :sitting AND (d.normalised = '' OR upper(d.number) <> lower(d.number));
