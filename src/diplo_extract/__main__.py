"""python -m diplo_extract."""

from diplo_extract.cli import main

# worker processes import this module again: only the first one runs the command
if __name__ == "__main__":
    main()
