"""The pages: they take a trace from the session to a view, and its result to Streamlit."""
