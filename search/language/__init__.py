"""The query language: text in, a tree of un-analysed Whoosh queries out."""

from search.language.query import Query as Query
