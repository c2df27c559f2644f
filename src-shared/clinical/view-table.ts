import { poses } from './body-poses.ts'
import type { Checklist, Presentation, View } from './views.ts'

type Row = readonly [id: string, label: string, hint: string, imageType: View['imageType'], need?: View['need']]

const view = (row: Row, extra: Partial<Pick<View, 'count' | 'perLesion'>> = {}): View => {
  const [id, label, hint, imageType, need = 'required'] = row
  return { id, label, hint, imageType, need, count: 1, perLesion: false, ...extra }
}

const quickGuide = 'ATA Quick Guide to Store-and-Forward Teledermatology; ATA guideline 2007/2012 (via Tensen)'
const edition = 'cutis-views/1 (2026-11)'

const locating = [
  'regional',
  'Regional',
  'Show the lesion and at least one body landmark.',
  'clinical: overview',
] as const
const closeUp = [
  'close-up',
  'Close-up with scale',
  'Straight on, with a ruler or marker of known size.',
  'clinical: close-up',
] as const
const oblique = ['oblique', 'Close-up, oblique', 'From the side, to show elevation.', 'clinical: close-up'] as const
const dermoscopic = [
  'dermoscopic',
  'Dermoscopic',
  'Contact, polarised by default.',
  'dermoscopic',
  'with-device',
] as const
const secondMode = [
  'dermoscopic-2',
  'Dermoscopic, second mode',
  'The other polarisation.',
  'dermoscopic',
  'optional',
] as const
const lesionRows: readonly Row[] = [locating, closeUp, oblique, dermoscopic, secondMode]

/** Required views by presentation, clinical.md §2.1 (clinic policy may add to it, never silently take away). */
export const checklists: Readonly<Record<Presentation, Checklist>> = {
  'single-lesion': { label: 'Single lesion', views: lesionRows.map(row => view(row)), source: quickGuide, edition },
  'multiple-lesions': {
    label: 'Multiple lesions',
    views: [
      view([
        'overview',
        'Overview with numbers',
        'All lesions in one picture, numbered as on the body map.',
        'clinical: overview',
      ]),
      ...lesionRows.map(row => view(row, { perLesion: true })),
    ],
    source: quickGuide,
    edition,
  },
  'rash-localised': {
    label: 'Rash, localised',
    views: [
      view(['far', 'Far', 'The whole region with the same place on the other side.', 'clinical: overview']),
      view(['medium', 'Medium', 'The rash with some healthy skin around it.', 'clinical: overview']),
      view(['close-up', 'Close-up', 'Straight on.', 'clinical: close-up']),
      view(oblique),
    ],
    atLeast: 4,
    source: quickGuide,
    edition,
  },
  'rash-generalised': {
    label: 'Rash, generalised',
    views: [
      view(['region', 'Four regions', 'Front, back and both sides, or the four worst regions.', 'clinical: overview'], {
        count: 4,
      }),
      view(['close-up', 'Close-up', 'Two typical places, straight on.', 'clinical: close-up'], { count: 2 }),
      view([
        'mucosa',
        'Mouth and mucosa',
        'Only where affected; answer yes or no.',
        'clinical: close-up',
        'if-affected',
      ]),
      view(['palms', 'Palms', 'Only where affected; answer yes or no.', 'clinical: close-up', 'if-affected']),
      view(['soles', 'Soles', 'Only where affected; answer yes or no.', 'clinical: close-up', 'if-affected']),
      view(['nails', 'Nails', 'Only where affected; answer yes or no.', 'clinical: close-up', 'if-affected']),
    ],
    atLeast: 6,
    source: quickGuide,
    edition,
  },
  'hair-scalp': {
    label: 'Hair and scalp',
    views: [
      view(['frontal', 'Frontal', 'Hairline from the front.', 'clinical: overview']),
      view(['vertex', 'Vertex', 'From above, parting in the middle.', 'clinical: overview']),
      view(['temporal-left', 'Left temple', 'From the left.', 'clinical: overview']),
      view(['temporal-right', 'Right temple', 'From the right.', 'clinical: overview']),
      view(['occiput', 'Occiput', 'From behind.', 'clinical: overview']),
      view(['trichoscopy', 'Trichoscopy', 'Border of the affected area.', 'dermoscopic', 'optional']),
    ],
    source: quickGuide,
    edition,
  },
  nail: {
    label: 'Nail',
    views: [
      view(['all-nails', 'All nails', 'All nails of both hands or both feet in one view.', 'clinical: overview']),
      view(['nail-close-up', 'Affected nail', 'Straight on, with the nail folds.', 'clinical: close-up']),
      view(['dermoscopic', 'Dermoscopic', 'With gel, so that the plate does not shine.', 'dermoscopic', 'optional']),
    ],
    source: quickGuide,
    edition,
  },
  'biopsy-site': {
    label: 'Biopsy-site marking',
    views: [
      view([
        'landmarks',
        'Two landmarks and arrow',
        'At least two fixed landmarks and an arrow to the site.',
        'clinical: overview',
      ]),
      view(['close-up', 'Close-up', 'The marked site, straight on.', 'clinical: close-up']),
    ],
    source: quickGuide,
    edition,
  },
  'total-body': {
    label: 'Total body',
    views: poses.map(({ id, label, hint }) => view([id, label, hint, 'clinical: overview'])),
    source: 'Set of the house (clinic policy)',
    edition,
  },
}
