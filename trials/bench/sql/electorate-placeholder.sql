-- Only Python can decide: reads the columns that it needs.
SELECT id, name FROM members_electorate;
