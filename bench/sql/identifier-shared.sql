WITH own AS (
    SELECT d.id, d.scheme, d.value, d.member_id, m.slug, m.first_name, m.last_name, m.version, m.chamber_id
    FROM members_identifier d
    JOIN members_member m ON m.id = d.member_id
    WHERE :sitting
)
SELECT own.* FROM own
JOIN (SELECT scheme, value FROM own GROUP BY scheme, value HAVING count(DISTINCT member_id) > 1) shared
    ON shared.scheme = own.scheme AND shared.value = own.value
ORDER BY own.scheme, own.value, own.slug;
