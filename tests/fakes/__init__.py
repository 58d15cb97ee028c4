"""In-memory stand-ins with the member API, for tests of the window that need no store."""
