"""What developers run: set-up, generated reference, checks. Nothing here is part of the package."""
