"""All measurements, one after the other: `make bench`, or `python -m bench [TASKS…]`. PEERS=1 adds the peers.

Builds and searches take 1,000 to 100,000 tasks unless told otherwise.
"""

from __future__ import annotations

import sys

from bench import (
    build,
    importer_hostile,
    importer_scores,
    importer_unseen,
    incremental,
    search,
    search_pages,
    serve_edit,
)

if __name__ == "__main__":
    sizes = [int(size) for size in sys.argv[1:]]
    print("# Build\n", flush=True)
    build.main([part for size in sizes for part in ("--tasks", str(size))])
    print("\n# Build after one edited word\n", flush=True)
    incremental.main([part for size in sizes for part in ("--tasks", str(size))])
    print("\n# From a save to the page\n", flush=True)
    serve_edit.main(sys.argv[1:])
    print("\n# Search\n", flush=True)
    wrong = search_pages.main()
    wrong |= search.main(sizes or [10_000, 100_000])
    print("\n# Import\n", flush=True)
    importer_scores.main([])
    print("\n# Import of the same texts written differently\n", flush=True)
    importer_unseen.main([])
    print("\n# Import of a megabyte of anything\n", flush=True)
    importer_hostile.main([])
    sys.exit(wrong)
