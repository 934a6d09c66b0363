"""Every template compiles, is used, and says what it needs."""

import re

from django.template.loader import get_template

from tests.architecture.inventory import MODULES, PROJECT, TEMPLATES, names

INCLUDES_COMPONENT = re.compile(r"{%\s*include\s+[\"']components/[^%]*%}")
NOT_OUR_OWN = re.compile(
    r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)|(?:src|href|action)=[\"'](?:https?:)?//",
    re.IGNORECASE,
)
#: An address on another machine, and what looks like one: the name of a vocabulary of XML.
ELSEWHERE = re.compile(r"\b(?:https?|wss?):|url\(\s*[\"']?//|@import[^;]*//", re.IGNORECASE)
NAMESPACE = re.compile(r"xmlns(?::\w+)?=\"http://www\.w3\.org/[\w/]+\"")
#: Templates that Django and allauth look for by their place, without being told.
FOUND_BY_PLACE = re.compile(
    r"(?:400|403|403_csrf|404|429|500|(?:account|mfa|usersessions)/(?:\w+/)*[a-z]\w+"
    r"|admin/(?:\w+/)*(?:base|base_site|index|app_index|change_form|change_list|search_form|submit_line)"
    r")\.html"
)
#: What of a template nobody reads as words, or is translated: comments, tags, keys to press, classes.
NO_WORDS = re.compile(
    r"{#.*?#}|{%\s*comment.*?endcomment\s*%}|{%\s*blocktranslate.*?endblocktranslate\s*%}"
    r"|{%\s*block bodyclass.*?endblock\s*%}|{%.*?%}|{{.*?}}|<kbd.*?</kbd>|&\w+;",
    re.DOTALL,
)
SAID_BY_ATTRIBUTE = re.compile(r"\b(?:aria-label|title|placeholder|alt)=\"([^\"]*)\"")


def name_of(path):
    """Return the name under which code asks for the template."""
    return path.as_posix().rpartition("/templates/")[2]


class TestTemplates:
    def test_compile(self):
        for path in TEMPLATES:
            assert get_template(name_of(path)).origin.name == str(path)

    def test_hold_nothing_that_the_content_security_policy_forbids(self):
        assert names(path for path in TEMPLATES if NOT_OUR_OWN.search(path.read_text())) == []

    def test_name_no_other_machine_from_which_a_browser_would_fetch(self):
        fetched = [
            *TEMPLATES,
            *(path for ending in ("css", "js", "svg") for path in PROJECT.glob(f"static/**/*.{ending}")),
        ]

        assert len(fetched) > len(TEMPLATES) + 20
        assert names(path for path in fetched if ELSEWHERE.search(NAMESPACE.sub("", path.read_text()))) == []

    def test_say_every_word_through_gettext(self):
        def words_in(path):
            left = NO_WORDS.sub(" ", path.read_text())
            said = [re.sub(r"<[^>]*>", " ", left), *SAID_BY_ATTRIBUTE.findall(left)]
            return re.findall(r"[^\W\d_]{2,}", " ".join(said))

        assert {name_of(path): words for path in TEMPLATES if (words := words_in(path))} == {}

    def test_are_used(self):
        def is_used(path):
            others = [
                *MODULES,
                *PROJECT.glob("config/*.py"),
                *(other for other in TEMPLATES if other != path),
            ]
            return any(name_of(path) in other.read_text() for other in others)

        unused = [path for path in TEMPLATES if not is_used(path)]
        assert [path for path in unused if not FOUND_BY_PLACE.fullmatch(name_of(path))] == []


class TestComponents:
    def test_open_with_a_list_of_their_parameters(self):
        components = PROJECT.glob("templates/components/**/*.html")

        assert names(path for path in components if not re.match(r"{#|{% comment", path.read_text())) == []

    def test_are_given_their_parameters_only(self):
        assert [
            include
            for path in TEMPLATES
            for include in INCLUDES_COMPONENT.findall(path.read_text())
            if not re.search(r"\sonly\s*%}$", include)
        ] == []
