WITH offices AS (
    SELECT d.id, d.normalised, d.member_id, d.text, d.line1, d.suburb, d.state, d.postcode,
        m.slug, m.first_name, m.last_name, m.version, m.chamber_id, m.electorate_id
    FROM members_address d
    JOIN members_member m ON m.id = d.member_id
    WHERE :sitting AND d.kind = 'electorate' AND m.electorate_id IS NOT NULL AND d.normalised <> ''
)
SELECT offices.* FROM offices
JOIN (
    SELECT chamber_id, normalised FROM offices GROUP BY chamber_id, normalised
    HAVING count(DISTINCT electorate_id) > 1 AND count(DISTINCT member_id) < 4
) shared ON shared.chamber_id = offices.chamber_id AND shared.normalised = offices.normalised
ORDER BY offices.chamber_id, offices.normalised, offices.slug;
