"""Reading inputs: files in, articles out, and a reason for every file that gave none."""
