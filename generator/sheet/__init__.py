"""The responsibility table of a document as a workbook that units fill in, and what comes back of it."""
