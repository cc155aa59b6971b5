"""What may be written and what it means: records, deadlines, amounts, names, addresses.

Knows nothing of files or pages.
"""
