"""常用视图: a list's filters kept under a name, one's own or shared, pinned to the side."""
