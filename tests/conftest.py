"""For every test: the search for circles of objects less often, which took a seventh of the suite's time.

And linear algebra in one thread: several test processes whose threads wait for each other's processors took up to ten
times as long. Set before numpy is loaded; processes that tests start inherit it.
"""

import gc
import os

gc.set_threshold(50_000, 20, 100)
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
