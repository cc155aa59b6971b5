"""What is an item, what a task: the tree of what the layout left, and the tasks read from it."""
