WITH own AS (
    SELECT d.id, d.normalised AS value, d.member_id, d.kind, d.number, m.slug, m.first_name, m.last_name, m.version, m.chamber_id, m.electorate_id
    FROM members_phone d
    JOIN members_member m ON m.id = d.member_id
    WHERE :sitting AND d.normalised <> '' AND d.line NOT IN ('tollfree', 'shared')
        AND lower(d.kind) IN ('', 'electorate', 'district', 'office', 'mobile', 'personal', 'home')
)
SELECT own.* FROM own
JOIN (SELECT value FROM own GROUP BY value HAVING count(DISTINCT member_id) BETWEEN 2 AND 3) shared ON shared.value = own.value
ORDER BY own.value, own.slug;
