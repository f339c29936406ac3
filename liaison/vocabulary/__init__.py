"""What tables, columns and stored codes are called on screen: for the log and for the copy of somebody's information."""
