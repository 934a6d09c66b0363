"""The one real case of the demo, as a human rights organisation's statement of April 2023 tells it.

All wording is the demo's own. A number after ``cites`` is a paragraph of that statement. It is entered as an
office would: vaguely at first, then more exactly, then compared with what others say.
"""

from casework.demo.clerk import Story
from casework.demo.published_case.advocacy import ADVOCACY
from casework.demo.published_case.earlier_years import EARLIER_YEARS
from casework.demo.published_case.intake import INTAKE
from casework.demo.published_case.prosecution import PROSECUTION
from casework.demo.published_case.review import REVIEW

PUBLISHED_CASE: Story = (*INTAKE, *EARLIER_YEARS, *PROSECUTION, *ADVOCACY, *REVIEW)
