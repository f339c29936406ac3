"""事项: every page of it, gathered; each file beside holds one part and hangs it on the same blueprint."""

from liaison.matters import ending_routes, list_routes, progress_routes, record_routes
from liaison.matters.blueprint import bp

__all__ = ["bp", "ending_routes", "list_routes", "progress_routes", "record_routes"]
