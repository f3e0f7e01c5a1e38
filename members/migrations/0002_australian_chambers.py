"""The fifteen Australian chambers, with seats and members per electorate as of 2026, and their lists.

The seats are from the parliaments' own sites, the lists' addresses from the chambers' download pages.
"""

from django.db import migrations

APH = "https://www.aph.gov.au/-/media/03_Senators_and_Members/Address_Labels_and_CSV_files"
NSW = "https://www.parliament.nsw.gov.au/_layouts/15/NSWParliament/memberlistservice.aspx?format=Excel&members"
VIC = "https://povwebsiteresourcestore.blob.core.windows.net/lists"
WA = "https://www.parliament.wa.gov.au/parliament/memblist.nsf"
SA = "https://contact-details-api.parliament.sa.gov.au/api"
TAS = "https://www.parliament.tas.gov.au/__data/assets/excel_doc"

# slug, jurisdiction, name, seats, members per electorate (none: they differ), title, official list
CHAMBERS = [
    ("fed-hor", "au", "House of Representatives", 150, 1, "Member of the House of Representatives", f"{APH}/FamilynameRepsCSV.csv"),
    ("fed-senate", "au", "Senate", 76, None, "Senator", f"{APH}/Senators/allsenel.csv"),
    ("nsw-la", "au-nsw", "New South Wales Legislative Assembly", 93, 1, "Member of the Legislative Assembly", f"{NSW}=LA"),
    ("nsw-lc", "au-nsw", "New South Wales Legislative Council", 42, 42, "Member of the Legislative Council", f"{NSW}=LC"),
    ("vic-la", "au-vic", "Victorian Legislative Assembly", 88, 1, "Member of the Legislative Assembly", f"{VIC}/assemblymembers.csv"),
    ("vic-lc", "au-vic", "Victorian Legislative Council", 40, 5, "Member of the Legislative Council", f"{VIC}/councilmembers.csv"),
    ("qld-la", "au-qld", "Legislative Assembly of Queensland", 93, 1, "Member of the Legislative Assembly",
     "https://documents.parliament.qld.gov.au/Members/mailingLists/MEMMERGEEXCEL.xls"),
    ("wa-la", "au-wa", "Western Australian Legislative Assembly", 59, 1, "Member of the Legislative Assembly", f"{WA}/WebCurrentMembLA?OpenView"),
    ("wa-lc", "au-wa", "Western Australian Legislative Council", 37, 37, "Member of the Legislative Council", f"{WA}/WebCurrentMembLC?OpenView"),
    ("sa-ha", "au-sa", "South Australian House of Assembly", 47, 1, "Member of the House of Assembly", f"{SA}/HAMembersDetails"),
    ("sa-lc", "au-sa", "South Australian Legislative Council", 22, 22, "Member of the Legislative Council", f"{SA}/LCMembersDetails"),
    ("tas-ha", "au-tas", "Tasmanian House of Assembly", 35, 7, "Member of the House of Assembly", f"{TAS}/0026/14597/Housemembers.xlsx"),
    ("tas-lc", "au-tas", "Tasmanian Legislative Council", 15, 1, "Member of the Legislative Council",
     f"{TAS}/0015/94002/Mail-Merge-as-at-13-October-2025.xlsx"),
    ("act-la", "au-act", "Australian Capital Territory Legislative Assembly", 25, 5, "Member of the Legislative Assembly",
     "https://www.parliament.act.gov.au/members/current"),
    ("nt-la", "au-nt", "Northern Territory Legislative Assembly", 25, 1, "Member of the Legislative Assembly",
     "https://parliament.nt.gov.au/__data/assets/pdf_file/0004/1457113/"
     "MASTER-15th-Legislative-Assembly-List-of-Members-for-webpage-March-2025.pdf"),
]


def create(apps, schema_editor):
    Chamber = apps.get_model("members", "Chamber")
    for slug, jurisdiction, name, seats, per_electorate, title, website in CHAMBERS:
        Chamber.objects.using(schema_editor.connection.alias).create(
            slug=slug, country="AU", jurisdiction=jurisdiction, name=name, seats=seats,
            members_per_electorate=per_electorate, member_title=title, website=website,
        )


class Migration(migrations.Migration):
    dependencies = [("members", "0001_initial")]
    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
