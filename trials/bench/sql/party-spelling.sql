-- Only Python can decide how close two names are.
SELECT id, name, abbreviation FROM members_party;
SELECT c.country, m.chamber_id, m.party_id, count(*)
FROM members_member m
JOIN members_chamber c ON c.id = m.chamber_id
WHERE :sitting
GROUP BY c.country, m.chamber_id, m.party_id;
