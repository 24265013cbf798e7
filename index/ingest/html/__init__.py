"""Web pages: what a saved page says of its article, in markup for machines and in print."""
