"""What the server adds to Streamlit: files, joined and packed, and the player in the document."""
