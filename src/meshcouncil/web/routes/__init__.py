"""The handlers of pages and commands, one file for each kind of visitor."""
