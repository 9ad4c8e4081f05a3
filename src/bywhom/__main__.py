"""python -m bywhom."""

from bywhom.cli.app import main

main()
