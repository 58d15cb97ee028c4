"""Reading, drawing and setting PDF, in a process of its own.

Documents come from strangers, so nothing of them is parsed in the program itself: `client` starts and minds a child
process, `protocol` carries requests and answers, `child` is the only user of pymupdf. pymupdf must not be used from
several threads either (its own documentation), which alone would ask for a process.
"""
