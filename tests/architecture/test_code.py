"""What the code never says, in any module."""

import ast
import re

from tests.architecture.inventory import MODULES, PROJECT, names

VAGUE = {"utils", "helpers", "common", "misc", "base", "manager", "managers", "libraries", "signals", "tools"}
TOLD_THE_DAY = {"models", "querysets", "rules", "services"}
ASKS_THE_CLOCK = re.compile(
    r"\btimezone\.(?:now|localdate|localtime)\b|\bdate\.today\b|\bdatetime\.(?:now|today|utcnow)\b"
)


def words_in(path):
    """Return the parts of the path of a module, without its ending."""
    return {part.removesuffix(".py") for part in path.relative_to(PROJECT).parts}


class TestModules:
    def test_are_named_for_their_subject(self):
        assert names(path for path in MODULES if words_in(path) & VAGUE) == []

    def test_open_with_a_sentence(self):
        # The folders in which Django looks for commands are packages and nothing more.
        subjects = [path for path in MODULES if path.parent.name not in {"management", "commands"}]

        assert names(path for path in subjects if not ast.get_docstring(ast.parse(path.read_text()))) == []

    def test_leave_nothing_for_later(self):
        assert names(path for path in MODULES if re.search(r"TODO|FIXME|XXX", path.read_text())) == []

    def test_call_nothing_harmless_that_a_template_has_not_written(self):
        # Text that is called safe by its class is known to no linter. Here pages are that templates rendered.
        safe = [path for path in MODULES if re.search(r"\bSafeString\(", path.read_text())]

        assert names(safe) == ["casework/workspace/recorded/marks.py"]

    def test_of_the_domain_are_told_the_day(self):
        # The ledger alone records the moment at which it is written.
        domain = [path for path in MODULES if words_in(path) & TOLD_THE_DAY and "audit" not in path.parts]

        assert names(path for path in domain if ASKS_THE_CLOCK.search(path.read_text())) == []


class TestProject:
    def test_names_no_place_that_packages_come_from(self):
        files = [path for path in PROJECT.iterdir() if path.is_file()]

        assert names(path for path in files if re.search(r"pypi\.|pythonhosted", path.read_text())) == []
