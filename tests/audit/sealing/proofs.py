"""Proofs as an outsider has them: files by name, which can be spoilt."""

import hashlib
import io
import json
import zipfile
from collections.abc import Callable

from casework.audit.sealing import verify

Files = dict[str, bytes]


def unpacked(archive: bytes) -> Files:
    """Return the files of a proof by name."""
    with zipfile.ZipFile(io.BytesIO(archive)) as files:
        return {name: files.read(name) for name in files.namelist()}


def examine(files: Files, **known: str) -> list[str]:
    """Let the verifier look at these files."""
    return verify.examine(lambda name: io.BytesIO(files[name]), **known)


def with_manifest(files: Files) -> Files:
    """Return the files with the manifest that somebody who changed them would write."""
    lines = [f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in verify.FILES]
    return {**files, verify.MANIFEST: "".join(lines).encode()}


def rewritten(files: Files, name: str, rewrite: Callable[[list], object]) -> Files:
    """Return the files with the lines of one of JSON changed in place, and a manifest to match."""
    lines = [json.loads(line) for line in files[name].splitlines()]
    rewrite(lines)
    content = b"".join(verify.canonical(line) + b"\n" for line in lines)
    return with_manifest({**files, name: content})
