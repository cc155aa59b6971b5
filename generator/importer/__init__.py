"""The importer: a raw government text in, a draft of structured YAML out, and an account of every
character.

`pipeline` is the way in. Nothing is imported here: the check of attachments needs the readers' guard alone,
and the rules of the importer take half a second to compile.
"""
