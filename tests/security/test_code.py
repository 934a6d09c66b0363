"""What the code and the scripts never do, because somebody could make them do something else."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.inventory import PROJECT, names

CODE = [path for folder in ("casework", "config") for path in sorted(PROJECT.glob(f"{folder}/**/*.py"))]
SCRIPTS = sorted(PROJECT.glob("static/js/**/*.js"))
#: What runs a text as a program, in Python.
RUNS_TEXT = {"eval", "exec", "compile", "__import__", "code.interact"}
#: What makes objects of bytes, of whatever class the bytes name.
MAKES_OBJECTS = {"pickle", "marshal", "shelve", "dill", "yaml", "jsonpickle", "joblib"}
#: What makes templates of a text.
MAKES_TEMPLATES = re.compile(r"(?:^|\.)(?:Template|from_string|Engine|Environment)$")
#: What gives a command to a shell, which reads more in it than one program and what it is told.
ASKS_A_SHELL = {"os.system", "os.popen", "subprocess.getoutput", "subprocess.getstatusoutput"}
#: Hashes and ciphers that are broken, and modes that hide too little.
BROKEN = re.compile(r"\b(?:md5|md4|sha1|MD5|SHA1|DES|TripleDES|RC4|ARC4|Blowfish|IDEA|ECB|CBC|PKCS1v15)\b")
#: What runs a text as a program, or makes a page of it, in JavaScript.
RUNS_TEXT_IN_A_PAGE = re.compile(
    r"\beval\(|\bFunction\(|set(?:Timeout|Interval)\(\s*[\"'`]|document\.write|javascript:|insertAdjacentHTML"
)
#: Where a browser keeps what it is told to keep.
KEEPS = re.compile(r"\b(?:localStorage|sessionStorage|indexedDB|caches|cookieStore)\b|document\.cookie")
#: How one window speaks to another, and a page to a server otherwise than by requests.
SPEAKS = re.compile(r"postMessage|[\"']message[\"']|BroadcastChannel|WebSocket|EventSource|RTCPeerConnection")


def calls_in(path: Path) -> Iterator[tuple[str, ast.Call]]:
    """Yield what a module calls, by the name under which it does."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node


def imported_by(path: Path) -> set[str]:
    """Return the packages that a module imports."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found


class TestCode:
    def test_runs_no_text_as_a_program(self):
        assert names(path for path in CODE for name, _call in calls_in(path) if name in RUNS_TEXT) == []

    def test_makes_no_objects_of_bytes_that_name_their_class(self):
        assert names(path for path in CODE if imported_by(path) & MAKES_OBJECTS) == []

    def test_makes_no_templates_of_texts(self):
        assert (
            names(path for path in CODE for name, _call in calls_in(path) if MAKES_TEMPLATES.search(name))
            == []
        )

    def test_asks_no_shell(self):
        def asks(name, call):
            return name in ASKS_A_SHELL or any(given.arg == "shell" for given in call.keywords)

        assert names(path for path in CODE for called in calls_in(path) if asks(*called)) == []

    def test_makes_nothing_by_chance_that_can_be_guessed(self):
        # The invented docket is the same for the same number: nobody is to be surprised by it.
        by_chance = [path for path in CODE if "random" in imported_by(path)]

        assert [path for path in by_chance if "demo" not in path.parts] == []

    def test_names_no_hash_or_cipher_that_is_broken(self):
        assert names(path for path in CODE if BROKEN.search(path.read_text())) == []


@pytest.mark.parametrize(
    "what",
    [RUNS_TEXT_IN_A_PAGE, KEEPS, SPEAKS],
    ids=["runs a text", "keeps in the browser", "speaks to others"],
)
class TestScripts:
    def test_have_nothing_that(self, what):
        assert SCRIPTS
        assert names(path for path in SCRIPTS if what.search(path.read_text())) == []
