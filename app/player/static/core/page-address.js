/** The address of a page that Streamlit draws: the page changes it, and Streamlit's script then reads it again. */

/** @param {(search: URLSearchParams) => void} change */
export function turnToAddress(change) {
  const url = new URL(location.href);
  change(url.searchParams);
  history.replaceState(history.state, "", url);
  readAgain();
}

/** Let Streamlit's script read the address again, as after the browser's back button. */
export function readAgain() {
  dispatchEvent(new PopStateEvent("popstate"));
}
