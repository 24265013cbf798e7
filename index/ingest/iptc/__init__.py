"""The press's own formats, as its standards body defines them: NewsML-G2, NewsML 1, NITF and ninjs."""
