SELECT m.id, m.slug, m.first_name, m.last_name, m.version, e.id, e.kind, e.address, e.verified_by
FROM members_email e
JOIN members_member m ON m.id = e.member_id
WHERE e.normalised = '' AND e.address <> '' AND :sitting
ORDER BY m.id, e.id;
