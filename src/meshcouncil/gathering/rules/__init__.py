"""The rules of the hall, one file per noun: each takes the gathering and a command, and gives events or refuses."""
