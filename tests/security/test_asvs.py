"""Every requirement of OWASP ASVS 5.0.0 is answered in the table beside this module: by tests or a reason."""

import ast
import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from tests.architecture.inventory import PROJECT

#: The level of each requirement of each section, in their order: 1.4 has three, all of level 2.
LEVELS = {
    **{"1.1": "22", "1.2": "1111122223", "1.3": "112222222223", "1.4": "222", "1.5": "123"},
    **{"2.1": "122", "2.2": "112", "2.3": "12223", "2.4": "23"},
    **{"3.1": "3", "3.2": "113", "3.3": "12223", "3.4": "11222233", "3.5": "11122333", "3.6": "3"},
    **{"3.7": "22333"},
    **{"4.1": "12233", "4.2": "23333", "4.3": "22", "4.4": "1222"},
    **{"5.1": "2", "5.2": "112333", "5.3": "113", "5.4": "222"},
    **{"6.1": "122", "6.2": "111111112222", "6.3": "11223333", "6.4": "112233", "6.5": "22222333"},
    **{"6.6": "2223", "6.7": "33", "6.8": "2222"},
    **{"7.1": "222", "7.2": "1111", "7.3": "22", "7.4": "11222", "7.5": "223", "7.6": "22"},
    **{"8.1": "1233", "8.2": "1123", "8.3": "133", "8.4": "23"},
    **{"9.1": "111", "9.2": "1222"},
    **{"10.1": "22", "10.2": "223", "10.3": "22223", "10.4": "1111122222233333", "10.5": "22222"},
    **{"10.6": "22", "10.7": "222"},
    **{"11.1": "2233", "11.2": "22233", "11.3": "11233", "11.4": "1222", "11.5": "23", "11.6": "23"},
    **{"11.7": "33"},
    **{"12.1": "12233", "12.2": "11", "12.3": "22223"},
    **{"13.1": "2333", "13.2": "222223", "13.3": "2233", "13.4": "1222233"},
    **{"14.1": "22", "14.2": "12223333", "14.3": "122"},
    **{"15.1": "12233", "15.2": "12233", "15.3": "1222222", "15.4": "3333"},
    **{"16.1": "2", "16.2": "22222", "16.3": "2222", "16.4": "222", "16.5": "2223"},
    **{"17.1": "23", "17.2": "22223333", "17.3": "22"},
}
LEVEL_OF = {
    f"{section}.{number}": level
    for section, levels in LEVELS.items()
    for number, level in enumerate(levels, start=1)
}
#: All of these are answered; those of level 3 only where they are met on purpose.
DEMANDED = {number for number, level in LEVEL_OF.items() if level in {"1", "2"}}

TABLE = Path(__file__).with_name("asvs.csv")
COLUMNS = ["id", "level", "summary", "answer", "by"]
SHOWN = "shown"
ANSWERS = {SHOWN, "waived", "not applicable"}
#: A test that stands in a reason would be believed without being looked for.
NAMES_A_TEST = re.compile(r"tests/|::|\btest_\w")


def rows() -> list[dict[str, str]]:
    """Return the table, line by line."""
    with TABLE.open(newline="") as file:
        return list(csv.DictReader(file, strict=True))


@cache
def names_in(path: str) -> frozenset[str]:
    """Return the tests of a module of the project, each by what follows the path in its name."""

    def of(body: Sequence[ast.stmt], prefix: str = "") -> Iterator[str]:
        for node in body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                yield prefix + node.name
            elif isinstance(node, ast.ClassDef) and node.name.startswith("Test"):
                yield from of(node.body, f"{prefix}{node.name}::")

    file = PROJECT / path
    is_module = file.is_file() and re.fullmatch(r"tests/(?:\w+/)+test_\w+\.py", path)
    return frozenset(of(ast.parse(file.read_text()).body) if is_module else ())


def exists(test: str) -> bool:
    """Say whether there is a test of that name."""
    path, _, name = test.partition("::")
    return name in names_in(path)


class TestStandard:
    def test_has_as_many_requirements_as_its_authors_count(self):
        assert Counter(LEVEL_OF.values()) == {"1": 70, "2": 183, "3": 92}
        assert len(DEMANDED) == 253


class TestTable:
    def test_has_one_line_for_each_requirement(self):
        numbers = Counter(row["id"] for row in rows())

        assert sorted(DEMANDED - numbers.keys()) == []
        assert sorted(numbers.keys() - LEVEL_OF.keys()) == []
        assert [number for number, count in numbers.items() if count > 1] == []

    def test_is_in_order_and_says_each_level(self):
        numbers = [row["id"] for row in rows()]

        assert numbers == [number for number in LEVEL_OF if number in set(numbers)]
        assert [row["id"] for row in rows() if row["level"] != LEVEL_OF.get(row["id"])] == []

    def test_is_whole(self):
        assert [row for row in rows() if list(row) != COLUMNS or not all(row.values())] == []

    def test_knows_three_answers(self):
        assert {row["id"]: row["answer"] for row in rows() if row["answer"] not in ANSWERS} == {}

    def test_sums_each_requirement_up_in_few_words(self):
        assert [row["id"] for row in rows() if len(row["summary"].split()) > 12] == []

    def test_names_tests_that_exist(self):
        named = {row["id"]: row["by"].split(" ") for row in rows() if row["answer"] == SHOWN}

        assert {
            number: lost for number, each in named.items() if (lost := [t for t in each if not exists(t)])
        } == {}

    def test_gives_a_reason_in_a_sentence_for_what_no_test_shows(self):
        reasons = {row["id"]: row["by"] for row in rows() if row["answer"] != SHOWN}

        assert {number: words for number, words in reasons.items() if len(words.split()) < 5} == {}
        assert {number: words for number, words in reasons.items() if not words.endswith(".")} == {}
        assert {number: words for number, words in reasons.items() if NAMES_A_TEST.search(words)} == {}


class TestExists:
    def test_holds_for_a_test_of_a_class_and_for_one_of_a_module(self):
        assert exists("tests/security/test_asvs.py::TestExists::test_holds_for_nothing_else")
        assert exists("tests/accounts/test_notices.py::test_a_second_factor_is_told_of_as_it_comes_and_goes")

    def test_holds_for_nothing_else(self):
        assert not exists("tests/security/test_asvs.py")
        assert not exists("tests/security/test_asvs.py::TestExists")
        assert not exists("tests/security/test_asvs.py::TestExists::test_that_nobody_wrote")
        assert not exists("tests/security/test_nothing.py::TestExists::test_holds_for_nothing_else")
        assert not exists("tests/security/test_asvs.py::exists")
        assert not exists("tests/security/test_asvs.py::TestStandard::test_holds_for_nothing_else")
