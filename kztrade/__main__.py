"""``python -m kztrade``: the command without its script."""

import sys

from kztrade.cli import main

if __name__ == "__main__":
    sys.exit(main())
