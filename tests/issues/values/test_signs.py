import pytest

from issues.values.signs import has_signs, without_signs


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Smith*", "Smith"),
        ("Smith1", "Smith"),
        ("Smith\u00b2", "Smith"),
        ("O'Byrne,", "O'Byrne"),
        ("O''Brien", "O'Brien"),
        ("O\\'Brien", "O'Brien"),
        ("Lee - Fox", "Lee-Fox"),
        ("Lee- Fox", "Lee-Fox"),
        ("- Lee", "Lee"),
        ("Ann;", "Ann"),
        ("Ann/Anna", ""),
        ("ann@example.org", ""),
        ("https://example.org", ""),
        ("0412 345 678", ""),
        ("Ann_Marie", ""),
        ("Jos?", ""),
        ("Smith: Whip", ""),
        ("J0hn", ""),
    ],
)
def test_a_sign_is_seen_and_taken_away_where_the_name_is_plain(text: str, meant: str) -> None:
    assert has_signs(text)
    assert without_signs(text) == meant
    assert not has_signs(meant)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "O'Brien",
        "D\u2019Esposito",
        "Ka\u02bbahumanu",
        "Gonz\u00e1lez-Col\u00f3n",
        "J. D.",
        'Herbert M. "Tim"',
        "Smith, Jr.",
        "Smith 3rd",
        "Moore, 2nd",
        "van 't Hof",
        "\u674e\u660e",
        "Jim (Jimmy)",
    ],
)
def test_a_name_may_hold_these(text: str) -> None:
    assert not has_signs(text)
