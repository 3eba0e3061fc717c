/** The icons on the buttons, as paths in a square of 24 x 24. */

export const FIRST = "M6 5v14M19 6l-8 6 8 6";
export const PREVIOUS = "M19 12H5M11 6l-6 6 6 6";
export const NEXT = "M5 12h14M13 6l6 6-6 6";
export const LAST = "M18 5v14M5 6l8 6-8 6";
export const PLAY = "M8 5.5v13l10-6.5z";
export const PAUSE = "M8 5.5v13M16 5.5v13";
export const UNDO = "M9 14l-5-5 5-5M4 9h10a6 6 0 0 1 0 12h-3";
export const REDO = "M15 14l5-5-5-5M20 9H10a6 6 0 0 0 0 12h3";
export const BACK = "M12 6l-6 6 6 6M19 6l-6 6 6 6";
export const CLOSE = "M6 6l12 12M18 6L6 18";
export const PRACTISE = "M4 20l1-4L16 5l3 3L8 19z M14 7l3 3";
export const UP = "M12 19V5M6 11l6-6 6 6";
export const DOWN = "M12 5v14M6 13l6 6 6-6";
export const PLUS = "M12 5v14M5 12h14";
export const GRIP = "M9 6h.01M15 6h.01M9 12h.01M15 12h.01M9 18h.01M15 18h.01";
export const MENU = "M4 6h16M4 12h16M4 18h16";
export const MORE = "M6 12h.01M12 12h.01M18 12h.01";
export const NETWORK =
  "M4 6a2 2 0 1 0 4 0a2 2 0 1 0-4 0M4 18a2 2 0 1 0 4 0a2 2 0 1 0-4 0M16 12a2 2 0 1 0 4 0a2 2 0 1 0-4 0M8 7l8 4M8 17l8-4";
export const LINK = "M10 14a4 4 0 0 0 6 .5l3-3a4 4 0 0 0-5.7-5.7l-1 1M14 10a4 4 0 0 0-6-.5l-3 3a4 4 0 0 0 5.7 5.7l1-1";
export const QR = "M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2v2M20 14v2M14 20h2M20 20h-1v-1";
export const SAVE = "M12 4v11M7 10l5 5 5-5M4 20h16";
export const OPEN = "M3 19V6h6l2 3h10v10z";
export const SCREEN = "M3 5h18v11H3zM12 16v4M8 20h8";
export const ANEW = "M14 3H6v18h12V7zM14 3v4h4M12 11v6M9 14h6";
export const AROUND = "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18M15.5 8.5l-2 5-5 2 2-5z";
export const KEYS = "M3 6h18v12H3zM7 10h.01M11 10h.01M15 10h.01M7 14h10";
export const FORGET = "M5 7h14M9 7V4h6v3M7 7l1 13h8l1-13M10.5 11v5M13.5 11v5";
