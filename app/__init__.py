"""The web app: Streamlit pages, pure views, and the player that runs in the browser."""

import os

# Read when NumPy is loaded. Many requests are computed at once: threads of their own for a product
# of matrices only wait for each other (an edit of 784-256-10: 17 ms without, 80 and more with).
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
