"""The query language: text in, an un-analysed tree out; and the edits facets make to it."""

from search.language.describe import describe as describe
from search.language.errors import QueryError as QueryError
from search.language.narrow import is_narrowed as is_narrowed
from search.language.narrow import narrow as narrow
from search.language.narrow import narrow_dates as narrow_dates
from search.language.narrow import tick as tick
from search.language.narrow import widen as widen
from search.language.narrow import widen_dates as widen_dates
from search.language.parser import parse as parse
from search.language.query import Query as Query
