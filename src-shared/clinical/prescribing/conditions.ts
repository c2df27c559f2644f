import type { Condition } from './types.ts'

/** ICD-10-CM beginnings that mean a state rules ask for; a clinic confirms them. What cannot be told from a code is ticked. */
const rows: readonly (readonly [prefix: string, condition: Condition])[] = [
  ['I50', 'heart-failure'],
  ['G35', 'multiple-sclerosis'],
  ['K50', 'inflammatory-bowel-disease'],
  ['K51', 'inflammatory-bowel-disease'],
  ['E80.0', 'porphyria'],
  ['E80.1', 'porphyria'],
  ['E80.2', 'porphyria'],
  ['D55.0', 'g6pd-deficiency'],
  ['D75.A', 'g6pd-deficiency'],
  ['L93', 'lupus'],
  ['M32', 'lupus'],
  ['F32', 'depression'],
  ['F33', 'depression'],
  ['K70', 'liver-disease'],
  ['K72', 'liver-disease'],
  ['K73', 'liver-disease'],
  ['K74', 'liver-disease'],
  ['F17', 'smoker'],
  ['Z72.0', 'smoker'],
  ['F10', 'alcohol-excess'],
  ['I45.81', 'qt-prolongation'],
  ['I31', 'pericardial-disease'],
  ['N18', 'renal-disease'],
  ['H35.3', 'macular-disease'],
  ['A15', 'tuberculosis-active'],
  ['B16', 'hepatitis-b-active'],
  ['R63.4', 'weight-loss'],
  ['I20', 'cardiovascular-risk'],
  ['I21', 'cardiovascular-risk'],
  ['I25', 'cardiovascular-risk'],
  ['I63', 'cardiovascular-risk'],
  ['I26', 'cardiovascular-risk'],
  ['I82', 'cardiovascular-risk'],
]

/** The states a coded diagnosis means; none where rules do not ask for it. */
export const conditionsOfIcd = (code: string): readonly Condition[] => [
  ...new Set(rows.filter(([prefix]) => code.toUpperCase().startsWith(prefix)).map(([, condition]) => condition)),
]
