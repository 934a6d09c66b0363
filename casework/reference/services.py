"""What happens to reference values beyond the saving of a form."""

from casework.reference.models import LegalInstrument, LegalProvision


def add_provision(*, instrument: LegalInstrument, number: str, heading: str) -> LegalProvision:
    """Add a provision in its place among the others of the instrument.

    Raises ``ValidationError`` where the instrument has that number already, or where it is no number at all.
    """
    provision = LegalProvision(instrument=instrument, number=number, heading=heading)
    provision.full_clean(exclude=["head"])
    provision.save()
    return provision
