"""python -m diplo_extract."""

from diplo_extract.cli import main

main()
