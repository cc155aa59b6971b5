"""Files as they are published -> all that they say, seen and unseen: attachments and finished sites."""
