/** The address of a training is changed by the page: Streamlit then reads it again, as after the browser's back button. */

/** @param {(search: URLSearchParams) => void} change */
export function turnToAddress(change) {
  const url = new URL(location.href);
  change(url.searchParams);
  history.replaceState(history.state, "", url);
  dispatchEvent(new PopStateEvent("popstate"));
}
