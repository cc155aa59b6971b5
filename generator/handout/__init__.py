"""One document to hand out: as a Word file in the layout of GB/T 9704-2012, and as a page that needs nothing
beside it. `paper` says what stands on it, in which order; `word` and `page` make the bytes of that."""
