SELECT d.id, d.normalised, d.kind, d.url, m.slug, m.first_name, m.last_name, m.version, m.chamber_id, m.electorate_id, m.party_id
FROM members_link d
JOIN members_member m ON m.id = d.member_id
WHERE :sitting AND d.normalised <> '' AND lower(d.kind) IN ('', 'website', 'twitter', 'facebook', 'wikipedia', 'instagram') AND d.normalised IN (
    SELECT d.normalised
    FROM members_link d
    JOIN members_member m ON m.id = d.member_id
    WHERE :sitting AND d.normalised <> '' AND lower(d.kind) IN ('', 'website', 'twitter', 'facebook', 'wikipedia', 'instagram')
    GROUP BY d.normalised
    HAVING count(DISTINCT d.member_id) BETWEEN 2 AND 3
)
ORDER BY d.normalised, m.slug;
