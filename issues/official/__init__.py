"""The directory compared with the official lists: the rows and members that are the same person,
and the differences between them."""
