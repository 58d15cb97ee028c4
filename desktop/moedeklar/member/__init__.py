"""What a member does: reading, annotating, finding, requesting, accounts. Use cases without Qt.

Every call blocks, may come from any thread, and raises `MoedeklarError` for what stands in the way outside the program.
"""
