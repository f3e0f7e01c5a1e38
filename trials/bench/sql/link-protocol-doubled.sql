SELECT d.id, m.slug, m.first_name, m.last_name, m.version, d.kind, d.url
FROM members_link d
JOIN members_member m ON m.id = d.member_id
WHERE :sitting AND (lower(d.url) LIKE '%http%http%' OR lower(d.url) LIKE '%www.www.%');
