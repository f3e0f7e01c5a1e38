"""One check a file. Adding one: this folder, its test, and nothing else."""

#: Names of checks that are no more, with the reason. A name is never used again.
RETIRED: dict[str, str] = {}
