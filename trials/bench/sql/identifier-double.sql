SELECT d.member_id, d.scheme, m.chamber_id, m.slug, m.first_name, m.last_name, m.version
FROM members_identifier d
JOIN members_member m ON m.id = d.member_id
WHERE :sitting
GROUP BY d.member_id, d.scheme, m.id
HAVING count(DISTINCT d.value) > 1;
