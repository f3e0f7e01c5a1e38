-- Reads the names of electorates, which no check is given; Python decides about these.
SELECT id, name FROM members_electorate;
