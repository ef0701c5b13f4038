/** The colours of a picture: those of the window, light or dark, or those of paper. */
export interface PictureColours {
  text: string;
  textSoft: string;
  textFaint: string;
  border: string;
  borderSoft: string;
  raised: string;
  accent: string;
  person: string;
  barDone: string;
  barOpen: string;
  barPerson: string;
  barPhoto: string;
  barWaiting: string;
}

/** Of paper: as light and dark as the window's, so that copies in grey tell them apart, with hatching for what two share. */
export const PAPER_COLOURS: PictureColours = {
  text: '#141414',
  textSoft: '#4a4a4a',
  textFaint: '#6b6b6b',
  border: '#8c8c8c',
  borderSoft: '#dcdcdc',
  raised: '#ffffff',
  accent: '#1f5c85',
  person: '#a8271f',
  barDone: '#2f6f4e',
  barOpen: '#9ccbb0',
  barPerson: '#c4564d',
  barPhoto: '#e3bd6f',
  barWaiting: '#e3e6ea',
};

/** What ECharts draws (EChartsCoreOption). */
export type PictureOption = Record<string, unknown>;

/** A part of a picture that can be gone to, with what it says. */
export interface PictureItem<Target> {
  series: number;
  index: number;
  /** Its line of the vertical axis, from the top: what has to be scrolled to. */
  line: number;
  label: string;
  target: Target;
}

/** A picture, its parts in the order of reading, and the same in rows of words: it says nothing that these do not. */
export interface Picture<Target> {
  option: PictureOption;
  items: PictureItem<Target>[];
  /** How many lines are seen at once; null: all of them. */
  linesAtOnce: number | null;
  /** Pixels in which all of it is readable. */
  height: number;
  table: { head: string[]; rows: string[][] };
}

/** Hatching of what would look like something else without colours, by the colours' own line. */
export function hatching(colour: string, angle: number): object {
  return { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [2, 5], rotation: angle, color: colour };
}

/** What all pictures have in common: no movement, and tooltips that are drawn (the page lets no style be written in). */
export function frameOf(colours: PictureColours): PictureOption {
  return {
    animation: false,
    tooltip: {
      renderMode: 'richText',
      backgroundColor: colours.raised,
      borderColor: colours.border,
      textStyle: { color: colours.text, fontSize: 12 },
    },
  };
}

/** How many lines of a picture have room; never so few that scrolling would be all that one does. */
export function linesIn(room: number | null, around: number, line: number): number {
  return room === null ? Number.POSITIVE_INFINITY : Math.max(6, Math.floor((room - around) / line));
}

/** So many lines at once, the others scrolled to with the wheel or the bar at the right. */
export function scrolling(lines: number): PictureOption {
  const moves = { zoomOnMouseWheel: false, moveOnMouseWheel: true, moveOnMouseMove: false, zoomLock: true };
  const range = { yAxisIndex: 0, startValue: 0, endValue: lines - 1 };
  return {
    dataZoom: [
      { type: 'inside', ...range, ...moves },
      {
        type: 'slider',
        ...range,
        right: 4,
        width: 14,
        zoomLock: true,
        showDetail: false,
        brushSelect: false,
      },
    ],
  };
}
