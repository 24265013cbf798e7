"""What a text says about itself: raw strings in, fields of an article out.

Each module reads one kind of statement (dates, bylines, datelines, languages) and
knows nothing of files or pages; `index.ingest` decides where on a page to ask.
"""
