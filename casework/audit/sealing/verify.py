#!/usr/bin/env python3
"""Checks a proof of what a ledger holds. It needs Python 3.8 or later, and nothing else.

In the unpacked folder, exit 0 if all holds and 1 if anything does not:

    python3 verify.py
    python3 verify.py --against NOTE    with a checkpoint kept from earlier: nothing was cut off or rewritten
    python3 verify.py --key KEY         with a public key known from elsewhere: it is the ledger of its owner

The tree is that of RFC 6962, the signatures are Ed25519 (RFC 8032), the checkpoints notes as C2SP
(tlog-checkpoint) writes them.
"""

import argparse
import base64
import collections
import hashlib
import json
import os
import re
import sys

MANIFEST = "SHA256SUMS"

#: Every file of a proof but the manifest, in the manifest's order.
FILES = (
    "README.txt",
    "change_sets.jsonl",
    "checkpoint.txt",
    "checkpoints.txt",
    "consistency.jsonl",
    "entries.jsonl",
    "keys.txt",
    "leaves.bin",
    "verify.py",
)

#: What entries.jsonl tells of each entry.
ENTRY = {"entry", "position", "proof", "salt", "values"}

NOT_PROVEN = """\
Not proven:
- That nothing was left out: who made this proof chose the cases. Of all else it holds only hashes.
- That others are shown the same ledger. Compare checkpoint.txt with theirs.
- Anything about the time before an entry was sealed: until then it could be changed or removed. The times are
  those of the ledger's own clock; a checkpoint that you kept yourself proves the day on which you got it.
- That what was recorded is true."""


class Failure(Exception):
    """Something does not hold; the words say what."""


def demand(condition, words):
    """Raise ``Failure`` with these words unless the condition holds."""
    if not condition:
        raise Failure(words)


# Ed25519, RFC 8032, section 5.1. A point is (X, Y, Z, T) with x = X/Z, y = Y/Z and x*y = T/Z.

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)
NEUTRAL = (0, 1, 1, 0)


def add(one, other):
    """Return the sum of two points."""
    a = (one[1] - one[0]) * (other[1] - other[0]) % P
    b = (one[1] + one[0]) * (other[1] + other[0]) % P
    c = 2 * one[3] * other[3] * D % P
    d = 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def decode_point(encoded):
    """Return the point that 32 bytes stand for, or None."""
    number = int.from_bytes(encoded, "little")
    y, sign = number & ((1 << 255) - 1), number >> 255
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    if x % 2 != sign:
        x = P - x
    return (x, y, 1, x * y % P)


