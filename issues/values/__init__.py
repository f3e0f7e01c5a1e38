"""Rules about single values: phone numbers, links, names, addresses. Plain functions of text,
without a database."""
