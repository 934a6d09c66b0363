"""Two records of one person become one, and can be parted again."""

from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from casework.audit.choices import Kind
from casework.audit.errors import DependentRowsError
from casework.audit.models import AuditedModel, Entry
from casework.audit.reading import row_from_entry
from casework.persons.choices import NameKind, RowFate, Sex
from casework.persons.models import DistinctPersons, MergedRow, Person, PersonMerge, PersonName

#: Links that say what was found of two records, and that therefore stay with the record they speak of.
FINDINGS = (DistinctPersons, PersonMerge)

#: What the person kept takes over from the person merged where nothing is known of it yet.
FILLED_IN = ("sex", "birth", "birthplace", "death")


class MergeRefused(ValidationError):
    """Two persons cannot become one as they stand."""


class UnmergeRefused(ValidationError):
    """A merge cannot be undone as things stand."""


@transaction.atomic
def merge_persons(*, kept: Person, merged: Person) -> PersonMerge:
    """Let one record stand for both persons: everything that names the merged one names the kept one instead.

    The merged person's name stays as an alias, what was not known of the kept person is filled in, and a link
    that the kept person has already is dropped. All of it is remembered, for ``unmerge_persons``.
    Raises ``MergeRefused`` where the two cannot be one.
    """
    kept, merged = _locked(kept, merged)
    _refuse_impossible(kept, merged)
    merge = PersonMerge.objects.create(kept=kept, merged=merged)
    rows = [row for model, links in _models_with_links_to_persons() for row in _move(merge, model, links)]
    rows += _fill_in(merge)
    rows += _keep_name_as_alias(merge)
    MergedRow.objects.bulk_create(rows)
    merged.merged_into = kept
    merged.save()
    return merge


@transaction.atomic
def unmerge_persons(*, merged: Person) -> PersonMerge:
    """Put back what merging the person did, except where it was changed since.

    Raises ``UnmergeRefused`` for a person who is not merged, or whose kept person was merged in turn.
    """
    merge = PersonMerge.objects.in_force().filter(merged=merged).select_related("kept", "merged").first()
    if merge is None:
        raise UnmergeRefused(_("%(person)s is not merged into anybody.") % {"person": merged})
    if merge.kept.merged_into_id is not None:
        raise UnmergeRefused(
            _("%(kept)s was merged into %(other)s in turn. Undo that merge first.")
            % {"kept": merge.kept, "other": merge.kept.merged_into}
        )
    rows = list(merge.rows.order_by("pk"))
    for row in rows:
        if row.fate == RowFate.ADDED:
            _remove_alias(merge, row)
    for row in rows:
        if row.fate == RowFate.MOVED:
            _move_back(merge, row)
    for row in rows:
        if row.fate == RowFate.DROPPED:
            _bring_back(row)
    _empty_again(merge, [row.field for row in rows if row.fate == RowFate.FILLED])
    merge.merged.merged_into = None
    merge.merged.save()
    merge.is_undone = True
    merge.save()
    return merge


def _locked(*persons: Person) -> list[Person]:
    found = {
        person.pk: person
        for person in Person.objects.select_for_update().filter(pk__in=[person.pk for person in persons])
    }
    return [found[person.pk] for person in persons]


def _refuse_impossible(kept: Person, merged: Person) -> None:
    if kept.pk == merged.pk:
        raise MergeRefused(_("A person cannot be merged with themselves."))
    for person in (kept, merged):
        if person.merged_into_id is not None:
            raise MergeRefused(
                _("%(person)s is already merged into %(other)s.")
                % {"person": person, "other": person.merged_into}
            )
    first, second = sorted((kept, merged), key=lambda person: person.pk)
    if DistinctPersons.objects.filter(first=first, second=second).exists():
        raise MergeRefused(
            _("%(first)s and %(second)s were found to be two people. Delete that finding first.")
            % {"first": first, "second": second}
        )
    if kept.confidentiality != merged.confidentiality:
        raise MergeRefused(
            _("One of the two is restricted and the other is open to all staff. Make them the same first.")
        )


