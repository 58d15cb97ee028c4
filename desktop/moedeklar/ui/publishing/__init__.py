"""The secretary's feed: what goes out, what stays and why, publishing it, and taking it back."""
