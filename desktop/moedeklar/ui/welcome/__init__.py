"""The first start: one question, and then a readable agenda."""
