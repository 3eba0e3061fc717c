"""The web app: Streamlit pages, pure views, and the player that runs in the browser."""
