SELECT m.id, m.slug, m.first_name, m.last_name, m.version, m.photo_url
FROM members_member m
WHERE :sitting AND m.photo_url <> '' AND (
    m.photo_url LIKE '% %' OR NOT (lower(m.photo_url) LIKE 'http://%' OR lower(m.photo_url) LIKE 'https://%')
);
