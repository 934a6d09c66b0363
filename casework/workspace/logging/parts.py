"""What the parts of a sheet have in common."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from casework.cases.choices import DevelopmentKind
from casework.cases.models import Case, Development
from casework.persons.models import Person
from casework.proceedings.models import Proceeding
from casework.workspace.logging.forms import Rows, SheetForm
from casework.workspace.logging.scene import Scene


@dataclass
class Record:
    """What is being recorded: each part adds to it, and later ones draw on what earlier ones added."""

    case: Case
    development: Development
    proceeding: Proceeding | None = None
    person: Person | None = None
    said: list[str] = field(default_factory=list)

    @property
    def its_proceeding(self) -> Proceeding:
        """The proceeding chosen or begun on the sheet; raises ``ValidationError`` where there is none."""
        if self.proceeding is None:
            raise ValidationError(_("Choose the proceeding above, or describe a new one."))
        return self.proceeding


class Part:
    """One part of the sheet: what it asks, for which kinds of development, and what it records."""

    #: What the names of its controls begin with.
    name: ClassVar[str]
    title: ClassVar[Any] = ""
    note: Any = ""
    kinds: ClassVar[Collection[str]] = DevelopmentKind.values
    #: Without these a reader is not asked.
    permissions: ClassVar[tuple[str, ...]] = ()

    def __init__(self, scene: Scene, *, data: Any, files: Any, is_checked: bool) -> None:
        self.scene = scene
        # What was not on the page when it was sent begins as it does on a fresh page.
        is_there = data is not None and any(key.startswith(f"{self.name}-") for key in data)
        self._source = {"data": data, "files": files} if is_there else {}
        self._passed = {"scene": scene, "is_checked": is_checked}
        self.form: SheetForm | None = None
        self.rows: list[Rows] = []
        self.build()

    def build(self) -> None:
        """Make the form and the rows."""

    def make_form(self, form: type[SheetForm], suffix: str = "", **options: Any) -> Any:
        """Return one form of the part."""
        prefix = f"{self.name}-{suffix}" if suffix else self.name
        return form(prefix=prefix, **self._source, **self._passed, **options)

    def make_rows(self, rows: type[Rows], suffix: str, initial: list[dict[str, Any]] | None = None) -> Rows:
        """Return one set of rows of the part; ``initial`` fills the first rows of a fresh page."""
        return rows(
            prefix=f"{self.name}-{suffix}",
            initial=None if self._source else initial,
            form_kwargs=self._passed,
            **self._source,
        )

    @property
    def checked(self) -> list[Any]:
        """All that must be valid."""
        return [*([self.form] if self.form is not None else []), *self.rows]

    @property
    def reason(self) -> str:
        """Why the part changes what is on record, where that owes a reason."""
        return ""

    def is_valid(self) -> bool:
        """Whether what was typed can be given to the services."""
        return all(each.is_valid() for each in self.checked)

    @property
    def media(self) -> Any:
        """The styles and scripts of its controls."""
        return sum((each.media for each in self.checked[1:]), self.checked[0].media)

    def save(self, record: Record) -> None:
        """Record what the part holds; raises ``Refused`` after saying why next to the right field."""
        raise NotImplementedError
