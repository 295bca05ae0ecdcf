"""For every test: the search for circles of objects less often, which took a seventh of the suite's time."""

import gc

gc.set_threshold(50_000, 20, 100)
