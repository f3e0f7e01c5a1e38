-- Only Python can decide how far apart two postcodes are.
SELECT c.country, lower(d.suburb), d.state, d.postcode, count(DISTINCT d.member_id)
FROM members_address d
JOIN members_member m ON m.id = d.member_id
JOIN members_chamber c ON c.id = m.chamber_id
WHERE :sitting AND d.suburb <> '' AND d.postcode <> '' AND NOT d.postal AND c.country IN ('AU', 'NZ')
GROUP BY 1, 2, 3, 4
ORDER BY 1, 2, 3, 4;
