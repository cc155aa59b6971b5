"""What a line is: rules over all lines of a source, in the order of `order.RULES`."""
