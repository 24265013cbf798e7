"""The widgets of the search screen: each shows what it is given and announces what the reader did."""
