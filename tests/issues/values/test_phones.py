import phonenumbers
import pytest

from issues.values.phones import PhoneFault, judge
from issues.values.phones_in_text import Part


def fault(number: str, country: str) -> PhoneFault | None:
    verdict = judge(number, country)
    return verdict.fault if verdict else None


@pytest.mark.parametrize("country", ["AU", "NZ", "GB", "CA", "US", "IE", "DE", "FR", "IN", "ZA"])
def test_every_sort_of_number_is_right_in_every_notation(country: str) -> None:
    for kind in (
        phonenumbers.PhoneNumberType.FIXED_LINE,
        phonenumbers.PhoneNumberType.MOBILE,
        phonenumbers.PhoneNumberType.TOLL_FREE,
    ):
        example = phonenumbers.example_number_for_type(country, kind)
        assert example is not None
        for notation in (
            phonenumbers.PhoneNumberFormat.NATIONAL,
            phonenumbers.PhoneNumberFormat.INTERNATIONAL,
        ):
            number = phonenumbers.format_number(example, notation)
            for written in (
                number,
                number.replace(" ", "."),
                number.replace(" ", "-"),
                number.replace(" ", "\u2013"),
                f"{number} ext. 5",
                f"{number} x5",
                f"{number}ext5",
                f"{number} (extn #5)",
            ):
                assert fault(written, country) in (None, PhoneFault.PLACEHOLDER), written


@pytest.mark.parametrize(
    ("number", "country", "expected"),
    [
        ("020 7219 300", "GB", PhoneFault.LENGTH),
        ("7219 3000", "GB", PhoneFault.LENGTH),
        ("(020) 7219 3000 (Westminster)", "GB", PhoneFault.COMMENTED),
        ("04 817 9999 or 04 817 9998", "NZ", PhoneFault.TWO_NUMBERS),
        ("992-4211", "CA", PhoneFault.LENGTH),
        ("613-992-4211/12", "CA", PhoneFault.TWO_NUMBERS),
        ("232-714-4785", "US", PhoneFault.INVALID),
        ("555-5555", "US", PhoneFault.PLACEHOLDER),
        ("M-F 9-5:30pm", "US", PhoneFault.NOT_A_NUMBER),
    ],
)
def test_each_country_has_its_own_plan(number: str, country: str, expected: PhoneFault) -> None:
    assert fault(number, country) is expected


@pytest.mark.parametrize(
    ("number", "parts"),
    [
        (
            "T: 02 9977 6411 F: 02 9977 6412",
            (Part("02 9977 6411", "voice"), Part("02 9977 6412", "fax")),
        ),
        (
            "02 9977 6411 (ph), 02 9977 6412 (fax)",
            (Part("02 9977 6411", "voice"), Part("02 9977 6412", "fax")),
        ),
        (
            "02 9977 6411; 1800 160 401 (Toll Free)",
            (Part("02 9977 6411"), Part("1800 160 401", tollfree=True)),
        ),
        (
            "02 9977 6411 / 6412 / 6413",
            (Part("02 9977 6411"), Part("02 9977 6412"), Part("02 9977 6413")),
        ),
        ("(02) 9977 6411 & 0491 570 006", (Part("(02) 9977 6411"), Part("0491 570 006"))),
    ],
)
def test_the_numbers_are_found_with_what_their_words_say(
    number: str, parts: tuple[Part, ...]
) -> None:
    verdict = judge(number, "AU")
    assert verdict is not None
    assert verdict.fault is PhoneFault.TWO_NUMBERS
    assert verdict.parts == parts


@pytest.mark.parametrize(
    "number", ["(02) 9977 6411", "12", "9977 6411 / 6412", "02 9977 6411 (office)"]
)
def test_without_a_plan_only_what_is_no_number_anywhere_is_wrong(number: str) -> None:
    assert fault(number, "") is None
    assert fault("Level 5", "") is PhoneFault.NOT_A_NUMBER
    assert fault("+61 2 9977", "") is PhoneFault.LENGTH, "it brings its own country"


@pytest.mark.parametrize(
    ("number", "country"),
    [
        ("1-888-NYSENATE", "US"),
        ("1300 MY MAYOR", "AU"),
        ("613-995-1127 poste 223", "CA"),
        ("613-995-1127 local 12", "CA"),
        ("613-995-1127 (poste12)", "CA"),
    ],
)
def test_surplus_letters_of_a_spelt_number_and_canadas_extensions_are_right(
    number: str, country: str
) -> None:
    assert judge(number, country) is None


def test_a_stray_letter_at_a_number_is_taken_out() -> None:
    verdict = judge("2022252561x", "US")
    assert verdict is not None
    assert (verdict.fault, verdict.parts) == (PhoneFault.COMMENTED, (Part("2022252561"),))
    assert fault("BY REQUEST", "US") is PhoneFault.NOT_A_NUMBER