def _models_with_links_to_persons() -> Iterator[tuple[type[AuditedModel], list[str]]]:
    links: dict[type[AuditedModel], list[str]] = {}
    for relation in Person._meta.get_fields(include_hidden=True):
        if not isinstance(relation, models.ManyToOneRel):
            continue
        model = relation.related_model
        if issubclass(model, AuditedModel) and model not in FINDINGS:
            links.setdefault(model, []).append(relation.field.name)
    yield from links.items()


def _move(merge: PersonMerge, model: type[AuditedModel], links: list[str]) -> Iterator[MergedRow]:
    points_at_merged = Q()
    for link in links:
        points_at_merged |= Q(**{link: merge.merged})
    for row in model._default_manager.filter(points_at_merged).order_by("pk"):
        moved = [link for link in links if getattr(row, f"{link}_id") == merge.merged.pk]
        key = row.pk
        for link in moved:
            setattr(row, link, merge.kept)
        if _is_possible(row):
            row.save()
            for link in moved:
                yield _merged_row(merge, model, key, RowFate.MOVED, link)
        else:
            for link in moved:
                setattr(row, link, merge.merged)
            _drop(merge, row)
            yield _merged_row(merge, model, key, RowFate.DROPPED)


def _is_possible(row: AuditedModel) -> bool:
    try:
        row.validate_unique()
        row.validate_constraints()
    except ValidationError:
        return False
    return True


def _drop(merge: PersonMerge, row: AuditedModel) -> None:
    try:
        row.delete()
    except DependentRowsError as error:
        raise MergeRefused(
            _("%(kept)s and %(merged)s both have “%(row)s”, and other records depend on either: %(depend)s.")
            % {
                "kept": merge.kept,
                "merged": merge.merged,
                "row": row,
                "depend": ", ".join(error.dependents),
            }
        ) from error


def _fill_in(merge: PersonMerge) -> list[MergedRow]:
    filled = [
        field for field in FILLED_IN if not _is_known(merge.kept, field) and _is_known(merge.merged, field)
    ]
    if not filled:
        return []
    for field in filled:
        setattr(merge.kept, field, getattr(merge.merged, field))
    try:
        merge.kept.validate_constraints()
    except ValidationError as error:
        raise MergeRefused(
            _("What is known of the two cannot be true of one person: %(why)s")
            % {"why": " ".join(error.messages)}
        ) from error
    merge.kept.save()
    return [_merged_row(merge, Person, merge.kept.pk, RowFate.FILLED, field) for field in filled]


def _is_known(person: Person, field: str) -> bool:
    value = getattr(person, field)
    return bool(value) and value != Sex.UNKNOWN


def _keep_name_as_alias(merge: PersonMerge) -> list[MergedRow]:
    known = {merge.kept.name, *merge.kept.names.values_list("name", flat=True)}
    if merge.merged.name in known:
        return []
    alias = PersonName.objects.create(person=merge.kept, kind=NameKind.ALIAS, name=merge.merged.name)
    return [_merged_row(merge, PersonName, alias.pk, RowFate.ADDED)]


def _merged_row(
    merge: PersonMerge, model: type[AuditedModel], key: int, fate: RowFate, field: str = ""
) -> MergedRow:
    return MergedRow(merge=merge, model=model._meta.label_lower, object_id=key, fate=fate, field=field)


def _remove_alias(merge: PersonMerge, row: MergedRow) -> None:
    alias = PersonName.objects.filter(
        pk=row.object_id, person=merge.kept, kind=NameKind.ALIAS, name=merge.merged.name
    ).first()
    if alias is not None:
        alias.delete()


def _move_back(merge: PersonMerge, row: MergedRow) -> None:
    moved = row.moved_row()
    if moved is not None and getattr(moved, f"{row.field}_id") == merge.kept.pk:
        setattr(moved, row.field, merge.merged)
        moved.save()


def _bring_back(row: MergedRow) -> None:
    entry = Entry.objects.get(model=row.model, object_id=row.object_id, kind=Kind.DELETED)
    dropped = row_from_entry(row.model_class(), entry)
    dropped.pk = None
    dropped.save()


def _empty_again(merge: PersonMerge, fields: list[str]) -> None:
    unknown = Person()
    taken_over = [field for field in fields if getattr(merge.kept, field) == getattr(merge.merged, field)]
    for field in taken_over:
        setattr(merge.kept, field, getattr(unknown, field))
    if taken_over:
        merge.kept.save()
