"""The tree of RFC 6962, section 2: how it is hashed, how it grows, and what proves what it holds."""

import hashlib
from collections.abc import Iterable

#: Bytes in a hash.
HASH_BYTES = 32

#: The root of a tree that holds nothing.
EMPTY_ROOT = hashlib.sha256().digest()


def leaf_hash(content: bytes) -> bytes:
    """Return the hash by which the tree holds this content."""
    return hashlib.sha256(b"\x00" + content).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of the node over two others."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class Frontier:
    """A tree that knows only what it needs to grow: the roots of its perfect subtrees, the largest first."""

    def __init__(self, size: int = 0, hashes: bytes = b"") -> None:
        if len(hashes) != size.bit_count() * HASH_BYTES:
            raise ValueError(f"A tree of {size} leaves has {size.bit_count()} perfect subtrees.")
        self.size = size
        self._hashes = [hashes[at : at + HASH_BYTES] for at in range(0, len(hashes), HASH_BYTES)]

    def append(self, leaf: bytes) -> None:
        """Add the hash of one more leaf."""
        # Each trailing one of the size is a subtree that the new leaf completes to one of twice its size.
        for _ in range((self.size & ~(self.size + 1)).bit_count()):
            leaf = node_hash(self._hashes.pop(), leaf)
        self._hashes.append(leaf)
        self.size += 1

    def extend(self, leaves: Iterable[bytes]) -> None:
        """Add the hashes of more leaves, in their order."""
        for leaf in leaves:
            self.append(leaf)

    @property
    def root(self) -> bytes:
        """The root of the tree as it stands."""
        if not self._hashes:
            return EMPTY_ROOT
        *others, root = self._hashes
        for left in reversed(others):
            root = node_hash(left, root)
        return root

    def __bytes__(self) -> bytes:
        return b"".join(self._hashes)


class Tree:
    """A whole tree in memory, about 64 bytes for each leaf, from which proofs are drawn."""

    def __init__(self, leaves: Iterable[bytes] = ()) -> None:
        # Row n holds the roots of all perfect subtrees of 2**n leaves, one after the other.
        self._rows = [bytearray()]
        for leaf in leaves:
            self.append(leaf)

    def __len__(self) -> int:
        return len(self._rows[0]) // HASH_BYTES

    def append(self, leaf: bytes) -> None:
        """Add the hash of one more leaf."""
        height, number = 0, len(self)
        self._rows[0] += leaf
        while number % 2:
            pair = self._rows[height][-2 * HASH_BYTES :]
            height, number = height + 1, number // 2
            if height == len(self._rows):
                self._rows.append(bytearray())
            self._rows[height] += node_hash(bytes(pair[:HASH_BYTES]), bytes(pair[HASH_BYTES:]))

    def root(self, size: int) -> bytes:
        """Return the root that the tree had when it held so many leaves."""
        return self._over(0, size) if size else EMPTY_ROOT

    def inclusion(self, position: int, size: int) -> list[bytes]:
        """Return what proves that the leaf at this position, from zero, is in the tree of this size."""
        if not 0 <= position < size <= len(self):
            raise ValueError(f"There is no leaf {position} in a tree of {size}.")
        return self._inclusion(position, 0, size)

    def _inclusion(self, position: int, start: int, end: int) -> list[bytes]:
        if end - start == 1:
            return []
        middle = start + _split(end - start)
        if position < middle:
            return [*self._inclusion(position, start, middle), self._over(middle, end)]
        return [*self._inclusion(position, middle, end), self._over(start, middle)]

    def consistency(self, earlier: int, size: int) -> list[bytes]:
        """Return what proves that the tree of this size goes on from the earlier one: nothing, from none."""
        if not 0 <= earlier <= size <= len(self):
            raise ValueError(f"A tree of {size} leaves does not go on from one of {earlier}.")
        return self._consistency(earlier, 0, size, is_known=True) if earlier else []

    def _consistency(self, earlier: int, start: int, end: int, *, is_known: bool) -> list[bytes]:
        if earlier == end:
            return [] if is_known else [self._over(start, end)]
        middle = start + _split(end - start)
        if earlier <= middle:
            path = self._consistency(earlier, start, middle, is_known=is_known)
            return [*path, self._over(middle, end)]
        return [*self._consistency(earlier, middle, end, is_known=False), self._over(start, middle)]

    def _over(self, start: int, end: int) -> bytes:
        """Return the root over a range that starts where a subtree of its size would."""
        count = end - start
        if count & (count - 1) == 0:
            at = start // count * HASH_BYTES
            return bytes(self._rows[count.bit_length() - 1][at : at + HASH_BYTES])
        middle = start + _split(count)
        return node_hash(self._over(start, middle), self._over(middle, end))


def _split(count: int) -> int:
    """Return the largest power of two below the count."""
    return 1 << (count - 1).bit_length() - 1
