/** Where the codes come from: checked one by one against a LOINC short-name table; LOINC is free with its notice. */
export const loincEdition = {
  id: 'loinc',
  system: 'http://loinc.org',
  source: 'LOINC, Regenstrief Institute (loinc.org/license); units UCUM',
  edition: 'checked 2026',
  owner: 'clinic policy',
  effectiveFrom: '2012-01-01',
} as const

export type LoincKind = 'laboratory' | 'vital'

export interface LoincRow {
  readonly code: string
  readonly name: string
  readonly kind: LoincKind
  /** UCUM units in which this code may be told, the usual one first; empty where the answer is positive or negative. */
  readonly units: readonly string[]
}

const lab = (code: string, name: string, ...units: readonly string[]): LoincRow => ({
  code,
  name,
  kind: 'laboratory',
  units,
})
const vital = (code: string, name: string, ...units: readonly string[]): LoincRow => ({
  code,
  name,
  kind: 'vital',
  units,
})

const enzyme = ['U/L', 'ukat/L']
const massPerDl = 'mg/dL'
const cells = ['10*3/uL', '10*9/L']
const clearance = 'mL/min/{1.73_m2}'

/** What a dermatologist follows before and during systemic treatment. A code measures one property: mg/dL and umol/L are two. */
export const loincRows: readonly LoincRow[] = [
  lab('1742-6', 'ALT', ...enzyme),
  lab('1920-8', 'AST', ...enzyme),
  lab('6768-6', 'Alkaline phosphatase', ...enzyme),
  lab('1975-2', 'Bilirubin, total', massPerDl),
  lab('1751-7', 'Albumin', 'g/dL', 'g/L'),
  lab('2160-0', 'Creatinine', massPerDl),
  lab('14682-9', 'Creatinine (molar)', 'umol/L'),
  lab('3094-0', 'Urea nitrogen', massPerDl),
  lab('98979-8', 'eGFR (CKD-EPI 2021)', clearance),
  lab('33914-3', 'eGFR (MDRD)', clearance),
  lab('2823-3', 'Potassium', 'mmol/L', 'meq/L'),
  lab('2345-7', 'Glucose', massPerDl),
  lab('2571-8', 'Triglycerides', massPerDl),
  lab('2093-3', 'Cholesterol', massPerDl),
  lab('6690-2', 'White cells', ...cells),
  lab('751-8', 'Neutrophils', ...cells),
  lab('731-0', 'Lymphocytes', ...cells),
  lab('718-7', 'Haemoglobin', 'g/dL', 'g/L'),
  lab('777-3', 'Platelets', ...cells),
  lab('2106-3', 'hCG, urine'),
  lab('2118-8', 'hCG, serum'),
  lab('5196-1', 'Hepatitis B surface antigen'),
  lab('13955-0', 'Hepatitis C antibody'),
  lab('2357-2', 'G6PD, quantitative', 'U/g{Hb}'),
  lab('2356-4', 'G6PD, qualitative'),
  lab('21563-2', 'TPMT', 'U/mL{RBC}', 'nmol/h/mL{RBC}'),
  vital('29463-7', 'Weight', 'kg', '[lb_av]'),
  vital('8302-2', 'Height', 'cm', '[in_i]'),
  vital('39156-5', 'Body mass index', 'kg/m2'),
  vital('8310-5', 'Temperature', 'Cel', '[degF]'),
  vital('8867-4', 'Heart rate', '/min'),
  vital('8480-6', 'Systolic blood pressure', 'mm[Hg]'),
  vital('8462-4', 'Diastolic blood pressure', 'mm[Hg]'),
  vital('59408-5', 'Oxygen saturation by oximeter', '%'),
  vital('2708-6', 'Oxygen saturation, arterial', '%'),
]

const byCode = new Map(loincRows.map(row => [row.code, row]))

/** The row of a code; undefined where the list does not have it. */
export const loincOf = (code: string): LoincRow | undefined => byCode.get(code)

/** Codes of renal function that prescribing rules ask for, the better one first. */
export const egfrCodes = ['98979-8', '33914-3'] as const
export const creatinineCodes = ['2160-0', '14682-9'] as const
