"""Pictures without what the camera wrote into them."""

import re
from io import BytesIO
from typing import BinaryIO

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageCms, ImageOps

from casework.sources.cleaning.errors import DangerousContent, NotCleanable

#: The most pixels that are unpacked, a quarter of a gigabyte of colour: Pillow itself warns beyond these.
PIXELS_AT_MOST = 1024 * 1024 * 1024 // 4 // 3

_FORMATS = ("JPEG", "PNG", "WEBP")
_SRGB = ImageCms.createProfile("sRGB")

_START, _END, _SCAN, _COMMENT = 0xD8, 0xD9, 0xDA, 0xFE
_APPLICATIONS = range(0xE0, 0xF0)
#: What a decoder needs of the segments that applications write: how the colours are meant.
_NEEDED = (b"JFIF\0", b"Adobe")
# Inside a scan, FF 00 stands for a byte and FF D0 to FF D7 for a restart.
_MARKER = re.compile(rb"\xff([^\x00\xd0-\xd7\xff])", re.DOTALL)
#: The most segments that a JPEG can reasonably have.
_SEGMENTS_AT_MOST = 10_000


def clean_image(source: BinaryIO, target: BinaryIO) -> None:
    """Write the picture anew, upright and in the colours of sRGB, with its pixels and nothing else.

    Of a JPEG, what a phone hides behind the picture (depth, brightness, a second view) is left out too.
    """
    too_many = DangerousContent(_("It has more pixels than can be opened safely."))
    try:
        with Image.open(source, formats=_FORMATS) as image:
            if image.width * image.height > PIXELS_AT_MOST:
                raise too_many
            if image.format != "MPO" and getattr(image, "n_frames", 1) > 1:
                raise NotCleanable("It moves.")
            written_as = "JPEG" if image.format == "MPO" else image.format
            upright = ImageOps.exif_transpose(image)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise too_many from error
    picture = _in_srgb(upright)
    # A palette is meaningless without the entry that stands for nothing; the rest would be written again.
    picture.info = {key: value for key, value in picture.info.items() if key == "transparency"}
    picture.save(target, written_as, quality=95)


def _in_srgb(image: Image.Image) -> Image.Image:
    # A profile names the device; without it colours would shift, and those of a bruise are evidence.
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in {"RGB", "RGBA", "CMYK"}:
        return image
    try:
        meant = ImageCms.ImageCmsProfile(BytesIO(profile))
        mode = "RGB" if image.mode == "CMYK" else image.mode
        return ImageCms.profileToProfile(image, meant, _SRGB, outputMode=mode) or image
    except (ImageCms.PyCMSError, OSError):
        return image


def without_segments(jpeg: bytes) -> bytes:
    """Return a JPEG that stands inside a document, pixel for pixel, without what applications added to it.

    It is not turned upright: documents turn the pictures that they hold themselves.
    """
    start = bytes((0xFF, _START))
    if not jpeg.startswith(start):
        raise NotCleanable("It is no JPEG.")
    kept, at, in_scan = [start], 2, False
    while marker := _MARKER.search(jpeg, at):
        code, begins = marker[1][0], marker.end()
        if len(kept) > 2 * _SEGMENTS_AT_MOST:
            raise NotCleanable("It has more segments than any picture.")
        if in_scan:
            kept.append(jpeg[at : marker.start()])
        if code == _END:
            break
        at = begins + int.from_bytes(jpeg[begins : begins + 2])
        segment = jpeg[begins:at]
        if (code not in _APPLICATIONS and code != _COMMENT) or segment[2:].startswith(_NEEDED):
            kept.append(bytes((0xFF, code)) + segment)
        in_scan = code == _SCAN
    else:
        # Cut short: a decoder shows what there is.
        kept.append(jpeg[at:] if in_scan else b"")
    return b"".join([*kept, bytes((0xFF, _END))])
