import pytest

from issues.values.emails import corrected, find_addresses, kind


@pytest.mark.parametrize(
    ("text", "address"),
    [
        (
            "http://www.coonambleshire.nsw.gov.au/AboutCouncil/keadys@bigpond.com",
            "keadys@bigpond.com",
        ),
        ("mailto:ada@example.org", "ada@example.org"),
        ("mailto:ada@example.org?subject=Hello", "ada@example.org"),
        ("Ada Quill <ada@example.org>", "ada@example.org"),
        ("[ada@example.org](mailto:ada@example.org)", "ada@example.org"),
        ("ada@example.org (Kangaroo Island)", "ada@example.org"),
        ("ada@example.org - part-time", "ada@example.org"),
        ("ada@example.org Mondays", "ada@example.org"),
        ("Email: ada@example.org", "ada@example.org"),
        ("ada@example.gov.au.", "ada@example.gov.au"),
        ("ada@example.org; ada@example.org", "ada@example.org"),
        ("o'brien@example.org (x)", "o'brien@example.org"),
    ],
)
def test_an_address_is_found_in_what_stands_around_it(text: str, address: str) -> None:
    assert kind(text) == "commented"
    assert find_addresses(text) == [address]


@pytest.mark.parametrize(
    "text",
    [
        "ada@example.org; bo@example.org",
        "ada@example.org bo@example.org",
        "ada@example.org or bo@example.org",
        "ada@example.org/bo@example.org",
    ],
)
def test_two_addresses_are_found_however_they_are_kept_apart(text: str) -> None:
    assert kind(text) == "two"
    assert find_addresses(text) == ["ada@example.org", "bo@example.org"]


@pytest.mark.parametrize(
    "text",
    [
        "senihara jr.@capitol.hawaii.gov",
        "lori garciasander.house@coleg.gov",
        "repla chica@capitol.hawaii.gov",
        "ada@quill@example.org",
        "ada@example.nsw gov.au",
        "ada@example.nsw. gov.au",
        "electorate.@nt.gov.au",
        "ada.example.org",
        "ada@example",
        "http://example.org/",
        "08 8946 1433",
        "1 Main Street",
    ],
)
def test_what_may_be_a_piece_of_an_address_is_not_taken_for_one(text: str) -> None:
    assert kind(text) == "malformed"


@pytest.mark.parametrize(
    "text",
    [
        "TBC",
        "n/a",
        "missing@invalid.no",
        "none@none.com",
        "noemail@example.org",
        "firstname.lastname@example.org",
    ],
)
def test_what_stands_for_no_address_is_a_placeholder(text: str) -> None:
    assert kind(text) == "placeholder"


@pytest.mark.parametrize(
    "text",
    [
        "ada@example.com",
        "email@example.org",
        "info@nonesuch.org",
        "n.one@example.org",
        "o'brien@example.org",
    ],
)
def test_an_address_is_valid(text: str) -> None:
    assert kind(text) == "valid"


@pytest.mark.parametrize(
    "text",
    [
        " ada@example.org",
        "ada@example.org\u00a0",
        "ada@example.org&nbsp;",
        "o&#39;brien@example.org",
        "<p>ada@example.org</p>",
    ],
)
def test_an_address_that_is_valid_when_clean_is_untidy(text: str) -> None:
    assert kind(text) == "untidy"


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("ada@@example.org", "ada@example.org"),
        ("ada@example..org", "ada@example.org"),
        ("ada @ example.org", "ada@example.org"),
        ("ada@example,org", "ada@example.org"),
        ("ada@example. org", "ada@example.org"),
        ("ada [at] example [dot] org", "ada@example.org"),
        ("electorate.@nt.gov.au", ""),
        ("repla chica@capitol.hawaii.gov", ""),
        ("ada@exa mple.org", ""),
        ("nonsense", ""),
    ],
)
def test_only_a_slip_that_leaves_no_doubt_is_corrected(text: str, right: str) -> None:
    assert corrected(text) == right
