"""`python -m generator` is `gongkai`."""

from generator.cli.main import program

program()
