"""The directory held against the official lists: whose row is whose member, and where the two
differ."""
