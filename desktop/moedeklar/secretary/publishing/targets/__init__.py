"""Places that a feed is written to, behind the protocol of `base`: a folder, or object storage."""
