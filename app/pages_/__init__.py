"""The pages that Streamlit draws. The work is not theirs: the player or the address tells them."""
