"""`python -m tui.cli` is `search`, for a checkout that is not installed."""

import sys

from tui.entry import main

sys.exit(main())
