"""Tables: datasets of articles, one to a row of a CSV file, a line of JSON, or an element of a JSON list."""
