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
