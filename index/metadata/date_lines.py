"""Date lines: a line that is only dates, each perhaps behind a label, such as "Published … Updated …".

The label decides the field: "Updated" is never a publication date. A line with one
part that is not understood is no date line at all, so that prose which mentions an
update stays prose. Year-less dates and "2 hours ago" give nothing. "Created" and "Data" are no
labels: ships are created, and figures have a date too. "Date" by itself may be an
event's; it is marked as weak, and the page around it has to decide.
"""

import re
from dataclasses import dataclass
from datetime import date

from index.article import Published
from index.metadata.machine_dates import parse_machine_date
from index.metadata.months import MONTH_NUMBERS, WEEKDAY_NUMBERS, plain_name

_PUBLISHED_LABELS = """
first published, originally published, date published, publication date, published date, published, web posted, posted,
date, dated, issued, issue date, erstellt, veröffentlicht, erschienen, publié, mis en ligne, paru, publicado, publicada,
fecha de publicación, pubblicato, pubblicata, data di pubblicazione, data de publicação, gepubliceerd, geplaatst, datum,
fecha, publicerad, publicerat, offentliggjort, udgivet, publiceret, publisert, julkaistu, opublikowano,
data publikacji, publikováno, vydáno, publikované, megjelent, közzétéve, publicat, yayınlanma, yayınlanma tarihi,
yayın tarihi, giriş, giriş tarihi, oluşturulma tarihi, δημοσίευση, δημοσιεύθηκε, δημοσιεύτηκε, опубликовано,
дата публикации, опубліковано, дата публікації, diterbitkan, terbit, tanggal terbit, diterbitkan pada, đăng lúc,
نشر في, نشر, تاريخ النشر, פורסם, 公開, 公開日, 公開日時, 掲載, 掲載日, 配信, 発行, 发布, 发布时间, 发布日期, 发表时间, 發布時間, 發布, 时间, 日期,
입력, 기사입력, 최초입력, 등록, 등록일, 송고, 송고시간, 게재
"""
_MODIFIED_LABELS = """
last updated, last modified, date modified, updated, update, modified, aktualisiert, zuletzt aktualisiert, aktualisiert am,
stand, mis à jour, mise à jour, modifié, actualizado, actualizada, última actualización, aggiornato, ultimo aggiornamento,
modificato, modifica, atualizado, atualizada, bijgewerkt, laatst bijgewerkt, uppdaterad, uppdaterat, senast uppdaterad, opdateret,
sidst opdateret, oppdatert, sist oppdatert, päivitetty, muokattu, aktualizacja, zaktualizowano, aktualizováno,
aktualizované, frissítve, módosítva, actualizat, güncelleme, güncelleme tarihi, son güncelleme, güncellenme tarihi,
ενημέρωση, τελευταία ενημέρωση, ενημερώθηκε, обновлено, изменено, оновлено, diperbarui, diperbaharui, cập nhật,
آخر تحديث, تحديث, עודכן, 更新, 更新日, 更新日時, 最終更新, 最終更新日, 更新时间, 更新時間, 수정, 최종수정, 업데이트
"""
_WEAK_LABELS = frozenset({"date", "dated", "issued", "datum", "fecha", "时间", "日期"})


def _any_of(labels: str) -> str:
    names = (" ".join(label.split()) for label in labels.split(","))
    return "|".join(sorted(map(re.escape, names), key=len, reverse=True))


_LABEL = re.compile(
    rf"(?<!\w)(?:(?P<modified>{_any_of(_MODIFIED_LABELS)})|(?P<published>{_any_of(_PUBLISHED_LABELS)}))(?![^\W\d])"
    r"\s*[:：]?\s*(?:(?:on|at|am|le|el|em|op|il|den|pada|the)\s*:?\s+)?",
    re.IGNORECASE,
)
_NO_DAY = re.compile(
    r"(?:(?:a las|à|às|um|alle|at) )?[0-9]{1,2}(?:[:.h][0-9]{2})?\s?(?:[ap]\.?m\.?|h|uhr|[a-z]{2,4})?\.?|[0-9]{1,2} \w+ ago",
    re.IGNORECASE,
)
"""All that an update often has: the clock of the same day, "2 hours ago"."""
_SOURCE = re.compile(
    r"(?:^|[\s|])(?:来源|來源|稿源|出处)\s*[:：]\s*[^\s|]+|\s*[\[［【][^\[\]［］【】]{1,15}[\]］】]$"
)
"""Whom a Chinese page has its text from, on the same line; for whom a Japanese one is."""
_OPENING_WORDS = frozenset(["on", "published", "posted", "updated", "first", "last", "date", "dated"])
_YEAR = re.compile(r"[12][0-9]{3}")
_EDGES = " \t\u00a0,;:|｜•·()[]（）［］–—-/"


@dataclass(frozen=True, slots=True)
class DateLine:
    """The dates of one line; at least one is known."""

    published: Published | None
    modified: Published | None
    labelled: bool
    """False for a line that is a bare date."""
    weak: bool = False
    """True where the label is a mere "Date", which events have as well."""


def read_date_line(text: str, *, today: date) -> DateLine | None:
    """Read a line that is only dates and their labels; None for any other."""
    if len(text) > 160 or not _YEAR.search(text):
        return None
    text = _SOURCE.sub(" ", text)
    labels = list(_LABEL.finditer(text))
    starts = [0, *(label.start() for label in labels)]
    ends = [*starts[1:], len(text)]
    found: dict[str, Published] = {}
    for label, start, end in zip([None, *labels], starts, ends, strict=True):
        stated = text[label.end() if label else start : end].strip(_EDGES).rstrip(".")
        if not stated and label is None:
            continue
        parsed = parse_machine_date(stated, today=today) if not stated.isdigit() else None
        if parsed is None and label and label["modified"] and found and _NO_DAY.fullmatch(stated):
            continue
        if parsed is None:
            before = found.get("published")
            if before and parse_machine_date(f"{stated} {before.value[:4]}", today=today):
                continue  # "Published 3 April 2019, updated 4 April"
            return None
        found.setdefault("modified" if label and label["modified"] else "published", parsed)
    if not found:
        return None
    weak = any((label["published"] or "").casefold() in _WEAK_LABELS for label in labels)
    return DateLine(found.get("published"), found.get("modified"), labelled=bool(labels), weak=weak)


def may_open_date(word: str) -> bool:
    """Whether a date line can begin with a word; quick to ask of each word of a line."""
    bare = word.rstrip(".,:").casefold()
    plain = plain_name(bare)
    return bare[:1].isdigit() or plain in MONTH_NUMBERS or plain in WEEKDAY_NUMBERS or bare in _OPENING_WORDS
