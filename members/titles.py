"""Titles, letters after a name and generations, in groups for parsing, searching and matching.

All are in lower case and without full stops. `OR_NAMES` in a group's name means that its words may
be names as well. The code that uses such a group needs further evidence that a title is meant.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Titles that come with a seat or an office. Nobody has them as a name.
OF_OFFICE = _words(
    """
    senator representative rep delegate congressman congresswoman assemblymember assemblyman
    assemblywoman councillor councilor
    cr clr cllr councilmember councilman councilwoman conseiller conseillère ald alderwoman minister
    premier
    """
)
#: All other titles. Nobody has them as a name.
OF_PEOPLE = _words(
    """
    mr mrs ms miss mx dr prof professor emeritus hon honourable honorable hon'ble l'hon l'honorable
    sir dame madam madame mme
    monsieur rev reverend
    """
)
TITLES = OF_OFFICE | OF_PEOPLE
#: Titles that are also people's names: Jane Lord.
TITLES_OR_NAMES = _words("lord lady mayor deputy speaker alderman")
#: Titles if a full stop follows or a whole name does. They are also people's names: Sen.
SHORT_OR_NAMES = _words("sen assoc")
#: Words that precede another title.
BEFORE_TITLES = _words("the rt right")
#: Words that precede another title. In a whole name they are read as names.
BEFORE_TITLES_OR_NAMES = _words("most very assoc associate")
#: Ranks. In a whole name they are read as names.
RANKS_OR_NAMES = _words("captain colonel general lieutenant sergeant commander brigadier")
#: Words that precede another rank. Major alone is a name: Major Owens.
BEFORE_RANKS = _words("lt lieutenant major brigadier")
#: Titles if a full stop follows. Without it they may be names: Del.
DOTTED = _words(
    """
    adm assem atty brig capt cdr cmdr col comm cpl del fr gen gov insp lt maj pres pvt sgt sra srta
    supt supv
    """
)
#: A title before a name (Señor), a generation after it or alone.
DOTTED_OR_GENERATION = _words("sr")
#: Titles that are read as names if one is the whole given name and two names are compared.
ALONE_A_NAME = _words("hon sen the rt lord ald")

#: Letters after the name of a member of parliament. Nobody has them as a name, in any case.
OF_SEATS = _words("mp mhr mha mla mlc mna mpp msp mep")
#: The same, but they may also be initials.
OF_SEATS_OR_INITIALS = _words("td")
#: The same, but before a name they are a title.
OF_SEATS_OR_TITLE = _words("ms")
#: Orders, degrees and the like. Those of two letters may also be initials.
HONOURS = _words(
    """
    am ao ac ad ak oam csc psm apm afsm asm obe mbe cbe kbe dbe om ch cvo lvo mvo kcvo onz cnzm mnzm
    onzm qso qsm kc qc sc jp phd
    md mba llb llm msc bsc bcom dds dvm dmd dnp rn ret esq bem dso dsm dsc mc vc rfd cpa cfa faicd
    gaicd fca facs kcb gcb dcb kcmg
    gcmg cmg gnzm knzm dnzm
    """
)
#: The same, but they are also people's names: JD Vance, Edd Houck. In a whole name they are read as
#: names.
HONOURS_OR_NAMES = _words("as cb edd jd")
#: Degrees with their full stops. Without them they may be names: Ma and Do.
DOTTED_HONOURS = _words("m.a. b.a. d.o. b.sc. m.sc.")

#: A dict of each way to write a generation to its plain form.
GENERATIONS = {
    "jr": "jr",
    "jnr": "jr",
    "sr": "sr",
    "snr": "sr",
    "ii": "ii",
    "iii": "iii",
    "iv": "iv",
}
#: The same, but they are also people's names: Junior.
GENERATIONS_OR_NAMES = {"junior": "jr", "senior": "sr"}
#: The same, in figures.
GENERATIONS_IN_FIGURES = {"2nd": "ii", "3rd": "iii", "4th": "iv"}
