"""Documents made for a test: Word's zip, rich text, tars, and pages of PDF, with no program that writes them."""

import io
import tarfile
import zipfile
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STYLES = (
    f'<w:styles xmlns:w="{W}"><w:style w:styleId="Titel"><w:name w:val="Title"/></w:style>'
    '<w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:styleId="Standard"><w:name w:val="Normal"/></w:style></w:styles>'
)


def paragraph(text: str, style: str = "") -> str:
    """A paragraph of a Word document; a tab in the text is one in it."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    runs = "<w:r><w:tab/></w:r>".join(
        f'<w:r><w:t xml:space="preserve">{escape(piece)}</w:t></w:r>' for piece in text.split("\t")
    )
    return f"<w:p>{properties}{runs}</w:p>"


def docx(paragraphs: Iterable[str], *, styles: str = STYLES, before: str = "") -> bytes:
    """A Word document of some paragraphs, each as `paragraph` writes it."""
    text = f'{before}<w:document xmlns:w="{W}"><w:body>{"".join(paragraphs)}</w:body></w:document>'
    return zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": text, "word/styles.xml": styles})


def zipped(files: dict[str, str]) -> bytes:
    """A zip of files, compressed."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in files.items():
            file.writestr(name, content)
    return held.getvalue()


def rtf(paragraphs: Iterable[str], *, before: str = "") -> bytes:
    """Rich text of some paragraphs."""
    text = "\\par\n".join(
        "".join(
            f"\\{character}"
            if character in "{}\\"
            else character
            if character.isascii()
            else _unicode(character)
            for character in each
        )
        for each in paragraphs
    )
    head = "{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fcharset0 Arial;}}"
    return (head + before + "\\pard " + text + "\\par}").encode("ascii")


def _unicode(character: str) -> str:
    units = character.encode("utf-16-le")
    return "".join(
        f"\\u{int.from_bytes(units[at : at + 2], 'little', signed=True)}?" for at in range(0, len(units), 2)
    )


Set = tuple[str, float, float, float]
"""A line of a page: its text, its place from the left and from the bottom, and the size of its type."""


def pdf(pages: Sequence[Sequence[Set]], *, title: str = "", created: str = "D:20200101120000Z") -> bytes:
    """A PDF of pages of 600 by 800 points, set in Helvetica."""
    objects = ["<</Type/Catalog/Pages 2 0 R>>", ""]
    numbers = []
    for page in pages:
        drawn = "\n".join(
            f"BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm ({_escaped(text)}) Tj ET" for text, x, y, size in page
        )
        objects.append(f"<</Length {len(drawn)}>>stream\n{drawn}\nendstream")
        numbers.append(len(objects) + 1)
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents {len(objects)} 0 R/Resources<</Font<</F1"
            "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>>>>>>>"
        )
    objects[1] = f"<</Type/Pages/Count {len(pages)}/Kids[{' '.join(f'{n} 0 R' for n in numbers)}]>>"
    objects.append(f"<</Title({_escaped(title)})/CreationDate({created})>>")
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj{content}endobj\n".encode("cp1252")
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += "".join(f"{place:010} 00000 n \n" for place in places).encode()
    out += f"trailer<</Size {len(objects) + 1}/Root 1 0 R/Info {len(objects)} 0 R>>\nstartxref\n{start}\n%%EOF".encode()
    return bytes(out)


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def column(
    lines: Iterable[str], *, top: float = 700, left: float = 60, size: float = 10, leading: float = 12
) -> list[Set]:
    """Lines one under the other; one that begins with a tab is set in, an empty one leaves a gap."""
    return [
        (line.lstrip("\t"), left + (12 if line.startswith("\t") else 0), top - leading * number, size)
        for number, line in enumerate(lines)
        if line
    ]


def tar_of(
    files: Sequence[tuple[str, str | bytes | tarfile.TarInfo]], kind: int = tarfile.PAX_FORMAT
) -> bytes:
    """A tar of these, a special member as it is."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w", format=kind) as tar:
        for name, content in files:
            if isinstance(content, tarfile.TarInfo):
                tar.addfile(content)
                continue
            raw = content.encode() if isinstance(content, str) else content
            info = tarfile.TarInfo(name)
            info.size = len(raw)
            tar.addfile(info, io.BytesIO(raw))
    return made.getvalue()
