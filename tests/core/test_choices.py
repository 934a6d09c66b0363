"""The shared choices."""

from casework.core import partial_dates
from casework.core.choices import Basis


class TestBasis:
    def test_has_a_label_for_each_basis_of_a_partial_date(self):
        assert Basis.values == [str(basis) for basis in partial_dates.Basis]
