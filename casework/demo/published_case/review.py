"""What came of comparing sources, matching the law, and handing the case over."""

from casework.demo.clerk import Story, sitting, step

REVIEW: Story = (
    sitting(
        "ines",
        "The statement says damages. The fine entered at intake is what other reports say instead.",
        step("correct", "verdict fine", kind="damages", note="Material damages; to whom is not told."),
        step(
            "Source",
            "report_of_fine",
            kind="@term:source_kind/news-report",
            title="News report on the verdict that tells of a fine of 600,000 tenge",
            language="en",
        ),
        step(
            "Source",
            "report_of_smaller_fine",
            kind="@term:source_kind/hro-report",
            title="Report of another human rights organisation that tells of a fine of 400,000 tenge",
            language="en",
            reliability="reliable",
        ),
        step(
            "cite",
            target="@verdict",
            source="@report_of_fine",
            stance="contradicts",
            about="the sum to be paid",
            says="a fine of 600,000 KZT",
        ),
        step(
            "cite",
            target="@verdict",
            source="@report_of_smaller_fine",
            stance="contradicts",
            about="the sum to be paid",
            says="a fine of 400,000 KZT",
        ),
    ),
    sitting(
        "ines",
        "Two more points on which the sources disagree: the day of the demonstration and the third charge.",
        step(
            "Source",
            "report_of_the_day",
            kind="@term:source_kind/news-report",
            title="News report on the arrest that dates the demonstration",
            language="en",
        ),
        step(
            "cite",
            target="@demonstration",
            source="@report_of_the_day",
            stance="contradicts",
            about="the day",
            says="13 February 2022",
        ),
        step(
            "Source",
            "report_of_the_charge",
            kind="@term:source_kind/news-report",
            title="News report on the verdict that names another third charge",
            language="en",
        ),
        step(
            "cite",
            target="@verdict",
            source="@report_of_the_charge",
            stance="contradicts",
            about="the third charge",
            says="unlawful assembly",
        ),
    ),
    sitting(
        "joon",
        "Articles matched to the offences from the codes; the statement itself names none.",
        step("correct", "riots", provision="@law:Kazakhstan Criminal Code (2014) 272"),
        step("correct", "false_information", provision="@law:Kazakhstan Criminal Code (2014) 274"),
        step("correct", "insult", provision="@law:Kazakhstan Criminal Code (2014) 378"),
        step("correct", "laundering", provision="@law:Kazakhstan Criminal Code (2014) 218"),
        step("correct", "social_hatred", provision="@law:Kazakhstan Criminal Code (1997) 164"),
        step("correct", "no_permission", provision="@law:Kazakhstan Administrative Offences Code 488"),
    ),
    sitting(
        "director",
        "The trial is over: the file goes to Inês Falcata, who watches the bans.",
        step("hand_over_case", to="@ines"),
        step("move_case", status="monitoring"),
        step(
            "correct",
            "case",
            summary=(
                "Journalist and opposition politician, arrested in February 2022 and convicted in Almaty on "
                "10 April 2023 on three charges. Six years suspended; banned from activism, journalism and "
                "social media until 10 April 2029. Demanded: the conviction vacated, the bans lifted."
            ),
        ),
    ),
)
