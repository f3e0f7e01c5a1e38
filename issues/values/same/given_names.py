"""Tables of given names: short forms, spellings, and the names that one person may go by.

Every name is one word in lower case, without accents.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cache

from nicknames import name_triplets

#: Short forms that the table of nicknames lacks: each entry is a whole name and its short forms.
_SHORT = """
    anthony tony ant; andrew drew andy; barry baz bazza; catherine kate cath katie kath; katherine
    cath kath katie; kathryn kate kath kathy katie; kathleen kath kate; deborah deb debbie; debra
    deb debbie; elizabeth liz libby lizzie beth betty eliza bess bessie lisa lis; gareth gaz; gary
    gaz gazza; geoffrey geoff jeff; gregory greg; graham graeme grahame; jennifer jen jenny jenni;
    joanne jo joey; joanna jo; josephine jo josie; josephus joe; joseph joe joey; julian jules;
    julie jules; margaret marg margie maggie meg peg peggy greta rita daisy madge; michelle shelly
    shell mish; nicholas nick nic nicky; nicole nic nicky nikki; nicola nic nicky nikki; olivia liv;
    penelope penny pen; peter pete; philip phil pip; phillip phil pip; philippa pip pippa; robert
    rob bob robbie bobby bert; robyn rob; susan sue susie suzie; suzanne sue susie suzie; susanne
    sue susie; terence terry; terrence terry; timothy tim; thomas tom tommy; warwick waz; warren
    waz; wayne wazza; raelene rae; raymond ray; rebecca bec beck becky becca; russell russ rusty;
    rosemary rose rosie; scott scotty; sharon shaz; stephanie steph; stephen steve ste; steven
    steve; stuart stu stewie; stewart stu stewie; tamara tam tammy; tamsin tam; tanya tan; theresa
    terri tess; teresa terri tess; trevor trev; vincent vin vince vinnie; virginia ginny gin;
    william bill billy will willy liam; yvonne von; zachary zac zach zak; malcolm mal; maxwell max;
    maxine max; kimberley kim; kimberly kim; kenneth ken kenny; kevin kev; keith keef; ian iain;
    hamish hame; harold harry; henry harry hank hal; hugh hughie; jacqueline jacqui jackie jacki;
    jacinta jac; jeremy jez jem; jason jase; darren daz dazza; daryl daz; derek del; desmond des;
    dominic dom; dominique dom; donald don; douglas doug; duncan dunc; edward ted ed eddie ned
    teddy; edwin ed ted; edmund ed ted ned; alexander alex sandy alec sasha lex xander; alexandra
    alex sandy sasha lexie; alistair al ali; alastair al; alison ali; allison ali; amanda mandy;
    angela ange angie; annabel belle; annastacia stacia anna; antonia toni; antoinette toni;
    benjamin ben; bernard bernie; bernadette bernie; bradley brad; bronwyn bron; cameron cam;
    carolyn caz carol; caroline caz carol; charles chas charlie chuck; charlotte charlie lottie;
    christina tina chris; christine chris chrissy tina; christopher chris kit; clifford cliff; clive
    cli; constance connie; concetta connie; craig craigy; cynthia cindy; daniel dan danny; danielle
    dani; david dave davey; dennis den; denis den; diana di; diane di; dianne di; dorothy dot
    dottie; eleanor nell ellie nora; ellen nell; emily em; emma em; evelyn eve evie; fiona fi;
    florence flo; francesca fran; frances fran frankie; francis frank; franklin frank; frederick
    fred freddie; gabrielle gabby gabi; gerald gerry jerry; gerard gerry ged jerry; geraldine gerry;
    gladys glad; gordon gordie; gillian gill jill; heather hev; helen nell; imogen immy; isabella
    bella izzy; isabel izzy; isobel izzy; jane janie; janet jan; janice jan; janine jan; joan
    joanie; john jack johnny jock; jonathan jon jonty jonno; jonathon jon; justin jus; kaye kay;
    lachlan lachie lockie; laurence laurie larry; lawrence laurie larry; leonard len lenny leo;
    leslie les; lesley les; lillian lil lily; lorraine lori raine; louise lou; lucinda lucy cindy;
    lynette lyn; lynne lyn; marcus marc; mark marky; martin marty; matthew matt; maureen mo; melissa
    mel lissa; melanie mel; melinda mel mindy lindy; belinda bel lindy; michael mick mike micky
    mikey; mitchell mitch; monica mon; muriel mu; nathan nat nate; natalie nat; natasha tash nat;
    nathaniel nat nate; neville nev; norman norm; oliver ollie; oscar ozzie; pamela pam; patricia
    pat trish tricia trisha patty patti; patrick pat paddy; priscilla cilla; rachel rach; reginald
    reg; rhonda ronnie; richard rick dick rich ricky richie; roderick rod; rodney rod; roger rog;
    roland rollo; ronald ron ronnie; samantha sam; samuel sam; sandra sandy; sebastian seb; shane
    shano; sidney sid; sydney syd; simon si; sophie soph; spencer spence; tabitha tabby; theodore
    ted theo teddy; tobias toby; valerie val; vanessa ness nessa; veronica ronnie vron; victor vic;
    victoria vic vicki vicky tori; vivienne viv; vivian viv; walter wal wally walt; wendy wen;
    wilfred wilf; winifred win winnie; winston win; mohammed mo; muhammad mo; mohamed mo; dimitri
    jim; dimitrios jim; konstantinos con gus; constantine con; vasilios bill; evangelos angelo;
    giovanni john; giuseppe joe; salvatore sal sam; bartholomew bart; augustus gus; angus gus;
    bridget bridie; carmel mel; carmelo mel charlie; cornelius con neil; cassandra cass cassie;
    clementine clem; clement clem; cecilia celia; christian chris; dale d; delphine del; dorothea
    thea; emmanuel manny; ezekiel zeke; gwendoline gwen; gwendolyn gwen; hannah han; harriet hattie;
    ignatius iggy; ingrid inge; jessica jess jessie; judith judy jude; juliet jules; julia jules;
    kristina kris; kirsten kirst; kirsty kirst; kristen kris; kristy kris; leanne lee; lionel leo;
    madeleine maddy; magdalena lena; marianne maz; marilyn maz; marjorie marj; matilda tilly; mervyn
    merv; mildred millie; millicent millie; montgomery monty; nancy nan; napoleon nap; percival
    percy; quentin quin; rosalind roz ros; rosalie rose; rosamund ros; rupert rupe; ruth ruthie;
    solomon sol; sylvester sly; thaddeus thad tad; tiffany tiff; ursula ursie; wilhelmina mina
    billie; xavier zav; antony tony ant; albert al bert alby bertie; albertus bert; archibald arch
    archie; llewellyn llew; concetto con connie; katrina kat katie trina kate; rafael raf raff;
    raphael raf raff; rosemarie rose rosie; marion maz; cedric ced; dimitra dimi; ernest ernie ern;
    eugene gene; ferdinand ferdy; gavin gav; georgina george georgie gina; georgia georgie; gloria
    glo; gwenda gwen; herbert herb bert; hubert hugh bert; irene rene; isaac ike; jackson jack
    jacko; jeffrey jeff; joel joey; karen kaz; kathryn kathie; kelvin kel; lauren loz laurie; leanne
    lea; leigh lee; leopold leo; lindsay lin; lorna lorrie; lucas luke; luciano lou lucky;
    marguerite marg; mariam mim; meredith merry; merrilyn merri; miriam mim; mathias matt; maurice
    morrie moss; merle mer; neville nevvy; nigel nige; noel nolly; patrice pat; phoebe phebe;
    prudence prue; ramona mona; rosalyn ros roz; roslyn ros roz; samuel sammy; shirley shirl;
    silvester sly; stanley stan; stanislaus stan; sylvester syl; thelma thel; vasileios bill vas;
    vasiliki vicki; athanasios tom; panagiotis peter; spiridon spiro; nikolaos nick; georgios
    george; ioannis john; aikaterini kathy; rosario ross; domenico dom; vincenzo vince; antonio
    tony; francesco frank; pasquale pat charlie; william wm; george geo; charles chas; james jas;
    joseph jos; thomas thos; robert robt; samuel saml; daniel danl; benjamin benj; alexander alexr;
    susannah sue susie suzie; richard richd
