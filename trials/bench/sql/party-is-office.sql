-- Only Python can decide: read what it decides by.
SELECT id, name FROM members_party;
