"""Imports and foreign keys point down."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.architecture.inventory import FOREIGN_KEYS, OUR_APPS, PROJECT, names


@pytest.fixture
def heights():
    """Return how high each app stands, by the list of layers that import-linter reads too."""
    contracts = tomllib.loads((PROJECT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    [layers] = [contract["layers"] for contract in contracts if contract["id"] == "apps"]
    return {app.strip(): height for height, layer in enumerate(reversed(layers)) for app in layer.split("|")}


class TestImports:
    def test_keep_every_contract(self):
        command = Path(sys.executable).with_name("lint-imports")
        if not command.exists():
            pytest.skip("import-linter is installed with the lint extra")

        result = subprocess.run(
            [command, "--no-cache"], cwd=PROJECT, capture_output=True, text=True, check=False
        )

        assert result.returncode == 0, result.stdout


class TestApps:
    def test_each_have_a_place_in_the_layers(self, heights):
        assert {config.label for config in OUR_APPS} == heights.keys()


class TestForeignKeys:
    def test_point_down_or_stay_in_their_app(self, heights):
        def points_up(field):
            source, target = field.model._meta.app_label, field.related_model._meta.app_label
            return source != target and heights[source] <= heights.get(target, -1)

        assert names(filter(points_up, FOREIGN_KEYS)) == []
