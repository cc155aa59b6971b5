"""Views into HTML, HTML into shells, files onto the disk: the one place that writes a site."""
