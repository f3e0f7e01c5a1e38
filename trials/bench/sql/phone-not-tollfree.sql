SELECT d.id, m.slug, m.first_name, m.last_name, m.version, d.number, d.normalised
FROM members_phone d
JOIN members_member m ON m.id = d.member_id
WHERE :sitting AND lower(d.kind) IN ('tollfree', 'toll-free', 'toll free', 'freecall', 'freephone')
    AND d.line IN ('landline', 'mobile', 'other');
