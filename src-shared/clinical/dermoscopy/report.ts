/** One of the ten items of a dermoscopy report. */
export interface ReportItem {
  readonly id: string
  readonly number: number
  readonly label: string
  /** What belongs there, one sentence. */
  readonly hint: string
  /** Recommended items must be there before the report can be signed; the others may stay empty. */
  readonly need: 'recommended' | 'optional'
}

/** Raised whenever an item or its need changes; stored with every report. */
export const reportVersion = 'cutis-dermoscopy-report/1'

const row = (number: number, id: string, [label, hint]: readonly [string, string]): ReportItem => ({
  id,
  number,
  label,
  hint,
  need: number === 5 || number === 10 ? 'optional' : 'recommended',
})

/** The ten items (Malvehy 2007, J Am Acad Dermatol 57:84, International Dermoscopy Society), in their order. Words are our own. */
export const reportItems: readonly ReportItem[] = [
  row(1, 'history', ['Age and history', 'Age, what is known of the lesion, and personal and family history.']),
  row(2, 'clinical', ['Clinical description', 'What is seen and felt without a dermatoscope.']),
  row(3, 'two-step', ['First step', 'Melanocytic or not, by the two-step method.']),
  row(4, 'terms', ['Dermoscopic description', 'What is seen through the dermatoscope, in standard terms.']),
  row(5, 'algorithm', ['Algorithm', 'Which algorithms were used, and what they gave.']),
  row(6, 'equipment', ['Equipment', 'Device, light, and magnification.']),
  row(7, 'images', ['Images', 'Clinical and dermoscopic pictures that belong to the report.']),
  row(8, 'assessment', ['Assessment', 'Your own diagnosis or differential diagnosis.']),
  row(9, 'management', ['Management', 'What is decided: leave, follow, excise, refer.']),
  row(10, 'pathologist', ['For the pathologist', 'If it is excised: what to look for, and where.']),
]

/** What a report is made of, as far as its completeness goes. */
export interface Reported {
  readonly items: Readonly<Record<string, string>>
  readonly images: readonly string[]
}

/** Recommended items that are empty, in their order: while there is one, the report cannot be signed. */
export const missingItemsOf = ({ items, images }: Reported): readonly ReportItem[] =>
  reportItems.filter(({ id, need }) => {
    if (need === 'optional') return false
    return (items[id] ?? '').trim() === '' || (id === 'images' && images.length === 0)
  })
