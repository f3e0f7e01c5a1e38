"""Real parts for tests: a PostgreSQL, a throw-away installation, an SMTP server, a browser."""
