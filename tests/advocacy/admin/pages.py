"""The addresses of the pages of advocacy, and what a browser posts from the parts of their forms."""

from django.urls import reverse

ACTION_PARTS = ("case_links", "targets", "demand_links", "clocks")


def page(model, what, *args):
    return reverse(f"admin:advocacy_{model}_{what}", args=args)


def parts(prefix, *rows, initial=0):
    """Return the posted form set of one kind of part."""
    data = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": initial}
    for number, row in enumerate(rows):
        data |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return data


def no_parts(*prefixes):
    return {name: value for prefix in prefixes for name, value in parts(prefix).items()}
