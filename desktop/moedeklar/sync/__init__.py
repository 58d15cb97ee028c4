"""Keeping the store equal to what sources publish: discover → reconcile → propagate → journal.

`discovery`, `identity`, `reconcile`, `attaching` and `anchoring` are pure; `engine` runs them against a source, the PDF
process and the store. Nothing here knows where documents come from beyond the protocol of `sources.base`.
"""
