/** The part of plotly.js that the player uses; the script comes from the installed plotly package. */
declare namespace PlotlyJs {
  type Figure = { data?: object[]; layout?: object; config?: object; frames?: object[] };

  /** One element under the pointer, as plotly reports it. */
  type Point = {
    curveNumber: number;
    pointNumber: number;
    customdata?: any;
    x?: any;
    y?: any;
    text?: string;
  };

  type MouseEventData = { event: MouseEvent; points: Point[] };

  /** What a graph becomes once plotly has drawn into it. */
  interface GraphDiv extends HTMLElement {
    data: any[];
    layout: any;
    on(name: string, handler: (event: MouseEventData) => void): void;
    removeAllListeners(name: string): void;
  }

  interface Api {
    newPlot(root: HTMLElement, data: object[], layout?: object, config?: object): Promise<GraphDiv>;
    react(root: HTMLElement, data: object[], layout?: object, config?: object): Promise<GraphDiv>;
    restyle(root: HTMLElement, changes: object, traces?: number | number[]): Promise<GraphDiv>;
    relayout(root: HTMLElement, changes: object): Promise<GraphDiv>;
    purge(root: HTMLElement): void;
    Plots: { resize(root: HTMLElement): Promise<void> };
  }
}

declare var Plotly: PlotlyJs.Api;
