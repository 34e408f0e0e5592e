"""The rules, one file per noun: each takes the council and a command, and gives events or refuses."""
