"""What an import must say for itself: every character placed, every doubt, the report."""
