"""What only a news archive is asked: how coverage ran over time."""
