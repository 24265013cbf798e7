"""SGML of news wires: Reuters-21578, and the collections of newspapers and agencies in TREC's markup."""
