"""Creating many related tables, or many indexes of them, in one step of a migration."""

from collections.abc import Sequence
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation, OperationCategory
from django.db.migrations.operations.models import AddIndex, CreateModel
from django.db.migrations.state import ProjectState


class CreateModels(Operation):
    """Create the tables of several models, which may point at each other, in one step.

    Between two operations Django renders anew every model related to what was touched, and through the ledger
    every model is related to every other: a step for each model would take minutes.
    """

    category = OperationCategory.ADDITION
    serialization_expand_args = ["models"]

    def __init__(self, models: Sequence[CreateModel]) -> None:
        self.models = models

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Add the models to the state, to be rendered together."""
        state.clear_delayed_apps_cache()
        state.__dict__.pop("apps", None)
        for model in self.models:
            model.state_forwards(app_label, state)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Create the tables in order; their foreign keys follow when all stand."""
        for model in self.models:
            model.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Drop the tables, the latest first."""
        for model in reversed(self.models):
            model.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        """Return what the operation does, for people."""
        return f"Create the tables of {len(self.models)} models"

    def references_model(self, name: str, app_label: str) -> Any:
        """Say whether any of the models points at that one."""
        return any(model.references_model(name, app_label) for model in self.models)


class AddIndexes(Operation):
    """Create indexes of several tables in one step, for the same reason as ``CreateModels``."""

    category = OperationCategory.ADDITION
    serialization_expand_args = ["indexes"]

    def __init__(self, indexes: Sequence[AddIndex]) -> None:
        self.indexes = indexes

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Add the indexes to the state; a model that is rendered already need not know of them."""
        for one in self.indexes:
            options = state.models[app_label, one.model_name_lower].options
            options["indexes"] = [*options["indexes"], one.index.clone()]

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Create the indexes in order."""
        for index in self.indexes:
            index.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Drop the indexes, the latest first."""
        for index in reversed(self.indexes):
            index.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        """Return what the operation does, for people."""
        return f"Create {len(self.indexes)} indexes"
