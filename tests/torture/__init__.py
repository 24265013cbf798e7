"""What takes longer than a test may: `make torture`, and each part by itself as `python -m torture.PART`."""
