"""Seals over the ledger, and what proves to an outsider that nothing under them was altered or removed.

The entries are the leaves of a Merkle tree (RFC 6962), whose size and root a checkpoint states (C2SP
tlog-checkpoint), signed (Ed25519, C2SP signed-note) and chained to the one before.
"""
