"""Mail: headers, parts, bodies and attachments of messages, with bounded depth and work."""
