"""Whether the process and its database are well, for whoever watches the server."""
