"""A finished YAML held against its source: `import --check`."""
