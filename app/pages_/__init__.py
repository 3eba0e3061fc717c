"""The pages that Streamlit draws; they own nothing, and are told what the player shows."""
