"""The invented people: those defended, those around them, and those who hold, try and write to them."""

from collections.abc import Iterator
from typing import Any

from casework.demo.clerk import Step, Story, sitting, step

# Name in the stories, name as used, country, sex, birth, occupation.
CLIENTS = (
    ("yasna", "Yasna Vetrakhod", "BY", "female", "1988-08-04", "editor"),
    ("gulnar", "Gulnar Denizsoz", "AZ", "female", "Aug 1991", "blogger"),
    ("yelken", "Yelken Poyrazsoy", "TR", "male", "1979", "politician"),
    ("kamal", "Kamal Gecequsu", "AZ", "male", "about 1985", "photojournalist"),
    ("yun", "Yun Wanli", "CN", "male", "1970s", "poet"),
    ("truc", "Truc Hai Dang", "VN", "female", "perhaps 3 May 1986", "environmental-defender"),
    ("moe", "Moe Thauk Kyeh", "MM", "male", "1996 or 1997", "student"),
    ("sitora", "Sitora Bahorsukhan", "TJ", "female", "12 Nov 1983", "lawyer"),
    ("daorueang", "Daorueang Fakprai", "TH", "female", "2004", "student"),
    ("megha", "Megha Deepstambh", "IN", "female", "1974-01-30", "academic"),
    ("ponleu", "Ponleu Prolim", "KH", "male", "Q3 1990", "trade-unionist"),
    ("nur", "Nur al-Minara", "EG", "male", "between 1981 and 1983", "human-rights-defender"),
    ("setareh", "Setareh Baranduz", "IR", "female", "1990", "film-maker"),
    ("ghaym", "Ghaym al-Sabah", "SA", "male", "before 2000", "cleric"),
    ("zinab", "Zinab Qestedamena", "ET", "female", "1999~", "journalist"),
    ("inyenyeri", "Inyenyeri Umucyo", "RW", "female", "1968", "former-official"),
    ("luz", "Luz Mariposa Cimarrona", "VE", "female", "1993-12-21", "aid-worker"),
    ("abril", "Abril Torrecielo", "NI", "female", "2001", "student"),
    ("solano", "Solano Brisamar", "CU", "male", "", "musician"),
)
# Name in the stories, name as used, country, sex, occupation.
OTHERS = (
    ("viter", "Viter Lugavy", "BY", "male", "photojournalist"),
    ("rosa_v", "Rasa Vetrakhod", "BY", "female", "teacher"),
    ("zara", "Zaryana Pravda-Les", "BY", "female", "lawyer"),
    ("orkhan", "Orkhan Quzeykulek", "AZ", "male", "lawyer"),
    ("ruzgar", "Ruzgar Dumanyel", "AZ", "male", "lawyer"),
    ("sevda", "Sevda Denizsoz", "AZ", "female", "nurse"),
    ("deniz", "Deniz Fenerci-Ay", "TR", "female", "lawyer"),
    ("judge_t", "Tarik Sessizdag", "TR", "male", "judge"),
    ("nino", "Niavi Mtvarisa", "GE", "female", "lawyer"),
    ("qing", "Qing Shuiyue", "CN", "female", "poet"),
    ("khe", "Khe Suoi Nguon", "VN", "male", "lawyer"),
    ("la", "La Thu Vang", "VN", "female", "farmer"),
    ("kaung", "Kaung Kin Thit", "MM", "male", "student"),
    ("bahor", "Bahoriddin Subhdam", "TJ", "male", "physician"),
    ("doctor", "Parvona Shabnami", "TJ", "female", "physician"),
    ("namfon", "Namfon Rungarun-Dao", "TH", "female", "lawyer"),
    ("tara", "Tara Nilambari", "IN", "female", "lawyer"),
    ("vayu", "Vayu Deepstambh", "IN", "male", "engineer"),
    ("chan", "Chan Rasmey Tuk", "KH", "female", "worker"),
    ("hilal", "Hilal al-Minara", "EG", "female", "teacher"),
    ("baran", "Baranak Setaresaz", "IR", "male", "film-maker"),
    ("mahtab", "Mahtab Roodkhani", "IR", "female", "lawyer"),
    ("najm", "Najm al-Sabah", "SA", "male", "engineer"),
    ("tsegaye", "Qelem Berhan-Weha", "ET", "male", "lawyer"),
    ("umuyaga", "Umuyaga Inzira", "RW", "male", "lawyer"),
    ("estrella", "Estrella Rioclaro", "VE", "female", "lawyer"),
    ("rio", "Rio Torrecielo", "NI", "male", "farmer"),
    ("captain", "Captain Bruma Seca", "NI", "male", "police-officer"),
    ("correspondent", "Wren Ashdown-Vale", "GB", "female", "journalist"),
)
# Who, in what kind of name, name, script, language.
NAMES = (
    ("yasna", "native", "Ясна Ветраход", "Cyrl", "be"),
    ("gulnar", "native", "Gülnar Dənizsöz", "Latn", "az"),
    ("kamal", "native", "Kamal Gecəquşu", "Latn", "az"),
    ("yun", "native", "云万里", "Hans", "zh"),
    ("moe", "native", "မိုးသောက်ကြယ်", "Mymr", "my"),
    ("sitora", "native", "Ситора Баҳорсухан", "Cyrl", "tg"),
    ("daorueang", "native", "ดาวเรือง ฟากพราย", "Thai", "th"),
    ("megha", "native", "मेघा दीपस्तंभ", "Deva", "hi"),
    ("ponleu", "native", "ពន្លឺ ព្រលឹម", "Khmr", "km"),
    ("nur", "native", "نور المنارة", "Arab", "ar"),
    ("setareh", "native", "ستاره باران‌دوز", "Arab", "fa"),
    ("ghaym", "native", "غيم الصباح", "Arab", "ar"),
    ("zinab", "native", "ዝናብ ቀስተደመና", "Ethi", "am"),
    ("yasna", "pen_name", "Лясная Зорка", "Cyrl", "be"),
    ("yasna", "patronymic", "Мікалаеўна", "Cyrl", "be"),
    ("yasna", "transliteration", "Jasna Vietrachod", "Latn", "be"),
    ("yun", "pen_name", "Old Crane", "Latn", "en"),
    ("moe", "alias", "Thunderhead", "Latn", "en"),
    ("ghaym", "religious", "Abu Matar", "Latn", "ar"),
    ("setareh", "former", "Setareh Baran", "Latn", "fa"),
)
# Who, the other, what the other is to the first.
TIES = (
    ("yasna", "rosa_v", "parent"),
    ("yasna", "viter", "colleague"),
    ("gulnar", "sevda", "sibling"),
    ("yun", "qing", "spouse"),
    ("truc", "la", "parent"),
    ("sitora", "bahor", "spouse"),
    ("megha", "vayu", "child"),
    ("nur", "hilal", "sibling"),
    ("ghaym", "najm", "sibling"),
    ("abril", "rio", "parent"),
    ("setareh", "baran", "co-defendant"),
    ("moe", "kaung", "fellow-prisoner"),
)
# Who, how to reach them, number or address, note.
CONTACTS = (
    ("rosa_v", "phone", "+375 00 000 00 01", "Only after seven in the evening."),
    ("sevda", "messenger", "sevda-under-the-plane-tree", "Writes in Azerbaijani."),
    ("qing", "email", "shuiyue@mail.example", "Read by others, it must be supposed."),
    ("hilal", "post", "House of the Two Palms, Minyat al-Rih", ""),
    ("zara", "email", "chambers@pravda-les.example", ""),
    ("vayu", "social_media", "vayu.deepstambh", ""),
    ("umuyaga", "other", "By way of the bar association.", ""),
)


