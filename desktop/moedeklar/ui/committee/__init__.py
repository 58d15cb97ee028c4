"""A committee's page: its meetings, its deadline, and the rule behind it."""
