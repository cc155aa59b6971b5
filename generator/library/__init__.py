"""Everything in content/ joined together: names resolved, back-links made, the words of a task."""
