"""No test reads the settings of whoever runs it."""

import os

os.environ.setdefault("BYWHOM_CONFIG", "/nonexistent/bywhom.toml")  # nobody's own settings play a part in a test
