"""What is stored of an article is JSON as Python writes it, whatever its text."""

import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from newsroom import HARBOUR

from index.arrival import to_json
from index.article import article_to_json

TEXTS = st.text() | st.lists(st.sampled_from(['"', "\\", "\n", "\t", "\x1b", '"body":""', "“", "a"])).map(
    "".join
)


@given(TEXTS, TEXTS)
def test_a_stored_article_is_json_to_the_byte(title: str, body: str) -> None:
    article = replace(HARBOUR, title=title, body=body)
    written = json.dumps(article_to_json(article), ensure_ascii=False, separators=(",", ":"))
    assert to_json(article) == written.encode()
