"""The only room with a network. What it hands out is bytes and streams; what they mean its callers know.

- `client.HttpClient` fetches: `get` an answer that fits into memory (conditional), `open` a file as a stream that
  resumes by itself. One client serves one source, from as many threads as `limits.connections`.
- `limits.Limits` names every limit; `failures` says what can go wrong, by code; which of the codes are passing, so that
  the next run tries again, stands in `sync.reading.PASSING`.
- `wire`, `pool`, `proxies`, `pace`, `cookies`, `origins`, `replies` are its parts.

Rules kept here and nowhere else: http and https only and never from https to http; credentials, cookies and headers of
a source go to its own origin (scheme, host, port) and to no other; nothing larger than promised or allowed is read;
nothing waits without a time-out, and whoever waits looks every quarter of a second whether the work was cancelled.
"""
