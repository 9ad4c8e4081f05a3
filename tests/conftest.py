"""Makes the helpers beside this file importable: builders, fakes."""

import os

os.environ.setdefault("BYWHOM_CONFIG", "/nonexistent/bywhom.toml")  # nobody's own settings play a part in a test
