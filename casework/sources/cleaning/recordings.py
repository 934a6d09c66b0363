"""Sound and film without what the recorder wrote beside them: names, titles, times and places."""

from collections.abc import Iterator
from typing import BinaryIO

from casework.sources.cleaning.errors import NotCleanable

#: The most tags, chunks or boxes that a recording can reasonably have.
PARTS_AT_MOST = 100_000

#: The chunks of a WAV file without which it cannot be played.
_PLAYED = {b"fmt ", b"fact", b"data"}

#: Boxes of ISO/IEC 14496-12 that hold the others, those that tell of the recording, and those that time it.
_HOLDERS = {b"moov", b"trak", b"mdia"}
_TELLING = {b"meta", b"udta", b"uuid", b"free", b"skip"}
_TIMED = {b"mvhd", b"tkhd", b"mdhd"}


def clean_mp3(source: BinaryIO, target: BinaryIO) -> None:
    """Copy the frames without the tags before them (ID3v2) and behind them (ID3v1, APE)."""
    content = _whole(source)
    begins, ends, tags = 0, len(content), 0
    while content[begins : begins + 3] == b"ID3":
        tags = _counted(tags)
        # ID3v2.4, section 3.1: seven bits of each byte count, and a footer repeats the header.
        size = sum(byte << 7 * (3 - place) for place, byte in enumerate(content[begins + 6 : begins + 10]))
        begins += 10 + size + (10 if content[begins + 5] & 0x10 else 0)
    if content[ends - 128 : ends - 125] == b"TAG":
        ends -= 128
    if content[ends - 32 : ends - 24] == b"APETAGEX":
        footer = content[ends - 32 : ends]
        ends -= _little(footer[12:16]) + (32 if footer[23] & 0x80 else 0)
    if content[begins : begins + 1] != b"\xff":
        raise NotCleanable("Its sound does not begin where its tag ends.")
    target.write(content[begins:ends])


def clean_wav(source: BinaryIO, target: BinaryIO) -> None:
    """Copy the chunks with the sound and how it is to be played, and no other."""
    content, at, kept, chunks = _whole(source), 12, {}, 0
    while at + 8 <= len(content):
        chunks = _counted(chunks)
        name, size = content[at : at + 4], _little(content[at + 4 : at + 8])
        after = at + 8 + size + size % 2
        if name in _PLAYED:
            kept[name] = content[at:after]
        at = after
    if not {b"fmt ", b"data"} <= kept.keys():
        raise NotCleanable("It has no sound.")
    played = b"WAVE" + b"".join(kept.values())
    target.write(b"RIFF" + len(played).to_bytes(4, "little") + played)


def clean_iso_media(source: BinaryIO, target: BinaryIO) -> None:
    """Blank the boxes that tell of the recording, and the times of its making, where they stand.

    Nothing moves, as places in the file are counted from its beginning. A track of measurements, such as
    where the camera was each second, lies among the pictures and cannot be blanked: such a film has no copy.
    """
    content = bytearray(_whole(source))
    _blank(content, 0, len(content))
    target.write(content)


def _blank(content: bytearray, begins: int, ends: int) -> None:
    for begin, inner, after in _boxes(content, begins, ends):
        kind = bytes(content[begin + 4 : begin + 8])
        if kind in _HOLDERS:
            _blank(content, inner, after)
        elif kind in _TELLING:
            content[begin + 4 : begin + 8] = b"free"
            content[inner:after] = bytes(after - inner)
        elif kind in _TIMED:
            size = 16 if content[inner] else 8
            content[inner + 4 : inner + 4 + size] = bytes(size)
        elif kind == b"hdlr" and content[inner + 8 : inner + 12] == b"meta":
            raise NotCleanable("It has a track of measurements.")


def _boxes(content: bytearray, begins: int, ends: int) -> Iterator[tuple[int, int, int]]:
    """Yield where each box begins, where what it holds begins, and where it ends."""
    boxes = 0
    while begins < ends:
        boxes = _counted(boxes)
        size, inner = int.from_bytes(content[begins : begins + 4]), begins + 8
        if size == 1:
            size, inner = int.from_bytes(content[begins + 8 : begins + 16]), begins + 16
        after = begins + size if size else ends
        if not inner <= after <= ends:
            raise NotCleanable("Its boxes do not fit into each other.")
        yield begins, inner, after
        begins = after


def _counted(parts: int) -> int:
    """Count one part more, unless there are more than anybody records."""
    if parts >= PARTS_AT_MOST:
        raise NotCleanable("It has more parts than any recording.")
    return parts + 1


def _whole(source: BinaryIO) -> bytes:
    source.seek(0)
    return source.read()


def _little(number: bytes) -> int:
    return int.from_bytes(number, "little")