"""

#: Names that are written in more than one way: each entry has all of its spellings.
_SPELT = """
    stephen steven stefan; catherine katherine kathryn katharine cathryn; philip phillip; geoffrey
    jeffrey; jeff geoff; alan allan allen alun; ann anne; sara sarah; mark marc; jon john; jonathan
    jonathon; michael micheal michel; eric erik; graham graeme grahame; neil neal niall; brian
    bryan; stuart stewart; lawrence laurence; terence terrence; teresa theresa; deborah debra; denis
    dennis; diane dianne; frances francis; fredrick frederick; gerard gerrard; glen glenn; helen
    helene; isabel isobel; ian iain; jill gill; carl karl; cathy kathy; kate cate; katie katy; kaye
    kay; lesley leslie; lynn lyn lynne; louis lewis; margaret margret; matt mat; matthew mathew;
    mohammed muhammad mohamed mohammad; nicholas nicolas; nick nic; phil phill; rachel rachael;
    rebecca rebekah; robin robyn; shaun sean shawn; sharon sharyn; sofia sophia; susan suzan; tony
    toni; tracy tracey; vicki vicky vickie; zachary zachery; alastair alistair alasdair; bob rob;
    mick mike; bill will; christine kristine; chris kris; christopher kristopher; christina
    kristina; craig kraig; curtis kurtis; darren darrin; daryl darryl; elisabeth elizabeth; gabriel
    gabrielle; gary garry; greg gregg; jacqui jackie jacki; jenny jenni; geraldine jeraldine; joseph
    josef; kerry kerrie; leanne leeanne; lisa liza; marilyn marylyn; marianne maryanne; megan
    meghan; melanie melany; natalie nathalie; rod rodd; russell russel; scot scott; sid syd; steve
    stev; sylvia silvia; trish tricia; aaron aron; abby abbey abbie; antony anthony
