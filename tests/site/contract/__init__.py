"""The contract of the site, collected from outside: commands, addresses, forms, data and mail,
whatever the modules are called.

One module collects one kind; `recorded/` holds what they found, one file a kind. Nothing here
imports the three packages.
"""
