"""The commands, in Chinese: thin, over the stages of `generator.build` and the importer."""