"""

#: Usual names without a short form.
_USUAL = """
    adam adele adrian agnes aidan aisha alana alma amber amelia amy andrea angelina anita anneke
    anthea april arlene arthur asha ashley astrid audrey ava bethany beverley beverly bianca blair
    blake brenda brendan brent brett bree bronte bruce bryce byron caitlin callum carla carmen
    carolina catriona chantelle cheryl chloe claire clara clare claudia claude clayton clinton clyde
    cody colin colleen connor corey courtney daisy damian damien daphne dawn dean debra denise
    desiree donna dora doreen duane dylan earl edith edna eileen elaine elena eliot elise ella
    elliot elliott elsie elvira emilia enid erica erin ernesto esther ethan eva faith faye felicity
    felix fergus fernando flora frederica garth gaye gemma george georgia gina glenda glenys gloria
    grace grant greta gustavo guy hayley hazel hector hilary holly hope howard hugo ingrid irene
    iris irma ivan ivy jade jaime jake jamal james jared jasmine jason jeanette jenna jerome jill
    joaquin jocelyn joel jordan jorge jose joshua joy joyce juan juanita judy june justine kara
    karen karina karl karla kate katrina kayla keiran kelly kelvin kendall kerry kieran kirk kyle
    kylie lance lara laura lauren leah leila lena leon leonie liam linda lindsay linus lisa lloyd
    logan loretta lorna lucas lucia lucy luis luke lydia mabel maria marian marie mario marion
    marisa marjory marlene marshall martha mary mason maureen mavis max maya meredith merle mia mila
    mildred miles milton miriam mohamad moira molly morgan murray myra myrtle naomi narelle nathan
    neil nelson nerida nigel nina noel noelle nora noreen nova olga opal orla owen paige paola
    patrice paul paula pearl pedro perry petra philomena phoebe phyllis pippa poppy preston quinn
    rafael raquel raul rebecca regan reid renata renee reuben rex rhys rita roberta robyn rochelle
    rohan romeo ronan rosa rose rosanna rosario ross rowan roxanne roy ruby ruth ryan sabrina sadie
    sally salim santiago sarah saul selina serena sergio shannon sharon shaun shayne shelley sheree
    sheryl shirley shona sienna silvia simone skye sonia sonya spencer stacey stanley stella sue
    sunil susannah suzanne sylvia talia tania tanya tara taylor tess thea thelma tiana tina todd
    tracy travis trent trevor trina trudy tyler tyrone uma una ursula vera verity vernon viola
    violet vivian wade wallace wanda warren wendy wesley wilma winifred xanthe yasmin yolanda yvette
    zara zoe zita abdul abdullah ahmed ali amir anil anjali arjun ayesha deepak fatima fatma hassan
    hussein ibrahim imran kumar mahmoud mustafa omar priya rajesh ravi sanjay sunita vijay yusuf
    alejandro carlos diego eduardo enrique guillermo javier manuel miguel rodrigo hong jian ming wei
    minh thanh giorgio luigi marco paolo roberto andreas dimitri elias nikolai sergei