def encode_point(point):
    """Return the 32 bytes that stand for a point."""
    inverse = pow(point[2], P - 2, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return (y | (x % 2) << 255).to_bytes(32, "little")


BASE = decode_point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def is_signed(public, message, signature):
    """Say whether the signature over the message was made by the owner of this public key."""
    key = decode_point(public)
    scalar = int.from_bytes(signature[32:], "little")
    if key is None or len(signature) != 64 or scalar >= ORDER:
        return False
    digest = hashlib.sha512(signature[:32] + public + message).digest()
    challenge = int.from_bytes(digest, "little") % ORDER
    # scalar * BASE - challenge * key, bit by bit at once.
    minus_key = (P - key[0], key[1], key[2], P - key[3])
    table = (NEUTRAL, BASE, minus_key, add(BASE, minus_key))
    point = NEUTRAL
    for bit in range(252, -1, -1):
        point = add(point, point)
        chosen = (scalar >> bit & 1) | (challenge >> bit & 1) << 1
        if chosen:
            point = add(point, table[chosen])
    return encode_point(point) == signature[:32]


# The tree, RFC 6962, section 2.1; the proofs are followed as RFC 9162 says.


def leaf_hash(content):
    """Return the hash of a leaf."""
    return hashlib.sha256(b"\x00" + content).digest()


def node_hash(left, right):
    """Return the hash of a node over two others."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def roots_at(leaves, sizes):
    """Yield the root of the first so many leaves, for sizes that never go down."""
    stack, size = [], 0
    for wanted in sizes:
        while size < wanted:
            node, rest = leaves[32 * size : 32 * size + 32], size
            while rest % 2:
                node, rest = node_hash(stack.pop(), node), rest // 2
            stack.append(node)
            size += 1
        root = stack[-1] if stack else hashlib.sha256().digest()
        for left in reversed(stack[:-1]):
            root = node_hash(left, root)
        yield root


def includes(root, size, position, leaf, path):
    """Say whether the path leads from the leaf at this position to the root (RFC 9162, section 2.1.3.2)."""
    if not 0 <= position < size:
        return False
    at, last, node = position, size - 1, leaf
    for step in path:
        if last == 0:
            return False
        if at % 2 or at == last:
            node = node_hash(step, node)
            while at % 2 == 0 and at:
                at, last = at // 2, last // 2
        else:
            node = node_hash(node, step)
        at, last = at // 2, last // 2
    return last == 0 and node == root


def goes_on(first_root, first, second_root, second, path):
    """Say whether the second tree goes on from the first (RFC 9162, section 2.1.4.2)."""
    if first == second or first == 0:
        return not path and (first == 0 or first_root == second_root)
    if not 0 < first < second:
        return False
    path = list(path)
    if first & (first - 1) == 0:
        path.insert(0, first_root)
    if not path:
        return False
    at, last = first - 1, second - 1
    while at % 2:
        at, last = at // 2, last // 2
    one = two = path[0]
    for step in path[1:]:
        if last == 0:
            return False
        if at % 2 or at == last:
            one, two = node_hash(step, one), node_hash(step, two)
            while at % 2 == 0 and at:
                at, last = at // 2, last // 2
        else:
            two = node_hash(two, step)
        at, last = at // 2, last // 2
    return last == 0 and one == first_root and two == second_root


# Keys and checkpoints, C2SP signed-note and tlog-checkpoint.

Key = collections.namedtuple("Key", "written name hash raw")
Checkpoint = collections.namedtuple("Checkpoint", "note origin size root number time previous next_key")

STATEMENT = re.compile(
    r"(?P<origin>[^\n]+)\n(?P<size>0|[1-9][0-9]*)\n(?P<root>[^\n]+)\n"
    r"number (?P<number>[1-9][0-9]*)\ntime (?P<time>[0-9-]{10}T[0-9:]{8}Z)\n"
    r"(?:previous (?P<previous>[^\n]+)\n)?(?:next-key (?P<next_key>[^\n]+)\n)?"
)


def bytes_of(encoded):
    """Return what a text in base64 stands for; raises ``ValueError`` for all but its one right spelling."""
    value = base64.b64decode(encoded, validate=True)
    if base64.b64encode(value).decode() != encoded:
        raise ValueError("not as base64 is written")
    return value


def parse_key(written):
    """Read a public key."""
    try:
        name, key_hash, encoded = written.split("+", 2)
        key = bytes_of(encoded)
    except ValueError as error:
        raise Failure(f"“{written}” is not a public key.") from error
    expected = hashlib.sha256(name.encode() + b"\n" + key).digest()[:4]
    demand(
        len(key) == 33 and key[:1] == b"\x01" and key_hash == expected.hex(),
        f"“{written}” is not a public key.",
    )
    return Key(written, name, expected, key[1:])


def parse_note(note, key):
    """Return the checkpoint that a note states, if this key signed it."""
    text, blank, signature = note.rpartition("\n\n")
    start = f"— {key.name} "
    try:
        made = bytes_of(signature[len(start) : -1])
    except ValueError:
        made = b""
    demand(
        blank
        and signature.startswith(start)
        and signature.endswith("\n")
        and made[:4] == key.hash
        and is_signed(key.raw, (text + "\n").encode(), made[4:]),
        f"A checkpoint does not bear the signature of the key {key.written}:\n{note}",
    )
    found = STATEMENT.fullmatch(text + "\n")
    demand(found and found["origin"] == key.name, "A checkpoint is not written as it should be:\n" + note)
    previous = bytes_of(found["previous"]) if found["previous"] else None
    return Checkpoint(
        note,
        found["origin"],
        int(found["size"]),
        bytes_of(found["root"]),
        int(found["number"]),
        found["time"],
        previous,
        found["next_key"],
    )


# The proof.


class Proof:
    """One unpacked proof, whose files are opened by a function that is given their names."""

    def __init__(self, open_file):
        """Remember how to open its files."""
        self.open_file = open_file
        self.keys = []
        self.checkpoints = []
        self.leaves = b""
        self.cases = collections.OrderedDict()
        self.entries = self.erased = 0

    def read(self, name):
        """Return a file as bytes."""
        with self.open_file(name) as file:
            return file.read()

    def lines(self, name):
        """Yield the lines of a file, which must be JSON as the ledger writes it, with what they say."""
        with self.open_file(name) as file:
            for number, line in enumerate(file, 1):
                words = f"{name}, line {number} is not written as it should be."
                demand(line.endswith(b"\n"), words)
                try:
                    said = json.loads(line.decode())
                    demand(canonical(said) == line[:-1], words)
                except (ValueError, RecursionError) as error:
                    raise Failure(words) from error
                yield line[:-1], said

    def check(self):
        """Check all that the proof holds against itself."""
        self.check_manifest()
        self.check_checkpoints()
        self.check_tree()
        self.check_entries()

    def check_manifest(self):
        """Check that each file is as it was written."""
        expected = []
        for name in FILES:
            digest = hashlib.sha256()
            with self.open_file(name) as file:
                for part in iter(lambda file=file: file.read(1 << 20), b""):
                    digest.update(part)
            expected.append(f"{digest.hexdigest()}  {name}\n".encode())
        stated = self.read(MANIFEST).splitlines(True)
        for name, line in zip(FILES, expected):
            demand(line in stated, f"{name} is not as it was written.")
        demand(stated == expected, f"{MANIFEST} is not as it was written.")

    def check_checkpoints(self):
        """Check that each checkpoint is signed by its key, names the one before, and never holds less."""
        written = self.read("keys.txt").decode()
        demand(written.endswith("\n"), "keys.txt is not written as it should be.")
        self.keys = [parse_key(line) for line in written[:-1].split("\n")]
        blocks = self.read("checkpoints.txt").decode().split("\n\n")
        demand(len(blocks) % 2 and blocks[-1] == "", "checkpoints.txt is not written as it should be.")
        demand(len(blocks) > 2, "There is no checkpoint: nothing was sealed yet.")
        coming = iter(self.keys)
        key, previous = next(coming), None
        for text, signature in zip(blocks[:-1:2], blocks[1::2]):
            checkpoint = parse_note(f"{text}\n\n{signature}\n", key)
            words = f"Checkpoint {checkpoint.number} does not follow from the one before."
            if previous:
                demand(checkpoint.previous == hashlib.sha256(previous.note.encode()).digest(), words)
                demand(checkpoint.number == previous.number + 1 and checkpoint.size >= previous.size, words)
            else:
                demand(
                    checkpoint.previous is None and checkpoint.number == 1, "The first checkpoint is missing."
                )
            if checkpoint.next_key is not None:
                key = next(coming, None)
                demand(key and key.written == checkpoint.next_key, "keys.txt lacks a key that was announced.")
            self.checkpoints.append(checkpoint)
            previous = checkpoint
        demand(next(coming, None) is None, "keys.txt has a key that was never announced.")
        demand(
            self.read("checkpoint.txt") == previous.note.encode(),
            "checkpoint.txt is not the latest checkpoint.",
        )

    def check_tree(self):
        """Check that the leaves are those of each checkpoint, and that each goes on from the one before."""
        self.leaves = self.read("leaves.bin")
        latest = self.checkpoints[-1]
        demand(
            len(self.leaves) == 32 * latest.size,
            "There are not as many leaves as the latest checkpoint says: leaves were cut off or added.",
        )
        for checkpoint, root in zip(
            self.checkpoints, roots_at(self.leaves, [c.size for c in self.checkpoints])
        ):
            demand(root == checkpoint.root, f"The leaves are not those of checkpoint {checkpoint.number}.")
        pairs = list(zip(self.checkpoints, self.checkpoints[1:]))
        paths = [said for _line, said in self.lines("consistency.jsonl")]
        demand(len(paths) == len(pairs), "There is not one consistency proof for each pair of checkpoints.")
        for (first, second), path in zip(pairs, paths):
            demand(
                goes_on(first.root, first.size, second.root, second.size, hashes(path)),
                f"Checkpoint {second.number} is not shown to go on from the one before.",
            )

    def check_entries(self):
        """Check that each entry is the leaf at its place, and says what its commitment and its act say."""
        acts = {}
        for line, said in self.lines("change_sets.jsonl"):
            demand(said["id"] not in acts, "A change set is told twice.")
            acts[said["id"]] = hashlib.sha256(line).hexdigest()
        used, before = set(), -1
        latest = self.checkpoints[-1]
        sealed_at = iter(self.checkpoints)
        checkpoint = next(sealed_at)
        for _line, said in self.lines("entries.jsonl"):
            entry, position = said["entry"], said["position"]
            words = f"The entry at position {position}"
            demand(set(said) == ENTRY, words + " is told with more than is proven.")
            demand(before < position < latest.size, words + " is out of its place.")
            leaf = leaf_hash(canonical(entry))
            demand(leaf == self.leaves[32 * position : 32 * position + 32], words + " is not the one sealed.")
            demand(
                includes(latest.root, latest.size, position, leaf, hashes(said["proof"])),
                words + " is not shown to be in the tree.",
            )
            act = entry["change_set"]
            demand(acts.get(act) == entry["change_set_commitment"], words + " lacks its change set.")
            if said["values"] is None:
                demand(said["salt"] is None, words + " has a salt for nothing.")
                self.erased += 1
            else:
                sealed = hashlib.sha256(hashes([said["salt"]])[0] + canonical(said["values"])).hexdigest()
                demand(sealed == entry["commitment"], words + " has values other than those committed to.")
            while checkpoint.size <= position:
                checkpoint = next(sealed_at)
            times = self.cases.setdefault(entry["case_id"], [])
            times.append(checkpoint.time)
            used.add(act)
            before = position
            self.entries += 1
        demand(used == set(acts), "There is a change set of which no entry is shown.")

    def check_against(self, note):
        """Check that a checkpoint kept from earlier is one of these."""
        if any(note == checkpoint.note for checkpoint in self.checkpoints):
            return
        latest = self.checkpoints[-1]
        origin, _newline, rest = note.partition("\n")
        size = rest.partition("\n")[0]
        demand(origin == latest.origin, "The checkpoint that you kept is of another ledger.")
        demand(
            not size.isdigit() or int(size) <= latest.size,
            f"Entries were cut off: the checkpoint that you kept holds {size}, this proof {latest.size}.",
        )
        demand(
            any(is_noted(note, key) for key in self.keys),
            "The checkpoint that you kept is damaged, or signed by a key that this ledger no longer owns to.",
        )
        raise Failure("The ledger was rewritten: the checkpoint that you kept is none of its own any more.")

    def check_key(self, written):
        """Check that a public key known from elsewhere is one of the ledger's."""
        demand(
            any(key.written == written for key in self.keys),
            "The key that you know is none of this ledger's. It has:\n"
            + "\n".join(key.written for key in self.keys),
        )

    def report(self):
        """Yield in words what is proven."""
        first, latest = self.checkpoints[0], self.checkpoints[-1]
        yield "Proven:"
        yield (
            f"- The ledger {latest.origin} sealed {latest.size} entries in {len(self.checkpoints)}\n"
            f"  checkpoints, from {first.time} to {latest.time}. From each to the next, none\n"
            "  that was sealed was altered, removed or moved."
        )
        for case, times in self.cases.items():
            name = "No case" if case is None else f"Case {case}"
            yield f"- {name}, {len(times)} entries: as they were sealed from {times[0]} to {times[-1]}."
        if self.erased:
            yield (
                f"- Of these, {self.erased} come without their values, which were erased or withheld: it is\n"
                "  proven that they stood."
            )
        yield f"- The first key, which you should know from elsewhere: {self.keys[0].written}"
        for key in self.keys[1:]:
            yield f"- Announced by the key before it: {key.written}"


def is_noted(note, key):
    """Say whether this key signed the note."""
    try:
        parse_note(note, key)
    except (Failure, ValueError):
        return False
    return True


def canonical(said):
    """Return JSON as the ledger writes it: keys sorted, no spaces, characters as they are."""
    return json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def hashes(written):
    """Return what hexadecimal texts stand for; they must be in small letters."""
    values = [bytes.fromhex(text) for text in written]
    demand([value.hex() for value in values] == written, "A hash is not written as it should be.")
    return values


def examine(open_file, against=None, key=None):
    """Return in words what a proof proves; raises ``Failure`` with what does not hold."""
    proof = Proof(open_file)
    try:
        proof.check()
        if key is not None:
            proof.check_key(key)
        if against is not None:
            proof.check_against(against)
    except OSError as error:
        raise Failure(f"{error.filename} cannot be read: {error.strerror}.") from error
    except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        raise Failure(f"The proof is not written as it should be: {error}.") from error
    return list(proof.report())


def examine_folder(folder, against=None, key=None):
    """Examine the proof in a folder; ``against`` is the path of a checkpoint kept from earlier."""
    note = None
    if against is not None:
        with open(against, encoding="utf-8") as file:
            note = file.read().strip() + "\n"
    return examine(lambda name: open(os.path.join(folder, name), "rb"), note, key)


def main():
    """Read the command line, examine the proof, and say what it proves."""
    parser = argparse.ArgumentParser(description="Check a proof of what a ledger holds.")
    parser.add_argument(
        "folder", nargs="?", default=OWN_FOLDER, help="the unpacked proof; without it, this folder"
    )
    parser.add_argument(
        "--against", metavar="NOTE", help="a checkpoint.txt that you kept from an earlier proof"
    )
    parser.add_argument("--key", help="a public key of the ledger that you know from elsewhere")
    options = parser.parse_args()
    try:
        proven = examine_folder(options.folder, options.against, options.key)
    except (Failure, OSError) as failure:
        print(f"THE PROOF FAILS. {failure}")
        return 1
    print("\n".join(["THE PROOF HOLDS.", "", *proven, "", NOT_PROVEN]))
    return 0


OWN_FOLDER = os.path.dirname(os.path.abspath(__file__))

if __name__ == "__main__":
    # Before anything else: an altered verifier could say anything, even by one changed letter.
    stated_in = os.path.join(OWN_FOLDER, MANIFEST)
    if os.path.exists(stated_in):
        with open(__file__, "rb") as own, open(stated_in, encoding="utf-8") as stated:
            if hashlib.sha256(own.read()).hexdigest() not in stated.read():
                sys.exit("THE PROOF FAILS. verify.py itself is not as it was written.")
    sys.exit(main())
