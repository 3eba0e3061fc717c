/*
 * Runs in the page before anything else does and stops the time there, so that no way to the browser's driver is in it.
 *
 * "Painted" is the animation frame after the one that shows a change. A frame's callbacks run before its layout and
 * paint, so the change is not on the screen yet; a message posted from there would come after these, but before the
 * compositor has drawn anything. When the next frame begins, the change is on its way to the screen: this counts up to
 * a frame (17 ms) too much, and leaves nothing out.
 */
(() => {
  const nextFrame = window.requestAnimationFrame.bind(window);
  const roots = [];
  let run = null;

  /** Adds what a callback takes to the script time of the run. */
  const counted = (callback) =>
    function (...given) {
      const begun = performance.now();
      try {
        return callback.apply(this, given);
      } finally {
        if (run) run.script += performance.now() - begun;
      }
    };
  window.requestAnimationFrame = (callback) => nextFrame(counted(callback));
  const Observer = window.ResizeObserver;
  window.ResizeObserver = class extends Observer {
    constructor(callback) {
      super(counted(callback));
    }
  };

  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (options) {
    const root = attach.call(this, options);
    roots.push(root);
    return root;
  };

  const find = (selector) => {
    for (const root of [document, ...roots]) {
      const found = root.querySelector(selector);
      if (found) return found;
    }
    return null;
  };
  /** Looks in every frame; when the frame after the one that shows it begins, it is painted. */
  const painted = (isShown) =>
    new Promise((resolve) => {
      const look = () => nextFrame(isShown() ? () => resolve(performance.now()) : () => look());
      nextFrame(look);
    });

  /**
   * Hears of the change, and then waits for two frames. To look in every frame would ask for frames that the page
   * itself does not: what it draws would then always wait for the beat of the screen.
   */
  const written = (isShown) =>
    new Promise((resolve) => {
      const observer = new MutationObserver(() => {
        if (!isShown()) return;
        observer.disconnect();
        nextFrame(() => nextFrame(() => resolve(performance.now())));
      });
      for (const root of [document, ...roots])
        observer.observe(root, { subtree: true, childList: true, characterData: true });
    });

  const text = (selector) => find(selector)?.textContent ?? null;
  const STEP = ".player aside code";

  /** ArrowRight as soon as there is a step to leave; has it led on? */
  const stepsOn = () => {
    const before = text(STEP);
    if (before === null) return false;
    document.body.dispatchEvent(
      new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true, composed: true, cancelable: true }),
    );
    return text(STEP) !== before;
  };

  /** The next event of a type: from the moment it came to the paint of what it shows. */
  const measured = (type, isMeant, isShown, since = () => performance.now(), until = painted) =>
    new Promise((resolve) => {
      window.addEventListener(
        type,
        async function begin(event) {
          if (!isMeant(event)) return;
          window.removeEventListener(type, begin, true);
          run = { script: 0, begun: since(event) };
          const at = await until(isShown);
          const { script } = run;
          run = null;
          resolve({ painted: at - event.timeStamp, script });
        },
        true,
      );
    });
  const isEnter = (event) => event.key === "Enter";
  const pressed = (key, isShown) => measured("keydown", (event) => event.key === key, isShown);

  // The last listeners of all: what the page does with a key is done, unless an editor kept the key to itself; and what
  // it does with a pointer, whose last event is the move of the mouse that it stands for.
  for (const type of ["keydown", "mousemove"])
    window.addEventListener(type, () => {
      if (run) run.script += performance.now() - run.begun;
    });

  window.stopwatch = {
    /**
     * The next press of a key that steps. Its script is that of all listeners, and of the frames and observers until
     * the paint.
     */
    step: (key) => pressed(key, () => true),
    /**
     * The next move of the pointer. What it comes to is told before, inside the shadow root alone, so the script is
     * counted from the time of the event, with the wait for its turn.
     */
    hover: () =>
      measured(
        "pointermove",
        () => true,
        () => true,
        (event) => event.timeStamp,
      ),
    /** The next Enter in an editor, until a cell shows another number: all of them are written in the same task. */
    edit(selector) {
      const before = text(selector);
      return measured("keydown", isEnter, () => text(selector) !== before, undefined, written);
    },
    /** The next Enter on a button, until something is there that is in none of the pages before it. */
    opening(...selectors) {
      return pressed("Enter", () => selectors.every((selector) => find(selector) !== null));
    },
    /** Since the navigation began: something is painted that a selector finds. */
    shown: (selector) => painted(() => find(selector) !== null),
    /** Since the navigation began: a press of ArrowRight is painted, the graph is painted. */
    async visit() {
      const stepped = painted(stepsOn);
      const drawn = painted(() => find(".player .graph .node") !== null);
      return { stepped: await stepped, drawn: await drawn };
    },
  };
})();
