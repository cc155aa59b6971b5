"""What must hold between records: one check a file, all of them in `registry.CHECKS`."""
