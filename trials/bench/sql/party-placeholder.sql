-- Reads the few parties; Python decides about their names.
SELECT id, name FROM members_party;
