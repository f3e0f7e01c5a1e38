WITH named AS (
    SELECT m.id, m.slug, m.first_name, m.last_name, m.version, m.electorate_id, m.party_id, c.jurisdiction, c.slug AS chamber
    FROM members_member m
    JOIN members_chamber c ON c.id = m.chamber_id
    WHERE :sitting
)
SELECT named.* FROM named
JOIN (
    SELECT jurisdiction, lower(first_name) AS first_name, lower(last_name) AS last_name FROM named
    GROUP BY jurisdiction, lower(first_name), lower(last_name) HAVING count(*) > 1
) twice ON twice.jurisdiction = named.jurisdiction AND twice.first_name = lower(named.first_name) AND twice.last_name = lower(named.last_name);
