"""The pages of persons: their names, their words, and what a browser posts from their forms."""

import re

ADD = "admin:persons_person_add"
CHANGE = "admin:persons_person_change"
LIST = "admin:persons_person_changelist"
MERGE = "admin:persons_person_merge"
UNMERGE = "admin:persons_person_unmerge"


def typed_in(response, **changes):
    """What a browser would post from the form on the page, with these changes."""
    form = response.context["adminform"].form
    fields = [form[name] for name in form.fields]
    for inline in response.context["inline_admin_formsets"]:
        fields += inline.formset.management_form
        for row in inline.formset.forms:
            fields += row
    data = {}
    for bound in fields:
        widget = getattr(bound.field.widget, "widget", bound.field.widget)
        context = widget.get_context(bound.html_name, bound.value(), {})["widget"]
        for part in context.get("subwidgets", [context]):
            value = part["value"]
            value = value[0] if isinstance(value, list) and value else value
            if value not in (None, [], "", False):
                data[part["name"]] = value
    return {**data, **changes}


def row_of(prefix, number=0, **values):
    """One new row of an inline, and the count of rows with it."""
    typed = {f"{prefix}-{number}-{name}": value for name, value in values.items()}
    return {**typed, f"{prefix}-TOTAL_FORMS": str(number + 1)}


def page_words(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))
