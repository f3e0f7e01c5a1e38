SELECT m.id, m.slug, m.first_name, m.last_name, m.version
FROM members_member m
WHERE :sitting AND m.first_name <> '' AND m.last_name <> '' AND (
    m.first_name = m.last_name OR m.first_name LIKE '% ' || m.last_name OR m.last_name LIKE m.first_name || ' %'
);
