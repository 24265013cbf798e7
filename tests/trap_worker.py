"""A worker that also reads a format made for tests, whose members do what the worst pages do to a parser.

Each line of a file that begins with "TRAPS" is a member: "good NAME" is an article; all
else is a trap by its name, and one that begins with "cut" is met on the way to the member.
"""

import os
import signal
import sys
import time
from collections.abc import Iterator
from typing import cast

from index.article import Article, Source
from index.identity import article_id
from index.ingest.formats import FORMATS, Format
from index.ingest.members import Member, Origin
from index.ingest.streams import Stream
from index.ingest.worker import MOST_MEMORY, main


def members(stream: Stream, origin: Origin) -> Iterator[Member]:
    stream.readline()
    for number, line in enumerate(stream, 2):
        trap = line.decode().strip()
        if trap.startswith("cut "):
            spring(trap.removeprefix("cut "))
        yield Member(f"line {number}", trap)


def articles(member: Member, origin: Origin) -> tuple[Article, ...]:
    kind, _, name = member.content.partition(" ")
    if kind == "good":
        source = Source(str(origin.path), member.name, "traps")
        return (Article(id=article_id(title=name), title=name, body=f"Of {name}.", source=source),)
    if kind != "cut":
        spring(member.content)
    return ()


def spring(trap: str) -> None:
    match trap:
        case "hang":
            time.sleep(3600)
        case "hang in C":  # and keep the interpreter's lock
            sum(range(10**18))
        case "dawdle":
            time.sleep(0.1)
        case "memory":
            bytearray(MOST_MEMORY)
        case "memory bit by bit":
            held = []
            while True:
                held.append(bytearray(1 << 20))
        case "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        case "crash":
            os.abort()
        case "exit":
            os._exit(0)
        case "refuse":
            raise ValueError("refused")
        case "deep":
            spring(trap)
        case "chatter":
            for descriptor in (1, 2):
                os.write(descriptor, b"chatter\n" * 100_000)
        case "listen":
            sys.stdin.read()


if __name__ == "__main__":
    cast(dict[str, Format], FORMATS)["traps"] = Format(
        "traps", frozenset(), __name__, lambda head: head.startswith(b"TRAPS")
    )
    main()
