SELECT m.id, m.slug, m.first_name, m.last_name, m.version, m.chamber_id
FROM members_member m
WHERE :sitting AND NOT EXISTS (SELECT 1 FROM members_email d WHERE d.member_id = m.id)
    AND NOT EXISTS (SELECT 1 FROM members_phone d WHERE d.member_id = m.id)
    AND NOT EXISTS (SELECT 1 FROM members_address d WHERE d.member_id = m.id)
    AND NOT EXISTS (SELECT 1 FROM members_link d WHERE d.member_id = m.id);
