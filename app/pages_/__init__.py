"""The pages, thin: session to trace to view to Streamlit."""
