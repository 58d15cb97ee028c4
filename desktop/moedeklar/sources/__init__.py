"""Where meetings come from: one file a system, behind the protocol of `base`.

To add a source: write one file with a class that fulfils `base.Source` (list what there is, open one thing of it), and
name its kind in `member.sources`. The engine does the rest: what is new, which meeting a document belongs to, what is
withdrawn, the notes. A source that is a network's keeps its transport in `http` and gives `group` and `released` with
its documents, where the system states which papers are of one meeting and when they were published.
"""
