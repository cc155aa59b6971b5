"""A finished site on its way out: looked over, carried to its place, set beside another."""
