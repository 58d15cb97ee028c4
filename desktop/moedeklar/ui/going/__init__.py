"""What goes for good: closed material by a rule, told before; and everything of an organisation, after an export."""
