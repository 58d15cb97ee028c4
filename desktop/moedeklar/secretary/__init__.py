"""What a secretary does with a request that comes in: is it well formed, and what is missing. Qt-free."""
