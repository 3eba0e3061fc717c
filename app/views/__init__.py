"""Pure views: from a trace to a figure or to plain data. Nothing here imports Streamlit."""
