import pytest

from issues.values.same.names import CLOSE, closeness, compatible, plain, says_no_more

Name = tuple[str, str]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Mary", "Smith-Jones"), ("MARY", "Smith Jones")),
        (("Una", "O'Neill"), ("Una", "ONEILL")),
        (("Una", "O\u2019Neill"), ("Una", "O'Neill")),
        (("Ewan", "Mc Donald"), ("Ewan", "McDonald")),
        (("Piet", "Van Dyke"), ("Piet", "VanDyke")),
        (("Ada", "St. Clair"), ("Ada", "Saint Clair")),
        (("Séan", "Muñoz"), ("Sean", "Munoz")),
        (("Bjørn", "Weiß"), ("Bjorn", "Weiss")),
        (("Łukasz", "Đorđević"), ("Lukasz", "Dordevic")),
        (("Dr Mary", "Brown"), ("Mary", "Brown")),
        (("The Hon. Mary", "Brown AM MP"), ("Mary", "Brown")),
        (("Mary", "Brown M.P."), ("Mary", "Brown")),
        (("Mary", "Brown, Ph.D."), ("Mary", "Brown")),
        (("Conseillère Mary", "Brown BCom"), ("Mary", "Brown")),
        (("Senator-elect Mary", "Brown"), ("Mary", "Brown")),
        (("Hon'ble Mary", "Brown"), ("Mary", "Brown")),
        (("John", "Brown Jr."), ("John", "Brown, Junior")),
        (("John Jr.", "Brown"), ("John", "Brown Jr")),
        (("J.R.", "Brown"), ("J R", "Brown")),
        (("JR", "Brown"), ("J. R.", "Brown")),
        (("", "Brown, Mary"), ("Mary", "Brown")),
        (("Mary\u00a0Jane", " Brown "), ("Mary Jane", "Brown")),
        (('William "Bill"', "Brown"), ("William (Bill)", "Brown")),
        (("William 'Bill'", "Brown"), ("William \u201cBill\u201d", "Brown")),
    ],
)
def test_spelling_titles_and_letters_make_no_other_name(one: Name, other: Name) -> None:
    assert plain(*one) == plain(*other)
    assert compatible(*one, *other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Mary", "Smith-Jones"), ("Mary", "Smith")),
        (("John", "Brown Jr."), ("John", "Brown")),
        (("John", "Brown Jr."), ("John", "Brown Sr.")),
        (("Robert", "Brown"), ("Bob", "Brown")),
        (("Mary J.", "Brown"), ("Mary", "Brown")),
        (("Junior", "Brown"), ("", "Brown")),
        (("Mary", "Senior"), ("Mary", "")),
        (("Hon", "Chan"), ("", "Chan")),
    ],
)
def test_other_words_make_another_name(one: Name, other: Name) -> None:
    assert plain(*one) != plain(*other)


@pytest.mark.parametrize(
    "given", ["R.S.", "R S", "RS", "R.", "R", "r. s.", "R.S", "S.", "Mr R.S.", ""]
)
def test_initials_that_fit_say_no_more(given: str) -> None:
    assert says_no_more(given, "Richard Scott") is (given != "Mr R.S.")


@pytest.mark.parametrize(
    ("given", "known"),
    [
        ("R.S.", "Richard"),
        ("RS", "Scott"),
        ("W.", "Bill"),
        ("A.", "Tony"),
        ("R.G.", 'Robert "Bob"'),
        ("B.", 'Robert "Bob"'),
        ("R.", "R.S."),
    ],
)
def test_initials_may_be_those_of_names_not_known(given: str, known: str) -> None:
    assert says_no_more(given, known)


