SELECT fax.id, m.slug, m.first_name, m.last_name, m.version, fax.kind, fax.number
FROM members_phone fax
JOIN members_phone voice ON voice.member_id = fax.member_id AND voice.normalised = fax.normalised AND voice.medium = 'voice'
JOIN members_member m ON m.id = fax.member_id
WHERE :sitting AND fax.medium = 'fax' AND fax.normalised <> '';
