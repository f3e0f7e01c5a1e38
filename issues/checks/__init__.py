"""The checks, one in each file. A new check needs its file here and its test, and nothing else."""

#: The names of retired checks, each with the reason. A name is never used again.
RETIRED: dict[str, str] = {}
