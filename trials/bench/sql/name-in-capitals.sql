WITH cased AS (
    SELECT m.id, m.slug, m.first_name, m.last_name, m.version, m.chamber_id, CASE WHEN
        (m.last_name = upper(m.last_name) AND m.last_name <> lower(m.last_name))
        OR (m.last_name = lower(m.last_name) AND m.last_name <> upper(m.last_name))
        OR (m.first_name = upper(m.first_name) AND m.first_name <> lower(m.first_name))
        OR (m.first_name = lower(m.first_name) AND m.first_name <> upper(m.first_name))
    THEN 1 ELSE 0 END AS odd
    FROM members_member m
    WHERE :sitting
)
SELECT cased.* FROM cased
JOIN (SELECT chamber_id FROM cased GROUP BY chamber_id HAVING sum(odd) > 0 AND 4 * sum(odd) <= count(*)) few ON few.chamber_id = cased.chamber_id
WHERE cased.odd = 1;
