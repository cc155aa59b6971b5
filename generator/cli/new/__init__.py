"""`gongkai new`: what a clerk starts from. Nothing that is there is overwritten; a registry only grows."""
