"""index: what do we hold, and where is it on disk?"""
