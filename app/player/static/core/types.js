/**
 * The data that Python sends and the state that the browser keeps. Only types: nothing runs here.
 *
 * @typedef {number | "inf" | "-inf" | "nan" | "?"} Cell "?" is held back during a practice
 * @typedef {number | string} Index a position, or the letter that is bound to one
 *
 * @typedef {{t: "name", name: string}} NameBox
 * @typedef {{t: "cell", name: string, row: Index, col: Index}} CellBox
 * @typedef {{t: "delta", row: Index, col: Index}} DeltaBox 1 where the two positions are one, else 0
 * @typedef {{t: "number" | "id" | "word" | "op", text: string, bold?: boolean}} TextBox
 * @typedef {{t: "row", items: Box[], joined?: boolean}} RowBox joined: no line ends in it
 * @typedef {{t: "frac", over: Box, under: Box}} FracBox
 * @typedef {{t: "sup", base: Box, sup: Box}} SupBox
 * @typedef {{t: "sub", base: Box, sub: Box}} SubBox
 * @typedef {{t: "transpose", of: Box}} TransposeBox
 * @typedef {{t: "root", of: Box}} RootBox a square root
 * @typedef {{t: "fence", open: string, of: Box, close: string}} FenceBox
 * @typedef {{t: "sum", index: string, size: number, of: Box}} SumBox
 * @typedef {(
 *   NameBox | CellBox | DeltaBox | TextBox | RowBox | FracBox | SupBox | SubBox | TransposeBox | RootBox
 *   | FenceBox | SumBox
 * )} Box
 *
 * @typedef {{index: string, size: number, of: Source[]}} SumSource what each term of a sum reads
 * @typedef {[string, Index, Index] | SumSource} Source an entry, or those of a sum
 *
 * @typedef {"forward" | "loss" | "backward" | "update"} Phase
 * @typedef {"input" | "parameter" | "target" | "rate" | "setting" | "state"} GivenKind
 * @typedef {GivenKind | "value" | "loss" | "gradient" | "update"} Kind
 * @typedef {object} Name
 * @property {Box} label
 * @property {string} plain
 * @property {number} rows
 * @property {number} cols
 * @property {boolean} scalar
 * @property {Kind} kind
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
 * @property {NamedParts | null} parts the same with its parts under names; null if it has none
 * @property {Box | null} entry the pattern of every entry; null if it has none
 * @property {Record<Library, (string | {name: string})[]>} lines of code
 * @property {string} helpers what the names in the line of NumPy stand for that NumPy does not have
 * @property {string | null} of
 * @property {(string | {name: string})[]} sentence
 * @property {string} said
 * @property {Source[]} sources the places that every entry reads, as a pattern
 * @property {{step: string, input: string, size: [number, number]}[]} jacobians with rows and columns
 *
 * @typedef {{formula: string, numbers: Box, defined: (Written & {letter: string})[]}} NamedParts
 * @typedef {{formula: string, numbers: Box}} Written
 * @typedef {{data: object[], layout: {width: number, height: number, [key: string]: unknown}}} Figure
 * @typedef {object} Structure
 * @property {Figure} figure
 * @property {{name: string, shape: number, grows: number}[]} nodes with how many times larger a name has room on its node
 * @property {{from: string, to: string, shape: number, kind: "flow" | "cross"}[]} edges
 * @property {Record<string, Name>} names
 * @property {Step[]} steps
 * @property {See} see
 *
 * @typedef {"graph" | "neurons" | "matrices"} Picture
 * @typedef {"layers" | "equations" | "entries"} Zoom
 * @typedef {"numpy" | "torch" | "jax"} Library
 * @typedef {[number, number, number, number]} Rect left, top, width, height
 * @typedef {object} Group
 * @property {string} id
 * @property {string} kind
 * @property {number | null} number
 * @property {string[]} given
 * @property {string[]} ahead
 * @property {string[]} back
 * @property {string[]} updated
 * @property {[number, number]} x
 * @property {{ahead: Rect | null, back: Rect | null}} fold
 *
 * @typedef {object} Folding
 * @property {number} middle
 * @property {[number, number]} frame
 * @property {Group[]} groups
 * @property {{id: string, names: string[], shown: string[], at: Rect}[]} nodes
 * @property {{from: string, to: string, path: string, cross: boolean}[]} edges
 * @property {Record<string, string>} arrows
 *
 * @typedef {{weights: string, bias: string | null, turned: boolean}} Link
 * @typedef {object} Neurons
 * @property {string[][]} columns
 * @property {Link[]} links
 * @property {boolean} upright
 * @property {number} samples
 * @property {string | null} target
 * @property {string | null} loss
 *
 * @typedef {{ahead: string | null, back: string[], new: string[]}} TileColumn
 * @typedef {object} See the data of the pictures beside the graph
 * @property {Folding} folding
 * @property {Neurons | null} neurons
 * @property {TileColumn[]} tiles
 *
 *
 * @typedef {{name: string, row: number, col: number}} Place one entry of one matrix
 * @typedef {Place & {as: "tree" | "paths"}} Explored
 * @typedef {{digits: number | undefined, exact: boolean}} Display without digits as many as fit
 * @typedef {{kind: "check", power: number} | {kind: "compare", before: Data["values"]} | {kind: "submission", values: Brought}} Overlay
 * @typedef {Record<string, {given: (Cell | null)[][] | null, expected: Cell[][] | null, wrong_at: [number, number][]}>} Brought
 * what is said of each value that someone brings; see `check/verdict.js`
 * @typedef {Place & {typed: string, text: string, pasted?: PasteChange}} Refusal
 * @typedef {{type: "paste", name: string, text: string, row?: number, col?: number, transposed?: boolean}} PasteChange
 * @typedef {object} Heat cells from -127 to 127, -128 where there is no finite number; base64
 * @property {number} rows
 * @property {number} cols
 * @property {string} cells
 * @typedef {object} Summary the summary of a large value
 * @property {Cell} least
 * @property {Cell} most
 * @property {Cell} mean
 * @property {Cell} top
 * @property {Heat} heat
 * @typedef {Record<string, Cell | Cell[][] | Summary>} Values
 * @typedef {{row: number, col: number, rows: number, cols: number}} Window some rows and columns of a matrix
 * @typedef {Window & {name: string, heat?: Heat, cells?: Cell[][], changed?: [number, number][]}} Stretch
 * @typedef {object} Origin the sources of an entry: the largest terms of each long sum
 * @property {string} name
 * @property {number} row
 * @property {number} col
 * @property {Cell} value
 * @property {number} count
 * @property {Record<string, number[]>} largest
 * @property {Record<string, Cell>} cells
 *
 * @typedef {object} Layer a layer in the builder
 * @property {number | string} width a number, or a typed text
 * @property {string} activation
 * @property {string} norm
 * @property {boolean} bias
 * @property {number} dropout
 * @property {boolean} skip whether its input is added to its output
 * @typedef {object} Choices everything that is chosen in the builder
 * @property {number | string} inputs
 * @property {Layer[]} layers
 * @property {string} loss
 * @property {string} penalty
 * @property {string} optimizer
 * @property {boolean} decay
 * @property {boolean} training
 * @property {Record<string, string | number | boolean>} conventions
 * @property {number | string} batch
 * @property {boolean} single
 * @property {string} data
 * @property {string} start
 * @property {number | string} seed
 * @property {number | string} dead
 * @typedef {Choices & {preset: string, offered: string[], applies: string[], modes: boolean, nice: boolean, refused: {field: string, text: string} | null, remarks?: string[]}} Design
 *
 * @typedef {object} Note
 * @property {Prose} said
 * @property {[number, number, number][]} [zeros] the entries that are zero up to rounding: row, column, number
 * @property {number[][] | null} [slope] the slope of the loss, where the step shows another number by convention
 *
 * @typedef {object} Printed where a value is printed, and the stop of a lesson that speaks of it
 * @property {string} lesson
 * @property {string} stop
 * @property {string} of the title of the lesson
 * @property {string} text
 * @property {boolean} agrees
 *
 * @typedef {object} Data
 * @property {"en" | "zh"} lang
 * @property {Record<string, string> | null} text the words, unless the browser has them
 * @property {string} program
 * @property {Structure | null} structure
 * @property {string} number names this set of numbers: equal works have the same one
 * @property {Values} values missing if the browser has them already
 * @property {Record<string, [number, number][]>} changed
 * @property {Record<string, Note>} notes what is said of the numbers of a step
 * @property {Record<string, Printed[]>} printed where these numbers are printed, by the names of the values
 * @property {string | null} notice
 * @property {number} iteration
 * @property {number} iterations how many there are
 * @property {string} course names all iterations and what was typed into them
 * @property {Cell | null} loss null where there is none, or it would give an answer away
 * @property {{names: string, gradients: string}} writing the notation: whose names, and which sign of a gradient
 * @property {{undo: boolean, redo: boolean, back: boolean, update: boolean}} can
 * @property {Record<string, any>} answers to the open questions, by their kind
 * @property {ViewKeys} [view] how the view is written in an address; sent with the words
 * @property {Design | null} design of the network; null in a lesson
 * @property {{done: number, address: string} | null} training from which the numbers are: how many of its iterations
 * came before, and where on the page *Train* it is
 * @property {LessonData} [lesson] in a lesson
 * @property {Practice} [practice] while something is practised
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
 * @property {number} panels number of panels
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
 * @property {boolean} [noise] whether what is printed is the rounding error of an exact 0
 *
 * @typedef {object} Finding a printed statement that does not hold, or is easily misread (`wording`)
 * @property {string} stop
 * @property {string} where
 * @property {string} name
 * @property {boolean} wording
 * @property {string} text
 * @property {[number[], number[]]} [shapes]
 * @property {string} [formula]
 * @property {string} [holds]
 * @property {Cell[][] | null} [printed]
 * @property {string} [misfit]
 * @property {Cell[][]} [right]
 *
 * @typedef {object} Content a lesson, sent once
 * @property {string} id with the language
 * @property {string} lesson
 * @property {string} title
 * @property {string} source what the document is called, "" for a lesson of our own
 * @property {string} line about its notation
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
 * @typedef {{judged: "agrees" | "explained" | "differs" | null, flag: "stop" | "here" | null, said: string}} Mark
 *
 * @typedef {object} Judgement the verdict on an answer
 * @property {[number, number, string, "right" | "wrong" | "unread"][]} entries
 * @property {string} said
 * @property {string | null} refused
 * @property {string} [fault]
 * @property {Mistake | null} mistake
 *
 * @typedef {{name: string, text: Prose}} Mistake
 * @typedef {{text: Prose, math?: string, written?: [number, number]}} Hint
 *
 * @typedef {object} PracticePart
 * @property {Record<string, string>} text
 * @property {string} id which question it is
 * @property {boolean} open
 * @property {"" | "right" | "shown" | "found"} solved
 * @property {number} streak
 *
 * @typedef {object} PredictionPart
 * @property {"predict"} mode
 * @property {"entry" | "matrix" | "shape" | "backward"} kind
 * @property {string} name
 * @property {[number, number][]} places
 * @property {Prose} title
 * @property {[number, number]} turn
 * @property {Judgement | null} judged
 * @property {Hint[]} hints
 * @property {number} more_hints
 * @property {[number, number] | null} shape
 *
 * @typedef {{formula: string, value: Cell[][]}} Side
 * @typedef {object} FoundMistake
 * @property {string} name
 * @property {Mistake} mistake
 * @property {Side} wrong
 * @property {Side} right
 * @property {[number, number][]} differs
 * @property {number} entries
 * @property {string[]} spoiled
 * @property {Prose} carried
 *
 * @typedef {object} HuntPart
 * @property {"break"} mode
 * @property {string} wish
 * @property {{key: string, level: string, name: string}[]} choices
 * @property {string[]} checkable
 * @property {Record<string, import("./verdicts.js").Verdict>} checks
 * @property {string[]} accused
 * @property {FoundMistake | null} found
 *
 * @typedef {PracticePart & PredictionPart} Prediction
 * @typedef {PracticePart & HuntPart} Hunt
 * @typedef {Prediction | Hunt} Practice
 *
 * @typedef {(
 *   {do: "predict", kind: string, here: string, seed: number} | {do: "break", wish: string, seed: number}
 *   | {do: "answer", entries: [number, number, string][], decimals: Record<string, number>}
 *   | {do: "check" | "accuse", name: string} | {do: "another", wish?: string}
 *   | {do: "hint" | "reveal" | "onward" | "elsewhere" | "stop"}
 * )} PracticeAction
 * @typedef {{type: "practise"} & PracticeAction} PractiseRequest
 *
 * @typedef {"undo" | "redo" | "reset" | "update" | "back"} Command
 * @typedef {(
 *   ({type: "edit", name: string, row: number, col: number, typed: string} | PasteChange
 *   | {type: "fill", name: string, rule: string, seed: number}) & {iteration?: number} | {type: Command}
 *   | {type: "run", to: number} | {type: "iteration", number: number}
 *   | {type: "preset", name: string} | {type: "design", design: Partial<Choices>}
 *   | {type: "written", text: string} | {type: "values", name: string, data: string}
 *   | {type: "samples", samples: "batch" | "single"}
 *   | {type: "lesson", lesson: string, stop?: string, step?: string} | {type: "stop", stop: string} | {type: "leave"}
 *   | {type: "formula", panel: number, formula: string} | PractiseRequest
 *   | {type: "look", view: View} | {type: "open", work: Work | null, query?: Record<string, string>}
 * )} Change something that a person does; undo, redo and open are the browser's
 *
 * @typedef {Partial<{
 *   step: string, selected: string, taken_apart: string, matrix: string, picture: Picture, zoom: Zoom, folded: string,
 *   sample: number, library: Library, names: string, gradients: string, digits: number, exact: boolean,
 *   lens: Overlay["kind"], power: number, speed: number, present: boolean, hide: string, lang: string
 * }>} View how the work is looked at; only what is not as usual
 * @typedef {Record<string, [string, unknown, Record<string, string>?]>} ViewKeys how each part of a view is written in
 * an address: its key, what is usual, and words for its values
 * @typedef {[string, number, number, number][][]} Typed what was typed in each iteration
 * @typedef {object} LessonPlace
 * @property {string} lesson
 * @property {string} stop
 * @property {Record<string, Typed>} [scenes]
 * @property {unknown[]} [formulas]
 * @property {Record<string, number>} [shown] the iteration of a scene that is shown, where it is not the last one
 * @typedef {object} Work all that a person has open
 * @property {number} version
 * @property {Choices} design
 * @property {Typed} iterations what was typed in each of them
 * @property {number} [iteration] the one that is shown, where it is not the last one
 * @property {LessonPlace} [place]
 * @property {Record<string, string>} [reached]
 * @property {object[]} [practice]
 * @property {View} view
 * @typedef {object} Part what a change replaced: of the network, of a scene, or all of it where there is a `place`
 * @property {Choices} [design]
 * @property {Typed} [iterations]
 * @property {number} [iteration]
 * @property {LessonPlace | null} [place]
 * @property {string} [scene]
 * @property {Typed | null} [typed] into the scene
 * @property {number} [shown] the iteration of the scene
 * @typedef {{where: string, part: Part, to?: number}} Past a change: in which scene, what it replaced, and of a run where
 * to it was to go
 * @typedef {{past: Past[], future: Past[]}} History the newest is the last of both
 *
 * @typedef {{path: string, reason: string, text: string}} Refused
 * @typedef {object} Answer
 * @property {number} version
 * @property {Work} work
 * @property {(Refused & {change: number})[]} refused
 * @property {string[]} [remarks] about what a change has made
 * @property {string[]} said
 * @property {Data} data
 * @property {Record<string, any>} answers
 * @typedef {object} Body
 * @property {number} version
 * @property {Work} [work]
 * @property {Record<string, string>} [query]
 * @property {Change[]} changes
 * @property {Record<string, Record<string, unknown>>} questions
 * @property {object} known
 * @property {Work | null} before
 * @property {string} lang
 * @typedef {object} Request
 * @property {Change} [change] that it was written for
 * @property {boolean} isOther whether the numbers or the words will be others
 * @property {History | null} history what can be undone after it; null if it is no undo or redo
 * @property {Body} body
 *
 * @typedef {{question: string, typed: Record<string, string>}} Fields what is typed in a practice, and in which question
 * @typedef {{previous: Values | null, base: Values | null}} Compared numbers before an edit, and before a comparison
 * @typedef {object} Kept what a tab keeps in the browser
 * @property {number} version
 * @property {Work} work
 * @property {string} scene
 * @property {Record<string, LessonPlace>} left
 * @property {History} history
 * @property {Work | null} before
 * @property {Change[]} waiting
 * @property {string} lang
 * @property {Fields} fields
 * @property {string[]} addresses of the page: as it was, and as it is as soon as it is written
 * @property {Place & {typed: string} | null} [typing] what is typed in a cell and not taken yet
 * @property {Compared} compared
 *
 * @typedef {object} Tab what is open in this tab of the browser
 * @property {Record<string, string>} query the parameters with which the page was opened
 * @property {Work | null} work as last answered; null before the first answer
 * @property {string} scene of the lesson; empty without one
 * @property {number} iteration that is shown
 * @property {Record<string, LessonPlace>} left what was done in the lessons that were left
 * @property {History} history
 * @property {Work | null} before the work with which the numbers are compared
 * @property {Change[]} waiting for an answer
 * @property {string[]} said sentences about what could not be done
 * @property {boolean} lost whether the server is out of reach
 * @property {boolean} held whether the server has asked to wait for long
 * @property {string} lang that is asked for
 * @property {string} spoken the language of the last answer
 * @property {Fields} fields
 * @property {Compared} compared
 * @property {Place & {typed: string} | null} typing what was typed in a cell when the page was left
 * @property {Record<string, string>} address the parameters of the network or the lesson
 * @property {boolean} isAddressed whether they are those of the work
 * @property {boolean} wantsAddress whether to ask for them
 *
 * @typedef {object} State
 * @property {Data} data
 * @property {Structure} structure
 * @property {number} cursor the number of the current step
 * @property {Picture} picture
 * @property {Zoom} zoom
 * @property {ReadonlySet<string>} folded the groups that are one node
 * @property {number | null} sample that the neurons show; null for all of them
 * @property {Library} library
 * @property {boolean} playing
 * @property {number} speed
 * @property {Place | null} pinned the entry whose sum stays on screen
 * @property {Explored | null} explored the entry that is taken apart beside the stage
 * @property {string | null} panel the value whose matrix is open beside the graph
 * @property {Refusal | null} refused what was refused last, whose sentence is shown
 * @property {ReadonlyMap<string, Refusal>} unread texts that are no numbers and stay in their cells, by key
 * @property {Display} display
 * @property {Overlay | null} overlay what is laid over the numbers
 * @property {Data["values"] | null} previous the numbers before the last edit
 * @property {Content | null} lesson
 * @property {string} stop of the lesson; empty without one
 * @property {Work} work as last answered
 * @property {boolean} presenting
 * @property {readonly Change[]} answered the changes that the last answer was about
 * @property {number} waits number of changes that wait for an answer
 * @property {number | null} runsTo the iteration to which a run goes on; null if none does
 * @property {boolean} offline whether the server is out of reach
 * @property {boolean} held whether the server has asked to wait for long
 * @property {boolean} busy whether anything is still to come
 * @property {readonly string[]} said sentences about what could not be done
 * @property {Fields} fields
 * @property {readonly string[]} focus the values that the stop lights
 * @property {ReadonlyMap<string, Mark>} marks on the timeline, by the name of the step
 * @property {ReadonlyMap<string, string>} pending typed texts without an answer, by key; by the name of a matrix what
 * was pasted into it
 *
 * @typedef {(state: State, before: State) => void} Listener
 * @typedef {object} Store
 * @property {State} state
 * @property {(change: Partial<State>) => void} set
 * @property {(listener: Listener) => () => void} subscribe
 *
 * @typedef {object} Player what every part of the player works with
 * @property {HTMLElement} root
 * @property {Store} store
 * @property {(key: string, values?: Record<string, string | number>) => string} text
 * @property {(change: Change) => void} send
 * @property {(change: Change) => void} expect a change that is likely to be sent soon: its answer is asked ahead
 * @property {() => void} ask send the questions that are open
 * @property {() => void} stop end a run where it is
 * @property {() => Work} work as it is now, with the view
 * @property {() => string} link the address of the work, as the server wrote it last
 * @property {() => Promise<string | null>} presentLink the address of the work as it is now; null if the server is lost
 * @property {(work: Work) => void} open
 * @property {() => void} startAnew
 * @property {() => void} forget everything on this computer
 * @property {(lang: string) => void} speak
 * @property {(cursor: number) => void} go
 * @property {(name: string) => void} visit go to the step that computes a value, or open its matrix
 * @property {(name: string | null) => void} point light one value up wherever it is shown
 * @property {(listener: (name: string | null) => void) => void} onPoint
 * @property {AbortSignal} signal
 *
 * @typedef {{parentElement: ParentNode, setStateValue: (name: string, value: unknown) => void}} Mount
 */
export {};
