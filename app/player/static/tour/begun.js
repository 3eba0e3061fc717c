/** Whether somebody has stepped in this browser before: then nobody needs to be told how. */

const KEY = "backprop-visualizer.begun";

export function hasBegun() {
  try {
    return localStorage.getItem(KEY) !== null;
  } catch {
    // The browser stores nothing, and cannot know.
    return false;
  }
}

export function rememberBegun() {
  try {
    localStorage.setItem(KEY, "yes");
  } catch {
    // Then it is said again.
  }
}
