"""gongkai: YAML work plans in, a public-disclosure site (政府信息公开) out."""
