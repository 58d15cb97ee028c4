"""The first screen: the next meeting, what has changed, what was decided, deadlines and the person's requests."""
