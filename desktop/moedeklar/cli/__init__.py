"""The same jobs from a terminal: for scripts, for secretaries' IT, and for tests. Never imports the window.

One file a group of verbs. Their options' texts stand inside annotations, which are strings until the program is built
for the language spoken (`program.main`); so each help text is one call of `_` beside the option it explains.
"""

from moedeklar.cli.program import main

__all__ = ["main"]
