"""Members as plain rows: read in one pass over the tables, without an object of Django's for each.

- `rows`: a member as a row; `details` and `places`: the rows that belong to it
- `reading`: reads the members of whole chambers, or single members
- `typed`: builds the row of a member from values that are not stored yet
"""
