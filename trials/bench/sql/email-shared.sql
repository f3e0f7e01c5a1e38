WITH own AS (
    SELECT e.id, e.normalised, e.member_id, m.slug, m.first_name, m.last_name, m.version, m.chamber_id
    FROM members_email e
    JOIN members_member m ON m.id = e.member_id
    WHERE e.kind <> 'other' AND e.normalised <> '' AND :sitting
)
SELECT own.* FROM own
JOIN (SELECT normalised FROM own GROUP BY normalised HAVING count(DISTINCT member_id) > 1) shared ON shared.normalised = own.normalised
ORDER BY own.normalised, own.slug;
