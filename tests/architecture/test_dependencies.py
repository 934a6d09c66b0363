"""What is installed is what the project asks for, and what the code imports is what it asks for by name.

Whether something is known to be unsafe is told by lists of advisories, which are on other machines: that is
asked where packages are installed, and not here.
"""

import ast
import sys
import tomllib
from importlib.metadata import distribution, packages_distributions

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture.inventory import PROJECT

DECLARED = tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]
RUNS_WITH = [Requirement(words) for words in DECLARED["dependencies"]]
TESTED_WITH = [Requirement(words) for words in DECLARED["optional-dependencies"]["test"]]
OURS = {"casework", "config", "tests"}


def needed_by(requirement, seen):
    """Yield what is wanted and does not fit, through all that a requirement brings along."""
    name = canonicalize_name(requirement.name)
    installed = distribution(name)
    if not requirement.specifier.contains(installed.version, prereleases=True):
        yield f"{name} {installed.version} is not {requirement.specifier}"
    asked = frozenset({"", *requirement.extras})
    if asked <= seen.get(name, frozenset()):
        return
    seen[name] = seen.get(name, frozenset()) | asked
    for words in installed.requires or ():
        inner = Requirement(words)
        if inner.marker is None or any(inner.marker.evaluate({"extra": extra}) for extra in asked):
            yield from needed_by(inner, seen)


def imported_by(folders):
    """Return the packages that the code in these folders imports, but those of Python itself."""
    names = set()
    for folder in folders:
        for path in PROJECT.glob(f"{folder}/**/*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Import):
                    names |= {alias.name.partition(".")[0] for alias in node.names}
                elif isinstance(node, ast.ImportFrom) and node.module:
                    names.add(node.module.partition(".")[0])
    return names - set(sys.stdlib_module_names) - OURS


class TestInstalled:
    def test_fits_what_everything_asks_for(self):
        seen = {}

        assert [flaw for each in (*RUNS_WITH, *TESTED_WITH) for flaw in needed_by(each, seen)] == []
        assert len(seen) > len(RUNS_WITH)


class TestImported:
    def test_is_asked_for_by_name_and_not_only_brought_along(self):
        distributions = packages_distributions()
        declared = {canonicalize_name(each.name) for each in RUNS_WITH}

        brought = {
            name
            for name in imported_by(["casework", "config"])
            if not declared & {canonicalize_name(each) for each in distributions.get(name, ())}
        }
        assert brought == set()

    def test_is_all_that_is_asked_for_but_what_settings_name(self):
        distributions = packages_distributions()
        imported = {
            canonicalize_name(each)
            for name in imported_by(["casework", "config"])
            for each in distributions.get(name, ())
        }

        # Named in settings, or started: the server, what sends files, htmx, and what hashes passwords.
        by_name = {"argon2-cffi", "django-htmx", "gunicorn", "whitenoise"}
        assert {canonicalize_name(each.name) for each in RUNS_WITH} - imported == by_name