@pytest.mark.parametrize(
    ("given", "known"),
    [
        ("Richard", "R."),
        ("Richard", "Richard"),
        ("J.", "Richard"),
        ("R.T.", "Richard Scott"),
        ("S.R.", "Richard Scott"),
        ("R. Scott", "Richard"),
        ("R.S.", "R."),
        ("R.", ""),
        ("AL", "Albert"),
        ("ED", "Edward"),
        ("Jo", "Joanne"),
        ("BOB", "Brian"),
    ],
)
def test_a_name_or_another_initial_says_more(given: str, known: str) -> None:
    assert not says_no_more(given, known)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Bob", "Brown"), ("Robert", "Brown")),
        (("Tony", "Brown"), ("Anthony", "Brown")),
        (("Tony", "Brown"), ("Antony", "Brown")),
        (("Kate", "Brown"), ("Katherine", "Brown")),
        (("Kate", "Brown"), ("Catherine", "Brown")),
        (("Stephen", "Brown"), ("Steven", "Brown")),
        (("Pat", "Brown"), ("Patrick", "Brown")),
        (("Pat", "Brown"), ("Patricia", "Brown")),
        (("Bec", "Brown"), ("Rebecca", "Brown")),
        (("Jacqui", "Brown"), ("Jacqueline", "Brown")),
        (("Wm.", "Brown"), ("William", "Brown")),
        (("Jean-Pierre", "Brown"), ("J.-P.", "Brown")),
        (("Ged", "Brown"), ("Gerard", "Brown")),
        (("Jörg", "Müller"), ("Joerg", "Mueller")),
        (("J.", "Brown"), ("John", "Brown")),
        (("A.", "Brown"), ("Tony", "Brown")),
        (("G.R.", "Brown"), ("Richard", "Brown")),
        (("John", "Brown"), ("John Robert", "Brown")),
        (("John R.", "Brown"), ("John Robert", "Brown")),
        (("R. James", "Brown"), ("James", "Brown")),
        (("Robert James", "Brown"), ("James", "Brown")),
        (("Robert James", "Brown"), ("Jim", "Brown")),
        (("Mary Ann", "Brown"), ("Maryann", "Brown")),
        (("Mary-Ann", "Brown"), ("Mary", "Brown")),
        (("Maryann", "Brown"), ("Mary", "Brown")),
        (('William "Bill"', "Brown"), ("Bill", "Brown")),
        (('Theodora "Bunny"', "Brown"), ("Bunny", "Brown")),
        (("William Bill", "Brown"), ("William Henry", "Brown")),
        (("Mary", "Smith-Jones"), ("Mary", "Jones")),
        (("Mary", "Smith-Jones"), ("Mary", "Smith")),
        (("Mary", "Jones Smith"), ("Mary", "Smith")),
        (("Mary Smith", "Jones"), ("Mary", "Smith-Jones")),
        (("Mary Smith", "Jones"), ("Mary", "Smith")),
        (("Jan", "van der Berg"), ("Jan", "Berg")),
        (("Ng Wei", "Ming"), ("Wei Ming", "Ng")),
        (("Brown", "Mary"), ("Mary", "Brown")),
        (("", "Brown, Bob"), ("Robert", "Brown")),
        (("", "Brown"), ("Mary", "Brown")),
        (("John", "Brown Jr."), ("John", "Brown")),
    ],
)
def test_one_person_may_go_by_both_names(one: Name, other: Name) -> None:
    assert compatible(*one, *other)
    assert compatible(*other, *one)
    assert closeness(*one, *other) == 100


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("John", "Brown"), ("Jane", "Brown")),
        (("Patrick", "Brown"), ("Patricia", "Brown")),
        (("Patrick", "Brown"), ("Peter", "Brown")),
        (("Bill", "Brown"), ("Bob", "Brown")),
        (("Bill", "Brown"), ("Robert", "Brown")),
        (("Christine", "Brown"), ("Christopher", "Brown")),
        (("Alexander", "Brown"), ("Alexandra", "Brown")),
        (("Samantha", "Brown"), ("Samuel", "Brown")),
        (("Andrew", "Brown"), ("Andrea", "Brown")),
        (("Paul", "Brown"), ("Pauline", "Brown")),
        (("Robert", "Brown"), ("Roberta", "Brown")),
        (("Joan", "Brown"), ("Joanne", "Brown")),
        (("Joanne", "Brown"), ("Anne", "Brown")),
        (("Mary", "Brown"), ("Ann", "Brown")),
        (("Mary Ann", "Brown"), ("Mary Ellen", "Brown")),
        (("John Robert", "Brown"), ("John James", "Brown")),
        (("John R.", "Brown"), ("John James", "Brown")),
        (("John", "Brown Jr."), ("John", "Brown Sr.")),
        (("John", "Brown II"), ("John", "Brown III")),
        (("Robert James", "Brown"), ("J.", "Brown")),
        (("J.", "Brown"), ("Robert", "Brown")),
        (("Mary", "Brown"), ("Mary", "Green")),
        (("Mary", "Smith-Jones"), ("Mary", "Smith-Brown")),
        (("Jan", "van Berg"), ("Jan", "van Dyke")),
        (("", "Brown"), ("Mary", "Brown-Jones")),
        (("Thomas", "Andrew"), ("Andrew", "Brown")),
        (("", ""), ("", "")),
        (("", ""), ("Mary", "Brown")),
    ],
)
def test_names_of_different_people_are_not_compatible(one: Name, other: Name) -> None:
    assert not compatible(*one, *other)
    assert not compatible(*other, *one)
    assert closeness(*one, *other) < CLOSE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Jonh", "Brown"), ("John", "Brown")),
        (("Margraet", "Brown"), ("Margaret", "Brown")),
        (("Mary", "Snowdon"), ("Mary", "Snowden")),
        (("Mary", "MacDonald"), ("Mary", "McDonald")),
        (("Bob", "Snowdon"), ("Robert", "Snowden")),
        (("Mary", "Papadopoulos"), ("Mary", "Papadopolous")),
        (("Mary Louise", "Brown"), ("Mary Louies", "Brown")),
        (("Mary Louise Ann", "Brown"), ("Mary Louisa Ann", "Brown")),
        (("Ysolde", "Brown"), ("Ysolde", "Green")),
        (("Mary Ysolde", "Brown"), ("Mary Ysolde", "Green")),
        (("Mary Ann Louise", "Brown"), ("Mary Ann Louise", "Green")),
    ],
)
def test_a_slip_of_the_pen_or_a_rare_given_name_with_another_last_name_is_worth_the_question(
    one: Name, other: Name
) -> None:
    assert not compatible(*one, *other)
    assert CLOSE <= closeness(*one, *other) < 100


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Tim", "Brown"), ("Jim", "Brown")),
        (("Maria", "Brown"), ("Marie", "Brown")),
        (("Eric", "Brown"), ("Erica", "Brown")),
        (("Mary", "Reed"), ("Mary", "Weed")),
        (("Mary", "Lee"), ("Mary", "Leo")),
        (("Mary", "Green"), ("Mary", "Brown")),
        (("John Robert", "Green"), ("John Robert", "Brown")),
        (("Jonh", "Snowdon"), ("John", "Snowden")),
    ],
)
def test_two_usual_names_that_look_alike_are_not_worth_it(one: Name, other: Name) -> None:
    assert closeness(*one, *other) < CLOSE
