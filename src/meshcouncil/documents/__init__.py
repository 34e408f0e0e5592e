"""The only place where what the rules know becomes English for people: for pages, the command line and exports."""
