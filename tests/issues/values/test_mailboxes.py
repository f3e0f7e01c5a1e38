import pytest

from issues.values.mailboxes import joined_words, last_name_slip


@pytest.mark.parametrize(
    ("local", "first", "last", "written"),
    [
        ("clare.curren", "Clare", "Curran", "curren"),
        ("c.curren", "Clare", "Curran", "curren"),
        ("ccurren", "Clare", "Curran", "curren"),
        ("curren.clare", "Clare", "Curran", "curren"),
        ("clarecurren", "Clare", "Curran", "curren"),
        ("clare.curren2", "Clare", "Curran", "curren"),
        ("CrRichardHiggine", "Richard", "Higgins", "Higgine"),
        ("repnakashina", "Mark M.", "Nakashima", "nakashina"),
        ("senator.whitlma", "Gough", "Whitlam", "whitlma"),
        ("mhr.whitlma", "Gough", "Whitlam", "whitlma"),
        ("lily.dambrosoi", "Lily", "D'Ambrosio", "dambrosoi"),
        ("john.pandazopolos", "John", "Pandazopoulos", "pandazopolos"),
    ],
)
def test_a_near_miss_of_the_last_name_is_a_slip(
    local: str, first: str, last: str, written: str
) -> None:
    found = last_name_slip(local, first, last)
    assert found
    assert found.written == written


@pytest.mark.parametrize(
    ("local", "first", "last"),
    [
        ("clare.curran", "Clare", "Curran"),
        ("catherine.smyth", "Cathy", "Smith"),
        ("jon.smith", "John", "Smith"),
        ("steven.herbert", "Steve", "Herbert"),
        ("michael.o'brien", "Michael", "O'Brien"),
        ("tony.ogorman", "Tony", "O'Gorman"),
        ("hans.mueller", "Hans", "Müller"),
        ("hans.muller", "Hans", "Müller"),
        ("soren.oestergaard", "Søren", "Østergaard"),
        ("anna.zahra", "Anna", "Żaħra"),
        ("rtangerman", "Robin", "Chesnut-Tangerman"),
        ("rephusseyburdick", "Natalia", "Hussey-Burdick"),
        ("willem.westra", "Willem", "Westra van Holthe"),
        ("kmorris2", "Kristi", "Morris"),
        ("bcollam", "Brian", "Collamore"),
        ("jlees", "Jan", "Lee"),
        ("mulgoa", "Tanya", "Davies"),
        ("electorate.daly", "Rob", "Dale"),
        ("sjoffice", "Tony", "Simpson"),
        ("mark", "Marc", "Mihaly"),
        ("pattie.mccoy5", "Patricia", "McCoy"),
        ("jane.jones", "Jane", "Murray"),
        ("ada", "Ada", ""),
        ("", "", "Quill"),
    ],
)
def test_what_is_met_or_somebody_elses_is_no_slip(local: str, first: str, last: str) -> None:
    assert last_name_slip(local, first, last) is None


def test_a_name_of_several_words_may_be_written_by_any_of_them() -> None:
    assert {"westravanholthe", "westra", "vanholthe"} <= joined_words("Westra van Holthe")
    assert joined_words("Ihara Jr.") == {"ihara"}
