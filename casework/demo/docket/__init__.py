"""The invented docket: nobody and nothing in it exists, and every day in it is fixed."""

from casework.demo.clerk import Story
from casework.demo.docket.africa_and_middle_east import AFRICA_AND_MIDDLE_EAST
from casework.demo.docket.americas import AMERICAS
from casework.demo.docket.asia import ASIA
from casework.demo.docket.europe import EUROPE
from casework.demo.docket.organisations import ORGANISATIONS
from casework.demo.docket.people import PEOPLE
from casework.demo.docket.second_look import SECOND_LOOK

__all__ = ["DIRECTORY", "SECOND_LOOK", "STORIES"]

#: Who and what the stories name.
DIRECTORY: Story = (*ORGANISATIONS, *PEOPLE)
#: One case each, by the name under which other stories find it.
STORIES: dict[str, Story] = EUROPE | ASIA | AFRICA_AND_MIDDLE_EAST | AMERICAS
