"""联系人: the people outside, their posts, telephones and tags, and when each is to be called."""
