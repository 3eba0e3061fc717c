/**
 * The data that Python sends and the state that the browser keeps. Only types: nothing runs here.
 *
 * @typedef {number | "inf" | "-inf" | "nan"} Cell
 * @typedef {number | string} Index a position, or the letter that is bound to one
 *
 * @typedef {{t: "name", name: string}} NameBox
 * @typedef {{t: "cell", name: string, row: Index, col: Index}} CellBox
 * @typedef {{t: "delta", row: Index, col: Index}} DeltaBox 1 where the two positions are one, else 0
 * @typedef {{t: "number" | "id" | "word" | "op", text: string}} TextBox
 * @typedef {{t: "row", items: Box[]}} RowBox
 * @typedef {{t: "frac", over: Box, under: Box}} FracBox
 * @typedef {{t: "sup", base: Box, sup: Box}} SupBox
 * @typedef {{t: "sub", base: Box, sub: Box}} SubBox
 * @typedef {{t: "transpose", of: Box}} TransposeBox
 * @typedef {{t: "root", of: Box}} RootBox a square root
 * @typedef {{t: "fence", open: string, of: Box, close: string}} FenceBox
 * @typedef {{t: "sum", index: string, size: number, of: Box}} SumBox
 * @typedef {NameBox | CellBox | DeltaBox | TextBox | RowBox | FracBox | SupBox | SubBox | TransposeBox | RootBox | FenceBox | SumBox} Box
 *
 * @typedef {"forward" | "loss" | "backward" | "update"} Phase
 * @typedef {object} Name
 * @property {Box} label
 * @property {string} plain
 * @property {number} rows
 * @property {number} cols
 * @property {boolean} scalar
 * @property {"input" | "parameter" | "target" | "rate" | "setting" | "state" | "value" | "loss" | "gradient" | "update"} kind
 * @property {boolean} editable
 * @property {number | null} step
 * @property {string | null} of
 *
 * @typedef {object} Step
 * @property {string} name
 * @property {Phase} phase
 * @property {number | null} layer
 * @property {string[]} reads
 * @property {string} formula
 * @property {Box} numbers
 * @property {Box | null} entry the pattern of every entry; null where there is none
 * @property {string} code
 * @property {(string | {name: string})[]} sentence
 * @property {string} said
 * @property {number} terms
 * @property {{step: string, input: string, size: [number, number, number]}[]} jacobians by which the gradient flows, with rows, columns and entries
 *
 * @typedef {{data: object[], layout: {width: number, height: number, [key: string]: unknown}}} Figure
 * @typedef {object} Structure
 * @property {Figure} figure
 * @property {{name: string, shape: number}[]} nodes
 * @property {{from: string, to: string, shape: number, kind: "flow" | "cross"}[]} edges
 * @property {Record<string, Name>} names
 * @property {Step[]} steps
 *
 * @typedef {{name: string, row: number, col: number}} Place one entry of one matrix
 * @typedef {Place & {as: "tree" | "paths"}} Explored
 * @typedef {{digits: number | undefined, exact: boolean}} Display how numbers are written; without digits, as they fit
 * @typedef {{kind: "check", power: number} | {kind: "compare", before: Data["values"]}} Lens
 * @typedef {Place & {typed: string, text: string}} Refusal
 * @typedef {object} Data
 * @property {"en" | "zh"} lang
 * @property {Record<string, string>} text
 * @property {string} program
 * @property {Structure | null} structure
 * @property {Record<string, number | Cell | Cell[][]>} values
 * @property {Record<string, [number, number][]>} changed
 * @property {string | null} notice
 * @property {number} iteration
 * @property {(number | string)[]} losses
 * @property {{undo: boolean, redo: boolean, back: boolean, update: boolean}} can
 * @property {{id: number, refused: Refusal | null}} reply
 * @property {Record<string, any>} [answers] to the questions that are open, by their kind
 * @property {LessonData} [lesson] where it is one
 *
 * @typedef {(string | {name: string})[]} Prose text, and values of the program
 * @typedef {object} Stop
 * @property {string} id
 * @property {string} where
 * @property {string} scene
 * @property {string} step the step that the player goes to; empty for the beginning
 * @property {string[]} focus
 * @property {string} title
 * @property {Prose} text
 * @property {number} panels how many there are
 *
 * @typedef {object} Check a printed array and the engine's judgement
 * @property {string} stop
 * @property {string} where
 * @property {string} scene
 * @property {string} name
 * @property {boolean} agrees
 * @property {string[][]} printed
 * @property {[number, number][]} [differs]
 * @property {string[][]} [computed]
 * @property {string} [cause]
 * @property {boolean} [explained]
 *
 * @typedef {object} Finding a printed statement that does not hold
 * @property {string} stop
 * @property {string} where
 * @property {string} name
 * @property {string} text
 * @property {[number[], number[]]} [shapes]
 * @property {string} [formula]
 * @property {string} [holds]
 * @property {Cell[][] | null} [printed]
 * @property {string} [misfit]
 * @property {Cell[][]} [right]
 *
 * @typedef {object} Content a lesson, sent once
 * @property {string} id
 * @property {string} title
 * @property {Record<string, string>} text
 * @property {Record<string, Box>} labels
 * @property {Stop[]} stops
 * @property {Check[]} checks
 * @property {Finding[]} findings
 *
 * @typedef {object} LessonData
 * @property {string} id
 * @property {Content | null} content
 * @property {string} stop
 * @property {string} scene
 * @property {boolean} edited
 * @property {Panel[]} panels
 *
 * @typedef {{kind: string, [key: string]: any}} Panel
 * @typedef {{judged: "agrees" | "differs" | null, flag: "stop" | "here" | null, said: string}} Mark
 *
 * @typedef {"undo" | "redo" | "reset" | "update" | "back"} Command
 * @typedef {{type: "edit", name: string, row: number, col: number, typed: string} | {type: Command} | {type: "stop", stop: string} | {type: "formula", panel: number, formula: string} | {type: "ask", kind: string, question: Record<string, string | number> | null}} Wish
 * @typedef {Wish & {id: number}} Event
 *
 * @typedef {object} State
 * @property {Data} data
 * @property {Structure} structure
 * @property {number} cursor which step is current
 * @property {boolean} playing
 * @property {number} speed
 * @property {Place | null} pinned the entry whose sum stays on screen
 * @property {Explored | null} explored the entry that is taken apart beside the stage
 * @property {string | null} panel the value whose matrix is open beside the graph
 * @property {Refusal | null} refused
 * @property {Display} display
 * @property {Lens | null} lens what is laid over the numbers
 * @property {Data["values"] | null} previous the numbers before the last edit
 * @property {Content | null} lesson
 * @property {string} stop of the lesson; empty where there is none
 * @property {readonly string[]} focus the values that the stop lights
 * @property {ReadonlyMap<string, Mark>} marks what the timeline says of steps besides
 * @property {ReadonlyMap<string, string>} pending what was typed and not yet answered, by place
 *
 * @typedef {(state: State, before: State) => void} Listener
 * @typedef {object} Store
 * @property {State} state
 * @property {(change: Partial<State>) => void} set
 * @property {(listener: Listener) => () => void} subscribe
 *
 * @typedef {object} Player what every part of the page is given
 * @property {HTMLElement} root
 * @property {Store} store
 * @property {(key: string, values?: Record<string, string | number>) => string} text
 * @property {(wish: Wish) => void} send
 * @property {(cursor: number) => void} go
 * @property {(name: string) => void} visit go to the step that computes a value, or open its matrix
 * @property {(name: string | null) => void} point light one value up wherever it is shown
 * @property {(listener: (name: string | null) => void) => void} onPoint
 * @property {AbortSignal} signal
 *
 * @typedef {{data: Data, parentElement: ParentNode, setTriggerValue: (name: string, value: unknown) => void}} Mount
 */
export {};
