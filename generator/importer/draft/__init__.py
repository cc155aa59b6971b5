"""The draft that a person reviews: YAML or JSON, proposals for the registries, and where they are written."""
