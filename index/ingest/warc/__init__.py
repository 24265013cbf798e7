"""Web archives: WARC files, as crawlers of news (CC-NEWS) and archivists write them."""
