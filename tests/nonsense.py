"""What the arrays of a segment can say, under the right checksums, that makes no sense; and what `verify` says of it."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

Arrays = dict[str, NDArray[Any]]
Meta = dict[str, Any]


def changed(name: str, change: Callable[[NDArray[Any]], NDArray[Any]]) -> Callable[[Arrays, Meta], None]:
    def apply(arrays: Arrays, meta: Meta) -> None:
        arrays[name] = change(arrays[name])

    return apply


def swapped(i: int, j: int) -> Callable[[NDArray[Any]], NDArray[Any]]:
    def swap(array: NDArray[Any]) -> NDArray[Any]:
        array[[i, j]] = array[[j, i]]
        return array

    return swap


def with_item(at: int, value: int) -> Callable[[NDArray[Any]], NDArray[Any]]:
    def put(array: NDArray[Any]) -> NDArray[Any]:
        array[at] = value
        return array

    return put


def shorter(array: NDArray[Any]) -> NDArray[Any]:
    return array[:-1]


def longer(array: NDArray[Any]) -> NDArray[Any]:
    return np.append(array, array[-1:])


def stated(**values: object) -> Callable[[Arrays, Meta], None]:
    return lambda arrays, meta: meta.update(values)


def no_times(arrays: Arrays, meta: Meta) -> None:
    """The first term that is somewhere more than once is somewhere no times."""
    term = np.flatnonzero(arrays["body/widths"] >> 2 & 3)[0]
    arrays["body/records"][int(arrays["body/record_starts"][term + 1]) - 1] = 0


def far_position(arrays: Arrays, meta: Meta) -> None:
    """The first term is at a position that no number of 32 bits can hold."""
    places, starts = arrays["body/places"], arrays["body/place_starts"].astype(np.uint16)
    far = np.array([2**32 - 1, 5], "<u4").view(np.uint8)
    arrays["body/places"] = np.concatenate([far, places[starts[1] :]])
    starts[1:] += np.uint16(len(far) - int(starts[1]))
    arrays["body/place_starts"] = starts
    arrays["body/widths"][0] = arrays["body/widths"][0] & 15 | 3 << 4


def starts_of(arrays: Arrays, name: str) -> NDArray[np.int64]:
    carries = arrays[f"{name}_carries"].searchsorted(np.arange(len(arrays[name])), "right")
    starts: NDArray[np.int64] = arrays[name] + (carries << 8 * arrays[name].itemsize)
    return starts


def lost_reference(arrays: Arrays, meta: Meta) -> None:
    """The first form with the postings of its stem has those of a stem that is not there."""
    form = np.flatnonzero(arrays["body_exact/frequencies"] == 0)[0]
    arrays["body_exact/records"][starts_of(arrays, "body_exact/record_starts")[form] + 3] = 1


def empty_handed(arrays: Arrays, meta: Meta) -> None:
    """All forms of names have the postings of their stems, and one of these has none."""
    arrays["body/frequencies"] = arrays["body/frequencies"] * 0


NONSENSE: dict[str, tuple[Callable[[Arrays, Meta], object], str]] = {
    "a twin that is not there": (
        lambda arrays, meta: meta["twins"].update(body_exact="head"),
        "what it holds",
    ),
    "a field that is its own twin": (lambda arrays, meta: meta["twins"].update(body="body"), "what it holds"),
    "twins in a list": (stated(twins=["body"]), "what it holds"),
    "a field that has lost its twin": (lambda arrays, meta: meta["twins"].clear(), "in no article"),
    "the postings of a term that is not there": (lost_reference, "of one that is not there"),
    "the postings of a term that has none": (empty_handed, "of one that has none"),
    "a term that names no other": (
        changed("body_exact/record_starts", with_item(1, 3)),
        "a term's record has not the size",
    ),
    "a name for a term that has its own": (
        changed("body_exact/widths", lambda widths: np.maximum(widths, 1)),
        "a term's numbers have a width",
    ),
    "a twin without positions": (
        lambda arrays, meta: [arrays.pop(name) for name in list(arrays) if name.startswith("body/place")],
        "its twin has no positions",
    ),
    "carries that go back": (
        changed("body/text_starts_carries", lambda carries: np.array([3, 2], np.uint32)),
        "out of order",
    ),
    "carries beyond the last": (
        changed("body/text_starts_carries", lambda carries: np.array([2**32 - 1], np.uint32)),
        "lead outside",
    ),
    "carries of another type": (
        changed("body/text_starts_carries", lambda carries: carries.astype(np.uint64)),
        "of the type",
    ),
    "terms out of order": (changed("body/text", lambda text: text[::-1]), "do not ascend"),
    "a term twice": (
        lambda arrays, meta: arrays.update({"language/text_starts": arrays["language/text_starts"] * 0}),
        "lead outside",
    ),
    "terms that are not UTF-8": (changed("body/text", with_item(-1, 0xFF)), "UTF-8"),
    "offsets of terms that go back": (changed("body/text_starts", swapped(3, 4)), "out of order"),
    "offsets that begin late": (changed("body/record_starts", with_item(0, 1)), "out of order"),
    "offsets that lead outside": (changed("body/place_starts", with_item(-1, 255)), "lead outside"),
    "too few records": (changed("body/record_starts", shorter), "there are"),
    "too many widths": (changed("body/widths", longer), "there are"),
    "no records": (lambda arrays, meta: arrays.pop("body/records"), "no array"),
    "records of another type": (changed("body/records", lambda a: a.astype(np.uint16)), "of the type"),
    "offsets with a sign": (changed("body/text_starts", lambda a: a.astype(np.int64)), "of the type"),
    "a term in no article": (changed("body/frequencies", with_item(0, 0)), "in no article"),
    "a term in more articles than there are": (
        changed("body/frequencies", with_item(0, 9)),
        "than there are",
    ),
    "a term of many that is not listed": (changed("body/frequencies", with_item(0, 255)), "not those listed"),
    "a term of few that is listed": (
        lambda arrays, meta: arrays.update(
            {"body/many": np.array([1], np.uint32), "body/many_frequencies": np.array([300], np.uint32)}
        ),
        "not those listed",
    ),
    "an article that is not there": (changed("id/records", with_item(0, 200)), "not there"),
    "an article that is an escape": (changed("id/records", with_item(0, 255)), "as many articles"),
    "articles that do not ascend": (changed("language/records", with_item(2, 0)), "do not ascend"),
    "an article with a term no times": (no_times, "no times"),
    "a term without its positions": (changed("body/place_starts", with_item(1, 0)), "not the size that"),
    "a position beyond every text": (far_position, "beyond every text"),
    "lengths of 64 bits": (changed("body/lengths", lambda a: a.astype(np.uint64)), "too large"),
    "a width of nothing": (changed("body/widths", with_item(0, 0)), "no width"),
    "a width that is none": (changed("body/widths", with_item(0, 64 + 17)), "no width"),
    "numbers of another width": (changed("body/widths", with_item(0, 3 + 16)), "size of what it should hold"),
    "no positions": (changed("body/widths", lambda widths: widths & 15), "no width"),
    "too few positions": (
        changed("body/places", lambda places: np.full_like(places, 255)),
        "as many positions",
    ),
    "lengths of too few articles": (changed("body/lengths", shorter), "there are 3 lengths and should be 4"),
    "lengths that are not those stated": (changed("body/lengths", with_item(0, 0)), "the directory says"),
    "a field that is not there": (
        lambda arrays, meta: meta["fields"].update({"nothing": [0, 0, 0]}),
        "no array",
    ),
    "no id": (lambda arrays, meta: meta["fields"].pop("id"), "field 'id': there is none"),
    "two articles with one id": (changed("id/records", lambda records: records * 0), "has none, or several"),
    "lengths that are no numbers": (
        lambda arrays, meta: meta["fields"].update({"body": "long"}),
        "the directory says",
    ),
    "another number of articles": (stated(documents=5), "it has 5 articles, and the manifest says 4"),
    "no number of articles": (stated(documents="four"), "what it holds"),
    "no fields": (stated(fields=[]), "what it holds"),
    "a column of an unknown kind": (
        lambda arrays, meta: meta["columns"].update({"outlet": {}}),
        "no kind that is known",
    ),
    "a value that is not in the dictionary": (
        changed("outlet|ords", with_item(0, 200)),
        "not in the dictionary",
    ),
    "sketches of too few articles": (changed("sketch|heads", shorter), "there are"),
    "codes of too few articles": (changed("sketch|tails", shorter), "there are"),
    "a sketch in no order": (changed("sketch|heads", swapped(0, 1)), "do not ascend"),
    "signatures of too few articles": (changed("signature|terms", shorter), "there are"),
    "a signature with a gap": (changed("signature|terms", with_item(0, 0)), "a signature has a gap"),
    "codes below those of the heads": (changed("sketch|tails", with_item(0, 0)), "do not ascend"),
    "values of too few articles": (changed("outlet|starts", shorter), "there are"),
    "values in no order": (changed("outlet|text", lambda text: text[::-1]), "do not ascend"),
    "a flag that is neither": (
        changed("published|known", lambda known: np.array([0, 1, 2, 1], np.uint8).view(np.bool_)),
        "neither yes nor no",
    ),
    "an unknown number": (changed("published|known", np.zeros_like), "not zero"),
    "numbers of too few articles": (changed("published|numbers", shorter), "there are"),
    "blocks of no articles": (changed("*firsts", lambda firsts: firsts * 0), "lead outside"),
    "blocks out of order": (changed("*starts", lambda starts: starts[::-1]), "out of order"),
    "blocks that begin elsewhere": (changed("*starts", with_item(0, 9)), "out of order"),
}
