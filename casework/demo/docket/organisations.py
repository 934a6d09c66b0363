"""The invented organisations: courts, prisons, police, papers, parties and those who are written to."""

from collections.abc import Iterator

from casework.demo.clerk import Step, Story, sitting, step

# Name in the stories, name, kind, country, place.
NAMED = (
    ("by_court", "Rivermouth District Court", "court", "BY", "Zornaya"),
    ("by_upper_court", "Regional Court of Zornaya", "court", "BY", "Zornaya"),
    ("by_colony", "Penal Colony No. 404", "detention_facility", "BY", "Zornaya"),
    ("by_paper", "The Firefly", "media", "BY", "Zornaya"),
    ("by_government", "Ministry of Foreign Affairs of Belarus", "government", "BY", ""),
    ("az_court", "Court of the Third Hill", "court", "AZ", "Qumlaq"),
    ("az_prosecution", "Prosecution Office of Qumlaq", "prosecution", "AZ", "Qumlaq"),
    ("az_remand_prison", "Remand Prison of Qumlaq", "detention_facility", "AZ", "Qumlaq"),
    ("az_government", "Ministry of Foreign Affairs of Azerbaijan", "government", "AZ", ""),
    ("tr_court", "Assize Court of Yelkentepe", "court", "TR", "Yelkentepe"),
    ("tr_party", "Lighthouse Party", "party", "TR", "Yelkentepe"),
    ("regional_court", "A regional human rights court", "court", "", ""),
    ("ge_centre", "Migration Centre of Mtiskari", "detention_facility", "GE", "Mtiskari"),
    ("ge_court", "City Court of Mtiskari", "court", "GE", "Mtiskari"),
    ("cn_police", "Public Security Bureau of Yunhai County", "police", "CN", "Yunhai"),
    ("cn_government", "Ministry of Foreign Affairs of China", "government", "CN", ""),
    ("vn_court", "People's Court of Trang Sao", "court", "VN", "Trang Sao"),
    ("vn_prison", "Prison No. 808", "detention_facility", "VN", "Trang Sao"),
    ("vn_government", "Ministry of Foreign Affairs of Viet Nam", "government", "VN", ""),
    ("mm_tribunal", "Military Tribunal of the Northern Delta", "court", "MM", "Kyeh Myo"),
    ("tj_hospital", "Psychiatric Hospital of Dehi Bahor", "detention_facility", "TJ", "Dehi Bahor"),
    ("tj_court", "Court of Dehi Bahor", "court", "TJ", "Dehi Bahor"),
    ("tj_government", "Office of the Ombudsman of Tajikistan", "government", "TJ", ""),
    ("th_court", "Provincial Court of Ban Fakprai", "court", "TH", "Ban Fakprai"),
    ("in_court", "Sessions Court of Deepnagar", "court", "IN", "Deepnagar"),
    ("in_police", "Deepnagar Police", "police", "IN", "Deepnagar"),
    ("kh_court", "Provincial Court of Phum Ponleu", "court", "KH", "Phum Ponleu"),
    ("kh_works", "Horizon Textile Works", "company", "KH", "Phum Ponleu"),
    ("kh_union", "Free Weavers' Union", "ngo", "KH", "Phum Ponleu"),
    ("eg_security", "Directorate of Inner Calm", "security_service", "EG", "Minyat al-Rih"),
    ("eg_government", "Ministry of Foreign Affairs of Egypt", "government", "EG", ""),
    ("ir_court", "Branch 909 of the Court of Baran", "court", "IR", "Baran"),
    ("ir_prison", "Stonehill Prison", "detention_facility", "IR", "Baran"),
    ("ir_government", "Mission of Iran to the United Nations", "government", "IR", ""),
    ("sa_court", "Special Chamber of Wadi al-Ghaym", "court", "SA", "Wadi al-Ghaym"),
    ("sa_government", "Ministry of Foreign Affairs of Saudi Arabia", "government", "SA", ""),
    ("et_police", "Lakeside Police Station", "police", "ET", "Hayk Dar"),
    ("rw_court", "High Chamber of Umucyo", "court", "RW", "Umucyo"),
    ("rw_prison", "Prison of Umucyo", "detention_facility", "RW", "Umucyo"),
    ("ve_court", "Fortieth Court of Control", "court", "VE", "Puerto Mariposa"),
    ("ve_service", "Service for the Common Calm", "security_service", "VE", "Puerto Mariposa"),
    ("ni_police", "Police of Torrecielo", "police", "NI", "Torrecielo"),
    ("ni_parliament", "Assembly of Torrecielo Department", "parliament", "NI", "Torrecielo"),
    ("un_experts", "Group of United Nations experts on detention", "un_body", "", "Geneva"),
    ("jurists", "Circle of Independent Jurists", "expert_body", "", ""),
    ("press_watch", "Lanterns for the Press", "ngo", "", ""),
    ("friends", "Parliamentary Friends of the Written Word", "informal_group", "", ""),
    ("masked_men", "Six men with covered faces", "unidentified_group", "EG", "Minyat al-Rih"),
)


def _organisations() -> Iterator[Step]:
    for name, words, kind, country, place in NAMED:
        yield step(
            "Organisation",
            name,
            name=words,
            kind=kind,
            country=country,
            place=place,
            notes="Invented for the demo.",
        )


ORGANISATIONS: Story = (
    sitting("joon", "Courts, prisons, offices and papers that the cases name.", *_organisations()),
    sitting(
        "tariq",
        "How the law of their countries treats the paper, the party and the union.",
        step("correct", "by_paper", native_name="Святлячок"),
        step(
            "OrganisationStatus",
            organisation="@by_paper",
            status="registered",
            began="2009",
            ended="Jun 2021",
        ),
        step(
            "OrganisationStatus",
            organisation="@by_paper",
            status="closed",
            began="Jun 2021",
            decided_by="@by_upper_court",
            words="Closed as a danger to calm.",
        ),
        step("OrganisationStatus", organisation="@tr_party", status="banned", began="14 Mar 2023"),
        step(
            "OrganisationStatus",
            organisation="@kh_union",
            status="unregistered",
            began="2018",
            words="Never answered, never refused.",
        ),
        step("correct", "by_colony", parent="@by_government"),
    ),
)
