"""提要: what presses, told to each user by mail and on a page."""
