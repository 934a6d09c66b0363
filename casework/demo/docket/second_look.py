"""What concerns several cases: a list of prisoners, people met twice, cases handed over and reopened."""

from casework.demo.clerk import Story, sitting, step

SECOND_LOOK: Story = (
    sitting(
        "joon",
        "A contact in Tajikistan, and people met in other cases.",
        step("Person", "sitora_twice", name="Ситора Бахорсухан", birth="1983", birthplace="Dehi Bahor",
            notes="Invented for the demo."),
        step("PersonName", person="@sitora_twice", kind="transliteration", name="Sitora Bahorsuhan",
            script="Latn", language="en"),
        step("add_party", case="@case tajikistan", person="@sitora_twice", role="contact"),
        step("Person", "nur_perhaps", name="Noor Al-Minarah", sex="male", birth="1982~",
            notes="Invented for the demo."),
        step("PersonNationality", person="@nur_perhaps", country="EG", kind="national_origin"),
        step("Person", "other_luz", name="Luz Mariposa Cimarron", sex="female", birth="1961",
            notes="Invented for the demo."),
        step("PersonNationality", person="@other_luz", country="VE"),
        step("Person", "in_hiding", name="Weaver in hiding", confidentiality="restricted",
            notes="Invented for the demo."),
        step("add_party", case="@case cambodia", person="@in_hiding", role="witness"),
    ),
    sitting(
        "director",
        "The contact is Sitora Bahorsukhan herself: the same town, the same year, the same telephone.",
        step("merge_persons", kept="@sitora", merged="@sitora_twice"),
    ),
    sitting(
        "tariq",
        "Asked by telephone: the older Luz Cimarron is no relation and another person.",
        step("mark_distinct", person="@luz", other="@other_luz"),
    ),
    sitting(
        "director",
        "One list for the autumn talks.",
        step("plan_action", "list", kind="prisoner_list", title="Ten names for the autumn talks",
            cases=["@case belarus", "@case azerbaijan", "@case india"], targets=["@by_government",
            "@az_government"], lead="@director"),
        step("carry_out_action", action="@list", occurred="29 Sep 2026",
            headline="On the list handed over in the autumn talks"),
        step("log_response", case="@case azerbaijan", target=("@list", "@az_government"),
            kind="@term:response/none", occurred="Oct 2026", headline="Silence at the table"),
        step("start_clock", action="@list", rule="The reply that was promised by the year's end",
            started_on="2026-09-29", due_on="2026-12-31"),
    ),
    sitting(
        "director",
        "Workload: the case of Viet Nam goes to Joon until the release.",
        step("hand_over_case", case="@case viet nam", to="@joon"),
    ),
    sitting(
        "director",
        "The musician was summoned again: taken on after all.",
        step("reopen_case", case="@case cuba", on="2026-10-19"),
    ),
    sitting(
        "director",
        "The second summons was withdrawn too.",
        step("close_case", case="@case cuba", closed_on="2026-11-09", outcome="other"),
    ),
)  # fmt: skip
