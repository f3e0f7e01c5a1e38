SELECT d.id, d.normalised, d.kind, d.number, m.slug, m.first_name, m.last_name, m.version, m.chamber_id, m.electorate_id, m.party_id
FROM members_phone d
JOIN members_member m ON m.id = d.member_id
WHERE :sitting AND d.normalised <> '' AND d.line NOT IN ('tollfree', 'shared')
    AND lower(d.kind) IN ('', 'electorate', 'district', 'office', 'mobile', 'personal', 'home') AND d.normalised IN (
    SELECT d.normalised
    FROM members_phone d
    JOIN members_member m ON m.id = d.member_id
    WHERE :sitting AND d.normalised <> '' AND d.line NOT IN ('tollfree', 'shared')
    AND lower(d.kind) IN ('', 'electorate', 'district', 'office', 'mobile', 'personal', 'home')
    GROUP BY d.normalised
    HAVING count(DISTINCT d.member_id) BETWEEN 2 AND 3
)
ORDER BY d.normalised, m.slug;
