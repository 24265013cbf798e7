"""BLAKE2b, the digest behind every checksum in an archive.

It is taken from where Python keeps it: `hashlib` loads OpenSSL beside it, for digests
that nothing here asks for, and takes longer than opening an archive does. Python's own
`random` goes round it in the same way.
"""

try:
    from _blake2 import blake2b as blake2b
except ImportError:
    from hashlib import blake2b as blake2b
