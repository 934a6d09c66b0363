"""The tree hashes, grows and proves as RFC 6962 says: pymerkle and the outsider's verifier agree with it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymerkle import InmemoryTree, verify_consistency, verify_inclusion

from casework.audit.sealing import verify
from casework.audit.sealing.merkle import EMPTY_ROOT, Frontier, Tree, leaf_hash

SIZES = range(71)

#: Trees are told apart by what they hold, in its order.
CONTENTS = [f"content {number}".encode() for number in SIZES]
LEAVES = [leaf_hash(content) for content in CONTENTS]


@pytest.fixture(scope="module")
def tree() -> Tree:
    """The tree over all of the contents, which knows its smaller forms."""
    return Tree(LEAVES)


@pytest.fixture(scope="module")
def oracle() -> InmemoryTree:
    """The same tree as pymerkle sees it."""
    return InmemoryTree.init_from_entries(CONTENTS, algorithm="sha256")


class TestRoot:
    def test_is_that_of_pymerkle(self, tree, oracle) -> None:
        assert [tree.root(size) for size in SIZES] == [EMPTY_ROOT, *map(oracle.get_root, SIZES[1:])]

    def test_is_that_of_the_verifier(self, tree) -> None:
        assert list(verify.roots_at(b"".join(LEAVES), SIZES)) == [tree.root(size) for size in SIZES]


class TestInclusion:
    def test_is_proven_as_pymerkle_proves_it(self, tree, oracle) -> None:
        for size in SIZES[1:]:
            for position in range(size):
                proof = oracle.prove_inclusion(position + 1, size)
                assert [LEAVES[position], *tree.inclusion(position, size)] == proof.path
                verify_inclusion(LEAVES[position], tree.root(size), proof)

    def test_is_accepted_by_the_verifier_at_its_own_place_alone(self, tree) -> None:
        for size in (1, 2, 3, 7, 8, 13, 32, 70):
            for position in range(size):
                path = tree.inclusion(position, size)
                accepted = [
                    place
                    for place in range(size)
                    if verify.includes(tree.root(size), size, place, LEAVES[position], path)
                ]
                assert accepted == [position]

    @pytest.mark.parametrize(("position", "size"), [(-1, 3), (3, 3), (0, 0), (0, 72)])
    def test_is_not_proven_where_there_is_no_such_leaf(self, tree, position, size) -> None:
        with pytest.raises(ValueError, match="There is no leaf"):
            tree.inclusion(position, size)


class TestConsistency:
    def test_is_proven_as_pymerkle_proves_it(self, tree, oracle) -> None:
        for size in SIZES[1:]:
            for earlier in range(1, size + 1):
                proof = oracle.prove_consistency(earlier, size)
                verify_consistency(tree.root(earlier), tree.root(size), proof)
                assert verify.goes_on(
                    tree.root(earlier), earlier, tree.root(size), size, tree.consistency(earlier, size)
                )

    @given(st.sets(st.integers(1, 70), min_size=2, max_size=2), st.integers(0, 5))
    def test_is_refused_by_the_verifier_for_another_root_size_or_path(self, sizes, spoilt) -> None:
        earlier, size = sorted(sizes)
        tree = Tree(LEAVES[:size])
        path = tree.consistency(earlier, size)
        told = [tree.root(earlier), earlier, tree.root(size), size, path]
        lies = [
            [EMPTY_ROOT, *told[1:]],
            [*told[:2], EMPTY_ROOT, *told[3:]],
            [*told[:4], path[:-1]],
            [*told[:4], [*path, EMPTY_ROOT]],
            [*told[:4], [EMPTY_ROOT, *path[1:]]],
            [told[0], earlier + 1, *told[2:]] if earlier + 1 < size else [EMPTY_ROOT, *told[1:]],
        ]

        assert verify.goes_on(*told)
        assert not verify.goes_on(*lies[spoilt])


class TestFrontier:
    @given(st.integers(0, 70), st.integers(0, 70))
    def test_grows_on_from_what_was_kept_of_it(self, kept, added) -> None:
        first = Frontier()
        first.extend(LEAVES[:kept])

        second = Frontier(first.size, bytes(first))
        second.extend(LEAVES[kept : kept + added])

        assert second.root == Tree(LEAVES[: kept + added]).root(second.size)

    def test_refuses_hashes_that_are_not_those_of_its_size(self) -> None:
        with pytest.raises(ValueError, match="3 leaves has 2 perfect subtrees"):
            Frontier(3, EMPTY_ROOT)