def _person(key: str, name: str, country: str, sex: str, work: str, **more: Any) -> Iterator[Step]:
    yield step("Person", key, name=name, sex=sex, notes="Invented for the demo.", **more)
    yield step("PersonNationality", person=f"@{key}", country=country)
    yield step("PersonOccupation", person=f"@{key}", occupation=f"@term:occupation/{work}")


def _clients() -> Iterator[Step]:
    for key, name, country, sex, birth, work in CLIENTS:
        yield from _person(key, name, country, sex, work, birth=birth)


def _names_and_ties() -> Iterator[Step]:
    for key, kind, name, script, language in NAMES:
        yield step("PersonName", person=f"@{key}", kind=kind, name=name, script=script, language=language)
    for key, other, kind in TIES:
        yield step(
            "Relationship", person=f"@{key}", other_person=f"@{other}", kind=f"@term:relationship/{kind}"
        )


PEOPLE: Story = (
    sitting("joon", "The people for whom cases are to be opened.", *_clients()),
    sitting(
        "ines",
        "Families, counsel, witnesses and officials who appear in the cases.",
        *(each for row in OTHERS for each in _person(*row)),
    ),
    sitting("tariq", "Further names and ties between people.", *_names_and_ties()),
    sitting(
        "caseworker",
        "How to reach families and counsel.",
        *(
            step("ContactDetail", person=f"@{key}", kind=kind, value=value, notes=notes)
            for key, kind, value, notes in CONTACTS
        ),
    ),
    sitting(
        "tariq",
        "Who works where, and since when.",
        step(
            "Affiliation",
            person="@yasna",
            organisation="@by_paper",
            role="@term:affiliation_role/editor-in-chief",
            began="2014",
            ended="Jun 2021",
        ),
        step(
            "Affiliation",
            person="@yelken",
            organisation="@tr_party",
            role="@term:affiliation_role/regional-head",
            role_words="Head for the western coast",
            began="about 2016",
        ),
        step(
            "Affiliation",
            person="@judge_t",
            organisation="@tr_court",
            role="@term:affiliation_role/presiding-judge",
        ),
        step(
            "Affiliation",
            person="@ponleu",
            organisation="@kh_union",
            role="@term:affiliation_role/chair",
            began="2018/2019",
        ),
        step(
            "Affiliation",
            person="@captain",
            organisation="@ni_police",
            role="@term:affiliation_role/commander",
        ),
        step(
            "Affiliation",
            person="@correspondent",
            organisation="@press_watch",
            role="@term:affiliation_role/correspondent",
        ),
    ),
)
