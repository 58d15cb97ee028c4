"""What a secretary hands to members: an installer as it was released, a preset beside it, and a page that explains."""
