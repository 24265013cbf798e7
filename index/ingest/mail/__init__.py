"""Mail: newsletters and what else of news was sent round, one message or a mailbox of them."""
