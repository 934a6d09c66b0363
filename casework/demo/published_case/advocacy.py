"""Who spoke for him, what they asked, and as what he was recognised."""

from casework.demo.clerk import Story, sitting, step

CLAIMS = [
    {"kind": "assessment", "text": "The charges are unfounded.", "is_about_case": True},
    {"kind": "demand", "text": "He is to be released at once.", "is_about_case": True},
]

ADVOCACY: Story = (
    sitting(
        "tariq",
        "What the statement itself condemns, warns of and demands.",
        step("Person", "turner", name="Maran Turner"),
        step(
            "Affiliation",
            "executive_director",
            person="@turner",
            organisation="@freedom_now",
            role="@term:affiliation_role/executive-director",
            role_words="Executive Director",
            cites=2,
        ),
        step(
            "plan_action",
            "public_statement",
            kind="public_statement",
            title="Public statement on the conviction of Zhanbolat Mamay",
            cases=["@case"],
            targets=["@government"],
            lead="@caseworker",
        ),
        step(
            "make_demand",
            "vacate",
            what="vacate_conviction",
            action="@public_statement",
            about_decision="@verdict",
            beneficiary="@mamay",
        ),
        step(
            "make_demand",
            "lift",
            what="lift_restrictions",
            action="@public_statement",
            about_restriction="@verdict activity_ban ban",
            beneficiary="@mamay",
        ),
        step(
            "carry_out_action",
            action="@public_statement",
            occurred=("2023-04-10/2023-04-30", "April 2023", "inferred"),
            headline="Freedom Now condemns the conviction and demands that it be vacated",
            cites=1,
        ),
        step(
            "make_statement",
            "points",
            development="@public_statement",
            issued_by="@freedom_now",
            points=[
                {
                    "kind": "condemnation",
                    "text": "The conviction is condemned.",
                    "about_decision": "@verdict",
                },
                {
                    "kind": "assessment",
                    "text": (
                        "Long judicial harassment, meant to silence him for criticism that is legitimate; "
                        "the bans are punishment, and keep him from peaceful political activity."
                    ),
                    "said_by": "@turner",
                    "about_decision": "@verdict",
                },
                {
                    "kind": "warning",
                    "text": "Taking up his activity again could bring him a new arrest.",
                    "said_by": "@turner",
                    "about_decision": "@verdict",
                },
            ],
        ),
        step(
            "cite",
            target="@public_statement",
            source="@statement",
            locator="paragraph 2",
            about="the words of the Executive Director and the demands",
        ),
    ),
    sitting(
        "tariq",
        "What others said and asked before, as the last paragraph sums it up.",
        step(
            "Organisation",
            "council",
            name="Human Rights Defenders Expert Council",
            kind="expert_body",
        ),
        step(
            "designate",
            "designation",
            label="political_prisoner",
            designated_by="@council",
            occurred="3 May 2022",
            headline="Named a political prisoner by the Human Rights Defenders Expert Council",
            cites=5,
        ),
        step("Organisation", "hrw", name="Human Rights Watch", kind="ngo"),
        step("Organisation", "amnesty", name="Amnesty International", kind="ngo"),
        step(
            "Organisation",
            "other_organisations",
            name="Other international human rights organisations, not named",
            kind="unidentified_group",
        ),
        step(
            "make_statement",
            "hrw_statement",
            issued_by="@hrw",
            headline="Human Rights Watch calls the charges unfounded and asks for his release",
            points=CLAIMS,
            cites=5,
        ),
        step(
            "make_statement",
            "amnesty_statement",
            issued_by="@amnesty",
            headline="Amnesty International calls the charges unfounded and asks for his release",
            points=CLAIMS,
            cites=5,
        ),
        step(
            "make_statement",
            "others_statement",
            issued_by="@other_organisations",
            headline="Further organisations call the charges unfounded and ask for his release",
            points=CLAIMS,
            cites=5,
        ),
        step(
            "make_demand",
            "immediate_release",
            what="release",
            development="@hrw_statement",
            beneficiary="@mamay",
            wording="Immediate release.",
        ),
        step(
            "log_demand_event", demand="@immediate_release", development="@amnesty_statement", status="made"
        ),
        step("Organisation", "parliament", name="European Parliament", kind="parliament"),
        step(
            "Organisation",
            "delegation",
            name="Members of the European Parliament visiting Kazakhstan",
            kind="informal_group",
            parent="@parliament",
        ),
        step(
            "make_statement",
            "visit",
            issued_by="@delegation",
            on_behalf_of="@parliament",
            occurred="Aug 2022",
            headline="Visiting members of the European Parliament ask for all political prisoners' release",
            points=[
                {
                    "kind": "demand",
                    "text": (
                        "Activists are to be harassed no more, and all political prisoners released, "
                        "Zhanbolat Mamay in particular."
                    ),
                }
            ],
            cites=5,
        ),
        step(
            "make_demand",
            "stop_harassment",
            what="stop_harassment",
            development="@visit",
            beneficiary_class="political and civil society activists",
        ),
        step(
            "make_demand",
            "release_asked_by_delegation",
            what="release",
            development="@visit",
            beneficiary="@mamay",
            wording="All political prisoners, and him in particular.",
        ),
    ),
)
