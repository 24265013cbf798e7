"""Exports of databases of news, Nexis and Factiva: one document that holds many articles."""
