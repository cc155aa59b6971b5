"""content/ on the disk -> typed records: files, YAML, mistakes with line and column in Chinese."""
