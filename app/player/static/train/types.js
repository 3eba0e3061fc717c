/**
 * What Python tells the page of a training, and what the server answers. Only types: nothing runs here.
 *
 * @typedef {[number | null, number | null]} Measures loss and accuracy
 * @typedef {object} Rows what was measured, in columns
 * @property {number[]} iteration
 * @property {Measures[]} trained
 * @property {Measures[]} validated
 * @property {(number | null)[][][]} layers of each row for each layer: output, gradient, update, idle
 * @typedef {{iteration: number, step: number, name: string, text: string}} Fault
 * @typedef {{kind: string, x?: number[], y?: number[], z?: number[][], classes?: number[][], weights?: (number | null)[][], confusion?: number[][]}} Seen
 * @typedef {object} Look what is looked at besides the course: `parts` and `axes` of figures, and what a view draws itself
 * @property {Record<string, {x: number[], y: (number | null)[], z?: number[][]}>} [parts]
 * @property {Record<string, Record<string, object>>} [axes] by figure and axis
 * @property {Parameters} [parameters]
 * @property {Neurons} [neurons]
 * @property {Pictures & {page: number, pages: number, of: number}} [samples]
 * @property {Pictures & {wrong: number, of: number}} [mistakes]
 * @property {{side: number, picture: string, says: (number | null)[], classes: string[]}} [drawn]
 * @typedef {object} Pictures each a digit of base 16 a pixel, with its class, the one that comes out and how surely
 * @property {number} side
 * @property {string[]} pictures
 * @property {string[]} truth
 * @property {string[]} says
 * @property {(number | null)[]} sure
 * @typedef {{map: string, least: number | null, most: number | null}} Neuron its outputs around the data as bytes in base64, and their range
 * @typedef {{layers: Neuron[][], around?: Around | null}} Neurons and the chosen one
 * @typedef {{x: number[], y: number[], z?: number[][], classes?: undefined, size?: number}} Around of a chosen neuron, from -1 to 1, with its largest output in size
 * @typedef {{names: string[], chosen: string, entries: [number, number][]}} Parameters of which entries are followed
 * @typedef {{done: number, rows: Rows, seen: Seen, look: Look | null, weights: string, fault: Fault | null}} Stood where a training stands
 * @typedef {{beside: number, done: number, rows: Rows, fault: Fault | null}} BesideLine the course of one of the trainings beside it, by its place
 * @typedef {Stood | Picture | BesideLine} Line of what is watched
 * @typedef {{done: number, weights: string}} Picture the weights of all layers, float32 in base64; empty for a large network
 *
 * @typedef {{data: Record<string, any>[], layout: Record<string, any>}} Figure as Plotly takes it
 * @typedef {object} Given what Python tells
 * @property {"en" | "zh"} lang
 * @property {Record<string, string>} words
 * @property {Record<string, string>} query the parameters of the training's address
 * @property {Record<string, Figure>} figures
 * @property {Record<string, string[]>} views the charts that are shown together
 * @property {string[]} asked the views for which the server is asked for more than the course
 * @property {number[]} widths of the layers whose weights are drawn, the inputs first; none of a large network
 * @property {{name: string, colour: string}[]} classes in the plane of the samples, in the order in which they are numbered
 * @property {boolean} isHeldBack whether there are samples to validate with
 * @property {number} length how many iterations an epoch has
 * @property {number} most how many iterations a training may have
 * @property {number} seed
 * @property {string} moment what the address of the player says before the iteration
 *
 * @property {string} [table] the name of the table of one's own that it is about
 * @property {string} [missing] the name of one that the server has not, in place of all else
 * @property {{figures: Record<string, Figure>, kinds: string[], entries: string[], parameters: string[]}} surface
 * @property {Beside} beside the trainings beside the one that is shown
 *
 * @property {Compared} [compare] the trainings of an experiment, in place of one
 *
 * @typedef {{word: string, label: string}} Offered a training to compare with, as the address has it
 * @typedef {object} Beside
 * @property {Offered & {colour: string}} own
 * @property {(Offered & {colour: string, query: Record<string, string>})[]} runs
 * @property {Offered[]} offered
 * @property {number} most
 *
 * @typedef {{walked: number}} Walked how far the path is walked
 * @typedef {object} Surface the loss over a plane, and the path in it
 * @property {(number | null)[][]} rows
 * @property {number[]} x
 * @property {number[]} y
 * @property {[string, string]} axes what is moved along them
 * @property {{iteration: number[], x: (number | null)[], y: (number | null)[], loss: (number | null)[]}} path
 * @property {string} said
 * @property {number} samples on which the loss is measured
 * @property {number} last to which iteration the path goes
 * @property {number} at the iteration through whose weights the plane is laid
 * @typedef {Walked | (Surface & {side: number})} SurfacePart what the server answers
 *
 * @typedef {object} Compared
 * @property {number} iterations
 * @property {{name: string, label: string, query: Record<string, string>}[]} runs
 * @property {Record<string, Figure>} figures
 * @property {string} verdict
 * @property {string} see
 *
 * @typedef {object} Room what the parts of the page work with
 * @property {HTMLElement} place the element in which they stand
 * @property {Given} given
 * @property {(key: string, values?: Record<string, string | number>) => string} text
 * @property {AbortSignal} signal
 */

/**
 * @typedef {object} Drawn a chart that a module draws by itself
 * @property {HTMLElement} element
 * @property {() => void} show draw what there is now
 * @property {() => string} [choice] what is chosen in it, as a word of a request
 * @property {() => Record<string, object>} [lines] what it says of parts of the figures beside it
 */

export {};
