"""search: what answers this question?"""