"""

#: Pairs of the table of nicknames that are two different names.
_APART = """
    bill robert; bill fred; billy robert; patrick peter; patrick patsy; john ian; robert rupert;
    jane jean; jane jessie; jane jennie; kate kay; alexander alexandria; william wilma; william
    bela; william bell; willis bill; virginia jane; frances francis; gabriel gabrielle; alice lisa;
    andrea andrew; andrew randy; ann antonia; ann nancy; anna hannah; bobby roger; carl charles;
    emily emma; hannah susan; lisa melissa; marilyn mary; julia julie; jack jacqueline
"""
#: The halves of names that are written in one word or in two: `Maryann`, `Mary Ann`.
_HEADS = (
    "mary anna ann anne jo rose carol betty billie bobbie jean john"
    " lee leigh ruth sue sarah kerry julie terri peta"
)
_TAILS = (
    "ann anne anna jane jo lou lee leigh beth ellen rose kate"
    " sue lyn lynn lynne marie may jean louise paul pierre luc"
)
_COMPOUNDS = frozenset(head + tail for head in _HEADS.split() for tail in _TAILS.split())


@cache
def _table() -> dict[str, frozenset[str]]:
    """Return a dict of name to the names that go for it.

    Short form and whole name go for each other directly, never by way of a third name.
    """
    pairs = {frozenset((row.name1, row.name2)) for row in name_triplets()}
    for line in _SHORT.split(";"):
        whole, *short = line.split()
        pairs |= {frozenset((whole, one)) for one in short}
    for line in _SPELT.split(";"):
        spelt = line.split()
        pairs |= {frozenset((one, other)) for one in spelt for other in spelt}
    table: dict[str, set[str]] = defaultdict(set)
    for pair in pairs - {frozenset(pair.split()) for pair in _APART.split(";")}:
        for one in pair:
            table[one] |= pair - {one}
    return {name: frozenset(forms) for name, forms in table.items()}


@cache
def _usual() -> frozenset[str]:
    return frozenset(_table()) | frozenset(_USUAL.split())


def is_usual(name: str) -> bool:
    """True if it is a usual given name, or the short form of one."""
    return name in _usual()


def are_rare(names: Sequence[str]) -> bool:
    """True if the names by themselves tell a person: three of them, or one that is not usual."""
    whole = [name for name in names if len(name) > 1]
    return len(whole) > 2 or any(len(name) > 3 and not is_usual(name) for name in whole)


def other_forms(name: str) -> frozenset[str]:
    """Return the other names that somebody with this one may go by."""
    return _table().get(name, frozenset())


def without_umlauts(word: str) -> str:
    """Return the word with ae, oe and ue shortened, so that `mueller` equals `muller`."""
    return word.replace("ae", "a").replace("oe", "o").replace("ue", "u") if "e" in word else word


def may_be_same(one: str, other: str) -> bool:
    """True if the same person may go by both of these names.

    Each is one word in its plain form. Initials fit nothing here.
    """
    if one == other:
        return True
    if other in other_forms(one):
        return True
    short, long = sorted((one, other), key=len)
    if (
        long in _COMPOUNDS
        and long.startswith(short)
        and short in _HEADS.split()
        and long[len(short) :] in _TAILS.split()
    ):
        return True
    if (
        len(short) > 2
        and len(long) - len(short) > 2
        and long.startswith(short)
        and short[-1] not in "aeiouy"
        and not is_usual(short)
    ):
        return True
    return len(short) > 2 and without_umlauts(one) == without_umlauts(other)
