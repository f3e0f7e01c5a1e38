from __future__ import annotations

from itertools import count, islice

import pytest

from members.chunks import CHUNK, chunks


@pytest.mark.parametrize(
    ("number", "parts"),
    [(0, []), (1, [[0]]), (2, [[0, 1]]), (3, [[0, 1], [2]]), (4, [[0, 1], [2, 3]])],
)
def test_all_items_come_in_their_order_in_parts_of_which_none_is_empty(
    number: int, parts: list[list[int]]
) -> None:
    assert list(chunks(range(number), 2)) == parts


def test_a_part_is_no_longer_than_a_statement_takes() -> None:
    assert [len(part) for part in chunks(range(2 * CHUNK + 1))] == [CHUNK, CHUNK, 1]


def test_what_has_no_end_is_read_as_it_is_asked_for() -> None:
    numbers = count()
    assert list(islice(chunks(numbers, 3), 2)) == [[0, 1, 2], [3, 4, 5]]
    assert next(numbers) == 6
