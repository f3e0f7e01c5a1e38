"""`python -m tests.site.contract` compares the contract with what is recorded; `--write` records it
anew."""

import argparse
import os
import sys

import pytest

parser = argparse.ArgumentParser(prog="python -m tests.site.contract", description=__doc__)
parser.add_argument(
    "--write",
    action="store_true",
    help="record it anew: only when the contract itself is meant to change",
)
if parser.parse_args().write:
    os.environ["WRITE_CONTRACT"] = "1"
sys.exit(pytest.main(["-q", "tests/site/test_contract.py"]))
