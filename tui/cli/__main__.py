"""`python -m tui.cli` is `search`, for a checkout that is not installed."""

import sys

from tui.cli.main import main

sys.exit(main())
