from issues.official.meaning import address_key, same_link


def test_an_address_written_in_two_ways_is_one() -> None:
    assert address_key("P.O. Box 5\nMain Street", "AU") == address_key("PO Box 5, Main St.", "AU")


def test_a_handle_is_its_account() -> None:
    assert same_link("@fictional", "https://x.com/Fictional/", "twitter")
