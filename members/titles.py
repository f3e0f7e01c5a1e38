"""Titles, letters after a name and generations, in the groups that parsing, searching, checks and
matching are made of.

All are in lower case and without full stops. Where a word may be a name as well, its group says so:
whoever uses the group decides what else must show that the word is meant as a title.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: What members are called for their seat or office. Nobody's name.
OF_OFFICE = _words(
    """
    senator representative rep delegate congressman congresswoman assemblymember assemblyman assemblywoman councillor councilor
    cr clr cllr councilmember councilman councilwoman conseiller conseillère ald alderwoman minister premier
    """
)
#: Titles of all others. Nobody's name.
OF_PEOPLE = _words(
    """
    mr mrs ms miss mx dr prof professor emeritus hon honourable honorable hon'ble l'hon l'honorable sir dame madam madame mme
    monsieur rev reverend
    """
)
TITLES = OF_OFFICE | OF_PEOPLE
#: Titles, but people are called so as well: Jane Lord.
TITLES_OR_NAMES = _words("lord lady mayor deputy speaker alderman")
#: Titles with a full stop, or in front of a whole name: people are called Sen.
SHORT_OR_NAMES = _words("sen assoc")
#: What stands in front of another title.
BEFORE_TITLES = _words("the rt right")
#: The same; in a whole name they are taken for names.
BEFORE_TITLES_OR_NAMES = _words("most very assoc associate")
#: Ranks. In a whole name they are taken for names.
RANKS_OR_NAMES = _words("captain colonel general lieutenant sergeant commander brigadier")
#: What stands in front of another rank. Major alone is a name: Major Owens.
BEFORE_RANKS = _words("lt lieutenant major brigadier")
#: Titles with a full stop. Without it they may be names: Del.
DOTTED = _words(
    "adm assem atty brig capt cdr cmdr col comm cpl del fr gen gov insp lt maj pres pvt sgt sra srta supt supv"
)
#: A title in front of a name (Señor), a generation behind it or alone.
DOTTED_OR_GENERATION = _words("sr")
#: Titles that are taken for names where they are the whole given name and two names are compared.
ALONE_A_NAME = _words("hon sen the rt lord ald")

#: Letters after the name of a member of parliament. Nobody's name, not even in small letters.
OF_SEATS = _words("mp mhr mha mla mlc mna mpp msp mep")
#: The same, but they are somebody's initials as well.
OF_SEATS_OR_INITIALS = _words("td")
#: The same, but in front of a name they are a title.
OF_SEATS_OR_TITLE = _words("ms")
#: Orders, degrees and the like. Those of two letters are initials as well.
HONOURS = _words(
    """
    am ao ac ad ak oam csc psm apm afsm asm obe mbe cbe kbe dbe om ch cvo lvo mvo kcvo onz cnzm mnzm onzm qso qsm kc qc sc jp phd
    md mba llb llm msc bsc bcom dds dvm dmd dnp rn ret esq bem dso dsm dsc mc vc rfd cpa cfa faicd gaicd fca facs kcb gcb dcb kcmg
    gcmg cmg gnzm knzm dnzm
    """
)
#: The same, but people are called so: JD Vance, Edd Houck. In a whole name they are taken for
#: names.
HONOURS_OR_NAMES = _words("as cb edd jd")
#: Degrees with their full stops. Without them they may be names: Ma and Do.
DOTTED_HONOURS = _words("m.a. b.a. d.o. b.sc. m.sc.")

#: Each way of writing a generation, and its plain form.
GENERATIONS = {
    "jr": "jr",
    "jnr": "jr",
    "sr": "sr",
    "snr": "sr",
    "ii": "ii",
    "iii": "iii",
    "iv": "iv",
}
#: The same, but people are called Junior.
GENERATIONS_OR_NAMES = {"junior": "jr", "senior": "sr"}
#: The same, in figures.
GENERATIONS_IN_FIGURES = {"2nd": "ii", "3rd": "iii", "4th": "iv"}
