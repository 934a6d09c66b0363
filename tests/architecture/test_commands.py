"""Every command has a test that runs it."""

from tests.architecture.inventory import MODULES, PROJECT, names


class TestCommands:
    def test_are_each_run_by_a_test_of_their_app(self):
        def is_tested(command):
            app = command.relative_to(PROJECT / "casework").parts[0]
            return any(
                f'"{command.stem}"' in test.read_text() for test in PROJECT.glob(f"tests/{app}/**/test_*.py")
            )

        commands = [path for path in MODULES if path.parent.name == "commands" and path.stem != "__init__"]
        assert commands
        assert names(command for command in commands if not is_tested(command)) == []
