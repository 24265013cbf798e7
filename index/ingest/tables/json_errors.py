"""What is wrong with a text that is no JSON, in a person's words."""

import json


def not_json(error: json.JSONDecodeError) -> ValueError:
    """The error to raise for one of the decoder's, whose messages may end with a colon, or with "at" before the place."""
    return ValueError(
        f"no valid JSON: {error.msg.rstrip(': ').removesuffix(' at')} at character {error.pos + 1:,}"
    )
