WITH pictured AS (
    SELECT m.id, m.slug, m.first_name, m.last_name, m.version, m.chamber_id, m.photo_url FROM members_member m WHERE :sitting AND m.photo_url <> ''
)
SELECT pictured.* FROM pictured
JOIN (SELECT photo_url FROM pictured GROUP BY photo_url HAVING count(*) BETWEEN 2 AND 3) shared ON shared.photo_url = pictured.photo_url
ORDER BY pictured.photo_url, pictured.slug;
