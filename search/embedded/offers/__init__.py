"""Offers: what may be asked next, other spellings, how a beginning goes on, similar articles."""
