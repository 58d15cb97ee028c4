"""Everything that the person has written and marked, across all meetings: "Mine noter" and "Bogmærker"."""
