"""Which fonts a PDF is set in, and what of them goes into the file.

Latin letters and pinyin are set in Noto Serif, of which a part is here. Chinese is set in what is installed: a serif
face (宋体) before any other, each script in its own face where there is one. The characters that are used go into the
file, so that it looks the same everywhere. Where no Chinese font is installed, the file names Adobe's standard fonts,
which most readers bring along or replace.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Any

from shuyu.errors import InputError, Problem
from shuyu.extras import need
from shuyu.languages import HONG_KONG, is_traditional

# File names in lower case, best first; the words tell the face of a collection for each language.
_FILES: tuple[tuple[str, ...], ...] = (
    ("notoserifcjk-regular.ttc", "notoserifcjksc-regular.otf", "notoserifsc-regular.otf", "notoserifsc-regular.ttf"),
    ("notoserifcjktc-regular.otf", "notoseriftc-regular.otf", "notoseriftc-regular.ttf"),
    ("sourcehanserif-regular.ttc", "sourcehanserifsc-regular.otf", "sourcehanseriftc-regular.otf"),
    ("notoserifsc[wght].ttf", "notoseriftc[wght].ttf", "notoserifsc-vf.ttf", "notoseriftc-vf.ttf"),
    ("songti.ttc", "simsun.ttc", "mingliu.ttc", "simsunb.ttf", "mingliub.ttc", "uming.ttc"),
    ("notosanscjk-regular.ttc", "sourcehansans-regular.ttc", "notosanscjksc-regular.otf", "notosanssc-regular.otf"),
    (
        "notosanssc-regular.ttf",
        "notosanssc[wght].ttf",
        "notosanstc[wght].ttf",
        "notosanssc-vf.ttf",
        "notosanstc-vf.ttf",
    ),
    ("msyh.ttc", "msjh.ttc", "stheiti light.ttc", "hiragino sans gb.ttc", "wqy-microhei.ttc", "wqy-zenhei.ttc"),
    ("arial unicode.ttf", "arialuni.ttf", "droidsansfallbackfull.ttf", "droidsansfallback.ttf", "simhei.ttf"),
)
_ORDER = {name: place for place, name in enumerate(name for row in _FILES for name in row)}
_SIMPLIFIED = (" SC", " CN", " GB", "宋体", "SimSun", "YaHei")
_TRADITIONAL = (" TC", " TW", " HK", "MingLiU", "JhengHei")
_STANDARD = "STSong-Light"
_MISSING = "〓"
_LONG_AGO = 3_500_000_000
"""The date in the fonts, so that the same list gives the same bytes: seconds since 1904."""
_HERE = Path(__file__).with_name("fonts")


def font_folders() -> list[Path]:
    """Where fonts are installed on this system."""
    home = Path.home()
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA", str(home))
        return [Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts", Path(local) / "Microsoft/Windows/Fonts"]
    if sys.platform == "darwin":
        return [home / "Library/Fonts", Path("/Library/Fonts"), Path("/System/Library/Fonts")]
    shared = os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
    own = Path(os.environ.get("XDG_DATA_HOME") or home / ".local/share")
    return [own / "fonts", home / ".fonts", *(Path(folder) / "fonts" for folder in shared.split(":") if folder)]


def installed(folders: list[Path]) -> list[Path]:
    """The Chinese fonts in `folders`, best first."""
    found = [
        Path(root) / name
        for folder in folders
        for root, _, names in os.walk(folder)
        for name in names
        if name.lower() in _ORDER
    ]
    return sorted(found, key=lambda path: (_ORDER[path.name.lower()], str(path)))


@dataclass(eq=False)
class Face:
    """One face of a font file.

    Attributes:
        font: as fontTools has it.
        name: its full name.
    """

    font: Any
    name: str

    @cached_property
    def characters(self) -> dict[int, str]:
        """Code points that it has, to the names of their glyphs."""
        return self.font.getBestCmap() or {}

    def embedded(self, used: set[str]) -> bytes:
        """A TrueType font with the characters of `used` only; the outlines of other kinds of fonts are redrawn."""
        from fontTools.fontBuilder import FontBuilder
        from fontTools.pens.cu2quPen import Cu2QuPen
        from fontTools.pens.recordingPen import DecomposingRecordingPen
        from fontTools.pens.ttGlyphPen import TTGlyphPen

        em = self.font["head"].unitsPerEm
        weight = {"wght": 400} if "fvar" in self.font else None
        glyphs = self.font.getGlyphSet(location=weight)
        codes = {code: f"u{code:X}" for code in sorted(map(ord, used))}
        pen = TTGlyphPen(None)
        drawn = {".notdef": pen.glyph()}
        widths = {".notdef": em // 2}
        for code, name in codes.items():
            glyph = glyphs[self.characters[code]]
            flat = DecomposingRecordingPen(glyphs)
            glyph.draw(flat)
            pen = TTGlyphPen(None)
            flat.replay(Cu2QuPen(pen, em / 1000, reverse_direction="glyf" not in self.font))
            drawn[name] = pen.glyph()
            widths[name] = round(glyph.width)
        builder = FontBuilder(em, isTTF=True)
        builder.setupGlyphOrder([".notdef", *codes.values()])
        builder.setupCharacterMap(codes)
        builder.setupGlyf(drawn)
        table = builder.font["glyf"]
        bearings = {name: table[name].xMin if table[name].numberOfContours else 0 for name in widths}
        builder.setupHorizontalMetrics({name: (width, bearings[name]) for name, width in widths.items()})
        hhea = self.font["hhea"]
        builder.setupHorizontalHeader(ascent=hhea.ascent, descent=hhea.descent)
        builder.setupNameTable({"familyName": self.name, "styleName": "Regular", "psName": self.postscript_name(used)})
        builder.setupOS2(sTypoAscender=hhea.ascent, sTypoDescender=hhea.descent, usWeightClass=400)
        builder.setupPost()
        builder.updateHead(created=_LONG_AGO, modified=_LONG_AGO)
        builder.font.recalcTimestamp = False
        out = BytesIO()
        builder.save(out)
        return out.getvalue()

    def postscript_name(self, used: set[str]) -> str:
        """The name that a PDF gives it: no two parts of a font may share one."""
        part = hashlib.sha256("".join(sorted(used)).encode()).hexdigest()[:8]
        return f"{''.join(c for c in self.name if c.isascii() and c.isalnum()) or 'Chinese'}-{part}"


def _faces(path: Path) -> tuple[Face, ...]:
    from fontTools.ttLib import TTCollection, TTFont

    data = path.read_bytes()
    if data.startswith(b"ttcf"):
        fonts = TTCollection(BytesIO(data), lazy=True).fonts
    else:
        fonts = [TTFont(BytesIO(data), lazy=True)]
    return tuple(Face(font, _name(font)) for font in fonts if _may_embed(font))


def _may_embed(font: Any) -> bool:
    # OS/2 fsType: bit 1, the owner of the font does not allow it; bit 9, only as an image.
    return not font["OS/2"].fsType & 0x0202 if "OS/2" in font else True


def _fit(name: str, wanted: tuple[str, ...]) -> int:
    # Faces with equal widths for letters (Mono) come last.
    place = next((at for at, word in enumerate(wanted) if word in f"{name} "), len(wanted))
    return place + 100 * ("Mono" in name)


def _name(font: Any) -> str:
    return str(font["name"].getDebugName(4) or font["name"].getDebugName(1) or "Chinese")


@dataclass
class Fonts:
    """The fonts of one document.

    Attributes:
        paths: of Chinese fonts, best first; empty for Adobe's standard ones.
    """

    paths: list[Path]
    _latin: dict[bool, set[int]] = field(default_factory=dict)
    _registered: dict[int, str] = field(default_factory=dict)
    _opened: dict[Path, tuple[Face, ...]] = field(default_factory=dict)
    _places: dict[tuple[str, str], str] = field(default_factory=dict)

    def register(self, texts: dict[str, set[str]]) -> None:
        """Make ready what is needed.

        Args:
            texts: language tags to the characters that stand in them.
        """
        metrics = need("reportlab.pdfbase.pdfmetrics", "pdf", "PDF")
        ttfonts = need("reportlab.pdfbase.ttfonts", "pdf", "PDF")
        for bold in (False, True):
            name = f"NotoSerif-{'Bold' if bold else 'Regular'}"
            font = ttfonts.TTFont(f"shuyu-{name}", str(_HERE / f"{name}.ttf"))
            metrics.registerFont(font)
            self._latin[bold] = set(font.face.charToGlyph)
        used: dict[int, tuple[Face, set[str]]] = {}
        chosen: dict[tuple[str, str], int] = {}
        for language, characters in texts.items():
            wanted = {c for c in characters if ord(c) not in self._latin[False]} | {_MISSING}
            for face in self._chain(language):
                has = {c for c in wanted if ord(c) in face.characters}
                used.setdefault(id(face), (face, set()))[1].update(has)
                chosen.update({(language, c): id(face) for c in has})
                wanted -= has
                if not wanted:
                    break
        for key, (face, characters) in used.items():
            if not characters:
                continue
            name = face.postscript_name(characters)
            metrics.registerFont(ttfonts.TTFont(name, BytesIO(face.embedded(characters))))
            self._registered[key] = name
        self._places = {place: self._registered[key] for place, key in chosen.items()}
        if not self.paths:
            cid = need("reportlab.pdfbase.cidfonts", "pdf", "PDF")
            metrics.registerFont(cid.UnicodeCIDFont(_STANDARD))

    def _chain(self, language: str) -> Iterator[Face]:
        script = _TRADITIONAL if is_traditional(language) else _SIMPLIFIED
        words = (" HK", *script) if language == HONG_KONG else script
        for path in self.paths:
            if path not in self._opened:
                self._opened[path] = _faces(path)
            face = min(self._opened[path], key=lambda face: _fit(face.name, words), default=None)
            if face is not None:
                yield face

    def of(self, character: str, language: str, *, bold: bool) -> tuple[str, str]:
        """The font that a character is set in, and the character; one that no font has becomes 〓."""
        if ord(character) in self._latin[bold]:
            return f"shuyu-NotoSerif-{'Bold' if bold else 'Regular'}", character
        for shown in (character, _MISSING):
            name = self._places.get((language, shown))
            if name is None and not self.paths and _is_standard(shown):
                name = _STANDARD
            if name is not None:
                return name, shown
        return "shuyu-NotoSerif-Regular", "?"


def _is_standard(character: str) -> bool:
    # Adobe-GB1 has the characters of GBK, Traditional ones among them.
    try:
        return len(character.encode("gbk")) == 2
    except UnicodeEncodeError:
        return False


def fonts_for(option: str | None) -> Fonts:
    """The fonts to use.

    Args:
        option: a font file, `none` for no embedded Chinese font, or None for the best that is installed.

    Raises:
        InputError: E101, when the file cannot be read as a font.
        MissingExtraError: E501, when the extra `pdf` is not installed.
    """
    need("fontTools.ttLib", "pdf", "PDF")
    if option is None:
        return Fonts(installed(font_folders()))
    if option == "none":
        return Fonts([])
    path = Path(option)
    try:
        readable = bool(_faces(path))
    except Exception as error:  # fontTools raises what it likes
        raise InputError(Problem("E101", "this font cannot be read", "Name a TTF, OTF or TTC file.", option)) from error
    if not readable:
        raise InputError(Problem("E101", "this font may not be embedded", "Name another font file.", option))
    return Fonts([path, *installed(font_folders())])
