"""Every template compiles, is used, and says what it needs."""

import re

from django.template.loader import get_template

from tests.architecture.inventory import MODULES, PROJECT, TEMPLATES, names

INCLUDES_COMPONENT = re.compile(r"{%\s*include\s+[\"']components/[^%]*%}")
NOT_OUR_OWN = re.compile(
    r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)|(?:src|href|action)=[\"'](?:https?:)?//",
    re.IGNORECASE,
)
#: Templates that the admin looks for by their place, without being told.
FOUND_BY_THE_ADMIN = re.compile(
    r"admin/(?:\w+/)*(?:base|base_site|index|app_index|login|change_form|change_list|submit_line)\.html|registration/password_change_form\.html"
)


def name_of(path):
    """Return the name under which code asks for the template."""
    return path.as_posix().rpartition("/templates/")[2]


class TestTemplates:
    def test_compile(self):
        for path in TEMPLATES:
            assert get_template(name_of(path)).origin.name == str(path)

    def test_hold_nothing_that_the_content_security_policy_forbids(self):
        assert names(path for path in TEMPLATES if NOT_OUR_OWN.search(path.read_text())) == []

    def test_are_used(self):
        def is_used(path):
            others = [*MODULES, *(other for other in TEMPLATES if other != path)]
            return any(name_of(path) in other.read_text() for other in others)

        unused = [path for path in TEMPLATES if not is_used(path)]
        assert [path for path in unused if not FOUND_BY_THE_ADMIN.fullmatch(name_of(path))] == []


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
