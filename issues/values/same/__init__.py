"""The rules by which two values mean the same, though they are written differently."""
