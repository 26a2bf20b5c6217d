"""Read the text layer of a PDF, page by page; runs in the child (`sources.aside`)."""

import ctypes
from collections.abc import Iterator
from hashlib import blake2b
from typing import Any, Final

import pypdfium2 as pdfium
from pypdfium2 import raw as native

from amanat.sources.errors import SourceError
from amanat.sources.limits import Limits
from amanat.sources.model import Locator
from amanat.sources.readers.whole import whole_bytes

_END: Final = b"%%EOF"
#: An end mark stands in the last bytes of a whole file.
_TAIL: Final = 2048
#: Letters that were turned into outlines are drawn with more lines than a frame is.
_LINES: Final = 50
_ANNOTATION_TEXT: Final = b"Contents"
#: What PDFium puts where a word is divided at the end of a line.
_HYPHENS: Final = str.maketrans({"\x02": "-", "\ufffe": "-", "\r": None, "\x00": None})


def texts(where: Locator, limits: Limits) -> Iterator[Any]:
    """Yield [[page title, text]] for each page with text, and at the end what to note.

    Text is what the page shows as text, then the words of form fields and comments on it.

    Raises:
        SourceError: `encrypted`, `truncated`, `corrupt`, `over_size`, `no_text_layer`.
    """
    data = whole_bytes(where, limits)
    ended = _END in data[-_TAIL:]
    document = _opened(data, ended=ended)
    pictures = read = 0
    for number in range(len(document)):
        text, has_picture = _page(document, number)
        if text.strip():
            read += 1
            yield [[f"page {number + 1}", text]]
        else:
            pictures += has_picture
    if not read:
        raise _error("no_text_layer")
    yield {
        "hash": blake2b(data, digest_size=16).digest(),
        "partly": _partly(document, pictures=pictures, ended=ended),
    }


def _opened(data: bytes, *, ended: bool) -> pdfium.PdfDocument:
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if error.err_code in (native.FPDF_ERR_PASSWORD, native.FPDF_ERR_SECURITY):
            raise _error("encrypted") from None
        raise _error("corrupt" if ended else "truncated") from None
    if document.get_formtype() != native.FORMTYPE_NONE:
        document.init_forms()
    return document


def _partly(document: pdfium.PdfDocument, *, pictures: int, ended: bool) -> str | None:
    if not ended:
        return "truncated_tail"
    if native.FPDFDoc_GetAttachmentCount(document):
        return "members_skipped"
    return "pages_without_text" if pictures else None


def _page(document: pdfium.PdfDocument, number: int) -> tuple[str, bool]:
    """Return a page's text, and whether it shows a picture."""
    try:
        page = document[number]
    except pdfium.PdfiumError:
        return "", True
    try:
        shown = page.get_textpage()
        parts = [shown.get_text_range(), *_written_on(document, page)]
        shown.close()
        text = "\n".join(part for part in parts if part.strip()).translate(_HYPHENS)
        pictured = not text.strip() and _pictured(page)
    except pdfium.PdfiumError:
        return "", True
    finally:
        page.close()
    return text, pictured


def _pictured(page: pdfium.PdfPage) -> bool:
    """Say whether a page without text may show some: as an image, or as many drawn lines."""
    lines = 0
    for each in page.get_objects():
        lines += each.type == native.FPDF_PAGEOBJ_PATH
        if each.type == native.FPDF_PAGEOBJ_IMAGE or lines > _LINES:
            return True
    return False


def _written_on(document: pdfium.PdfDocument, page: pdfium.PdfPage) -> Iterator[str]:
    """Yield the words of form fields and comments: they are no part of the page's own text."""
    form = document.formenv
    for index in range(native.FPDFPage_GetAnnotCount(page)):
        annotation = native.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        kind = native.FPDFAnnot_GetSubtype(annotation)
        if kind == native.FPDF_ANNOT_WIDGET and form is not None:
            yield _string(native.FPDFAnnot_GetFormFieldValue, form, annotation)
        elif kind != native.FPDF_ANNOT_POPUP:
            yield _string(native.FPDFAnnot_GetStringValue, annotation, _ANNOTATION_TEXT)
        native.FPDFPage_CloseAnnot(annotation)


def _string(ask: Any, *arguments: Any) -> str:
    """Ask PDFium for a string: first for its bytes of UTF-16 with the NUL, then for the string."""
    size = ask(*arguments, None, 0)
    if size <= 2:
        return ""
    room = (ctypes.c_ushort * (size // 2))()
    ask(*arguments, room, size)
    return bytes(room)[: size - 2].decode("utf-16-le", "replace")


def _error(reason: str) -> SourceError:
    return SourceError(reason, "a PDF that cannot be read", "one with text", "save it again")
