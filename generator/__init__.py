"""gongkai: YAML work plans in, a public-disclosure site (政府信息公开) out."""

import os

# pydantic looks for plugins in the metadata of every installed package; none is wanted, and looking takes
# time.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
