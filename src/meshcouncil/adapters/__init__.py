"""The ports, built: SQLite, memory and what else the world offers."""
