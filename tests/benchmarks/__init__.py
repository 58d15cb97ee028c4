"""Measurements, each a ratio against the limit in the same run. `python -m tests.benchmarks` writes RESULTS.md."""
