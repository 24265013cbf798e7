"""Planning: from the words of a question to the fields and terms of an archive."""
