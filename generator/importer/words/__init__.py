"""What a sentence says: units and roles, times, figures, cited documents.
Imports nothing else of the importer but its ground."""
