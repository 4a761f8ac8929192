"""Brings any picture to the colours browsers expect: sRGB, eight bits, with or without transparency."""

from __future__ import annotations

import io
import logging

from PIL import Image, ImageCms

logger = logging.getLogger(__name__)

_SMOOTH = frozenset({"RGB", "RGBA"})
_DEEP = frozenset({"I", "I;16", "I;16L", "I;16B", "F"})
_SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))


def flatten_mode(picture: Image.Image) -> Image.Image:
    """`picture` as RGB, or as RGBA where it has transparency; other modes do not scale smoothly."""
    if picture.mode in _DEEP:
        # Sixteen bits of grey: a plain conversion would make everything above 255 white.
        return picture.convert("I").point(lambda value: value * (1 / 257)).convert("L").convert("RGB")
    if picture.has_transparency_data:
        return picture if picture.mode == "RGBA" else picture.convert("RGBA")
    return picture if picture.mode in _SMOOTH else picture.convert("RGB")


def drop_idle_transparency(picture: Image.Image) -> Image.Image:
    """`picture` without an alpha channel that lets nothing shine through."""
    if picture.mode == "RGBA" and picture.getchannel("A").getextrema() == (255, 255):
        return picture.convert("RGB")
    return picture


def convert_to_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """`picture` (RGB, RGBA or CMYK) with the colours of `profile` brought to sRGB, as RGB or RGBA.

    A profile that is broken or of another kind of colour is passed over: slightly wrong colours beat no picture.
    """
    if not profile:
        return flatten_mode(picture)
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if "srgb" in ImageCms.getProfileDescription(source).lower():
            return flatten_mode(picture)
        return _apply_profile(picture, source)
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError) as error:
        logger.info("Passed over a colour profile: %s", error)
        return flatten_mode(picture)


def _apply_profile(picture: Image.Image, source: ImageCms.ImageCmsProfile) -> Image.Image:
    if picture.mode != "RGBA":
        converted = ImageCms.profileToProfile(picture, source, _SRGB, outputMode="RGB")
        return converted if converted is not None else flatten_mode(picture)
    colours = ImageCms.profileToProfile(picture.convert("RGB"), source, _SRGB, outputMode="RGB")
    if colours is None:
        return picture
    colours.putalpha(picture.getchannel("A"))
    return colours
