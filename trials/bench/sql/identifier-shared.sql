SELECT d.id, d.scheme, d.value, m.slug, m.first_name, m.last_name, m.version, m.chamber_id
FROM members_identifier d
JOIN members_member m ON m.id = d.member_id
WHERE :sitting AND (d.scheme, d.value) IN (
    SELECT d.scheme, d.value
    FROM members_identifier d
    JOIN members_member m ON m.id = d.member_id
    WHERE :sitting
    GROUP BY d.scheme, d.value
    HAVING count(DISTINCT d.member_id) > 1
)
ORDER BY d.scheme, d.value, m.slug;
