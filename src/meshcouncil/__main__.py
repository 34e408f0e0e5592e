"""Let `python -m meshcouncil` do what the `meshcouncil` command does."""

from meshcouncil.cli import main

if __name__ == "__main__":
    main()
