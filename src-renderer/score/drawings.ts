/** A small line drawing, 24 by 24: strokes, and discs that are filled. */
export interface Drawn {
  readonly lines?: string
  readonly discs?: readonly (readonly [x: number, y: number, r: number])[]
  /** Filled areas, half as strong as the lines. */
  readonly areas?: string
}

const outline = 'M12 3c6 0 9 4 9 9s-4 9-9 9-9-4-9-9 3-9 9-9Z'
const grid = 'M6 8h12M5 12h14M6 16h12M8 5v14M12 4v16M16 5v14'
const uneven =
  'M6 8c4 1 8-2 12 1M4 12c5-2 10 3 16-1M6 17c4-3 8 1 12-1M8 5c2 5-2 9 1 14M13 4c-2 6 2 10-1 16M17 6c1 4-2 8 0 12'
const rays = 'M19 12h3M2 12h3M12 2v3M12 19v3M5 5l2 2M17 17l2 2M19 5l-2 2M7 17l-2 2'
const body = 'M12 6c4 0 6 3 6 6s-2 6-6 6-6-3-6-6 2-6 6-6Z'
const blob = 'M9 9c3-3 7-1 7 3s-4 5-7 3-3-4 0-6Z'

/** Our own drawings of the criteria, by code. */
export const drawings: Readonly<Record<string, Drawn>> = {
  'asymmetry.axes': { lines: `${outline}M12 1v22M1 12h22` },
  'asymmetry.pattern': { lines: `${outline}M12 1v22`, areas: 'M12 3c6 0 9 4 9 9s-4 9-9 9Z' },
  'symmetry.everywhere': { lines: `${outline}M12 3v18M3 12h18M6 6l12 12M18 6 6 18` },
  architecture: {
    lines: outline,
    discs: [
      [8, 8, 2],
      [15, 9, 1],
      [10, 15, 1.4],
      [16, 16, 2.4],
      [12, 11, 0.8],
    ],
  },
  'border.abrupt': {
    lines: 'M12 12V2M12 12h10M12 12v10M12 12H2M12 12l7-7M12 12l7 7M12 12l-7 7M12 12 5 5M12 2a10 10 0 0 1 10 10',
  },
  'network.typical': { lines: grid },
  'network.atypical': { lines: uneven },
  'network.broadened': {
    lines: 'M6 8h12M5 12h6M6 16h5M8 5v14M12 4v5M16 5v4',
    areas: 'M11 10h10v3H11ZM11 16h9v3h-9ZM12 10h3v10h-3ZM17 10h3v9h-3Z',
  },
  'network.negative': {
    lines: outline,
    discs: [
      [8, 8, 1.8],
      [13, 7, 1.8],
      [17, 11, 1.8],
      [7, 13, 1.8],
      [12, 12, 1.8],
      [15, 16, 1.8],
      [10, 17, 1.8],
    ],
  },
  'dots.several': {
    lines: outline,
    discs: [
      [9, 9, 1],
      [14, 8, 1],
      [12, 13, 1],
      [16, 14, 1],
      [8, 15, 1],
    ],
  },
  globules: {
    lines: outline,
    discs: [
      [9, 9, 2.2],
      [15, 9, 2.2],
      [9, 15, 2.2],
      [15, 15, 2.2],
    ],
  },
  'dots.irregular': {
    lines: outline,
    discs: [
      [8, 8, 2.4],
      [11, 7, 0.8],
      [17, 13, 1.8],
      [15, 17, 0.8],
      [12, 12, 1.2],
    ],
  },
  'dots.brown': {
    lines: outline,
    discs: [
      [13, 12, 0.9],
      [15, 11, 0.9],
      [14, 14, 0.9],
      [16, 13, 0.9],
      [17, 15, 0.9],
      [15, 16, 0.9],
    ],
  },
  'dots.peripheral': {
    lines: outline,
    discs: [
      [5, 9, 1.4],
      [8, 5, 1.4],
      [18, 7, 1.4],
      [19, 14, 1.4],
      [14, 19, 1.4],
    ],
  },
  'dots.blue-grey': {
    lines: outline,
    areas: blob,
    discs: [
      [8, 8, 0.7],
      [11, 9, 0.7],
      [9, 12, 0.7],
      [12, 13, 0.7],
      [14, 10, 0.7],
      [13, 16, 0.7],
    ],
  },
  'streaks.branched': { lines: 'M6 20 12 4M9 12l5 3M10 9l6-1M8 15l-4-1M13 15l4 4' },
  'streaks.irregular': { lines: `${body}M18 11l4-2M18 13l4 1M16 16l3 3` },
  'streaks.radial': { lines: `${body}M18 9l4-2M18 11h4M18 13h4M18 15l4 2` },
  'streaks.pseudopods': {
    lines: `${body}M17 9l3-2M18 12h3M17 15l3 2`,
    discs: [
      [20.5, 6.5, 1.5],
      [21.5, 12, 1.5],
      [20.5, 17.5, 1.5],
    ],
  },
  'streaks.starburst': { lines: body + rays },
  'area.structureless': { lines: outline, areas: 'M12 5c5 0 7 3 7 7s-3 6-7 5-5-5-2-7 0-5 2-5Z' },
  'blotch.regular': { lines: outline, areas: 'M12 8a4 4 0 1 1 0 8 4 4 0 1 1 0-8Z' },
  'blotch.irregular': {
    lines: outline,
    areas: 'M6 8c3-2 5 0 4 3s-5 2-5 0 0-2 1-3ZM15 13c3-1 4 1 3 4s-5 1-5-1 1-2 2-3Z',
  },
  veil: { lines: `${outline}M7 10c2-2 4 2 6 0s4 1 5 0M7 14c2-2 4 2 6 0s4 1 5 0`, areas: blob },
  'regression.scar': { lines: `${outline}M9 9c3-3 7-1 7 3s-4 5-7 3-3-4 0-6Z` },
  'regression.peppering': {
    lines: `${outline}M9 9c3-3 7-1 7 3s-4 5-7 3-3-4 0-6Z`,
    discs: [
      [10, 11, 0.6],
      [12, 10, 0.6],
      [13, 12, 0.6],
      [11, 13, 0.6],
      [14, 14, 0.6],
    ],
  },
  'area.blue-white': { lines: outline, areas: 'M5 12c2-4 7-4 9-1s-2 6-5 5-5-1-4-4Z' },
  'area.shiny-white': { lines: `${outline}M8 8l3-2M13 10l4-2M8 14l3-2M14 16l3-2` },
  'vessels.any': { lines: 'M4 18c4-1 4-5 8-5s4-5 8-7M12 13c1 3 4 3 5 5' },
  'vessels.atypical': {
    lines: 'M4 8c2 2 3-2 5 0s3 2 5-1M12 17c2-3 4 2 7-2',
    discs: [
      [6, 15, 1],
      [9, 17, 1],
      [18, 8, 1],
    ],
  },
  'vessels.polymorphous': {
    lines: 'M4 7c3 3 4-2 7 1M15 5c-3 3 3 4 0 7s3 3 2 6',
    discs: [
      [6, 15, 1.2],
      [10, 18, 1.2],
    ],
  },
  ulceration: { lines: `${outline}M8 12l2-3 3 2 3-2 1 4-3 1-1 3-3-2Z` },
  'triage.recognised': { lines: `${outline}M8 12l3 3 5-6` },
  'triage.disorganised': {
    lines: outline,
    areas: 'M8 7l5 1-2 4Z',
    discs: [
      [15, 10, 1.6],
      [9, 15, 1],
      [15, 16, 2.2],
    ],
  },
  'clinical.size-change': { lines: 'M12 9a3 3 0 1 1 0 6 3 3 0 1 1 0-6ZM4 4l4 4M20 4l-4 4M4 20l4-4M20 20l-4-4' },
  'clinical.irregular-shape': { lines: 'M7 5c3-2 4 2 7 1s6 3 4 6 2 6-3 7-5-2-8-1-4-4-2-7-1-4 2-6Z' },
  'clinical.irregular-colour': { lines: outline, areas: 'M12 3c6 0 9 4 9 9h-9Z' },
  'clinical.diameter': { lines: 'M3 12h18M3 12l3-3M3 12l3 3M21 12l-3-3M21 12l-3 3' },
  'clinical.inflammation': { lines: `${body}M2 12c0-6 4-10 10-10s10 4 10 10-4 10-10 10S2 18 2 12Z` },
  'clinical.oozing': { lines: 'M12 3c4 5 6 8 6 11a6 6 0 0 1-12 0c0-3 2-6 6-11Z' },
  'clinical.sensation': { lines: 'M4 12h4l2-6 4 12 2-6h4' },
}

/** The seven colours share one drawing: a field within the lesion. Colour itself stays off the screen near a picture. */
export const drawingOf = (code: string): Drawn => drawings[code] ?? { lines: `${outline}${blob}` }
