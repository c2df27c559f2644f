/** A number that a clinic may set. Values are decimal text in `unit`; `whole` ones have no decimals. */
export interface Threshold {
  readonly id: string
  readonly value: string
  readonly min: string
  readonly max: string
  readonly unit: string
  readonly whole: boolean
  readonly rule: string
  readonly source: string
}

type Row<Id extends string> = readonly [
  id: Id,
  value: string,
  range: readonly [string, string],
  unit: string,
  rule: string,
]

const decision = 'Decision of the house where sources are open; to be confirmed by the clinic'
const whole = <const Id extends string>([id, value, [min, max], unit, rule]: Row<Id>) =>
  ({ id, value, min, max, unit, rule, whole: true, source: decision }) as const
const decimal = <const Id extends string>([id, value, [min, max], unit, rule]: Row<Id>) =>
  ({ id, value, min, max, unit, rule, whole: false, source: decision }) as const

/** Who keeps the numbers below, and since when they hold. */
export const thresholdTable = {
  version: 'cutis-triage-thresholds/1',
  edition: 'cutis-triage/1 (2026-11)',
  from: '2026-11-01',
  owner: 'clinic policy',
  confirm: true,
} as const

/** Every number of the triage rules that a clinic may set (clinical.md §2.2, decisions). */
export const thresholds = [
  decimal(['fever', '38', ['37', '40'], '°C', 'fever']),
  whole(['unstableSystolicBelow', '90', ['60', '120'], 'mm Hg', 'unstable']),
  whole(['unstablePulseAbove', '120', ['80', '200'], '/min', 'unstable']),
  whole(['newDrugDays', '56', ['1', '180'], 'd', 'R1']),
  whole(['feverAffectedPercent', '10', ['1', '100'], '%', 'R1']),
  whole(['mucosalSitesWithPain', '1', ['1', '5'], 'sites', 'R1']),
  whole(['mucosalSitesWithoutPain', '2', ['1', '5'], 'sites', 'R1']),
  whole(['erythrodermaPercent', '90', ['50', '100'], '%', 'R5']),
  whole(['drugRashFromDays', '14', ['0', '60'], 'd', 'R6']),
  whole(['drugRashToDays', '56', ['14', '180'], 'd', 'R6']),
  whole(['infantMonths', '3', ['1', '24'], 'mo', 'R10']),
  whole(['weightedSevenPoint', '3', ['1', '9'], 'points', 'R13']),
  decimal(['diameterSevenPoint', '7', ['1', '30'], 'mm', 'R13']),
  decimal(['tds', '5.5', ['1', '9'], 'points', 'R14']),
  decimal(['tdsBetween', '4.8', ['1', '9'], 'points', 'R14']),
  whole(['sevenPoint', '3', ['1', '10'], 'points', 'R14']),
  whole(['sevenPointRevised', '1', ['1', '7'], 'points', 'R14']),
  whole(['threePoint', '2', ['1', '3'], 'points', 'R14']),
  whole(['cash', '8', ['1', '17'], 'points', 'R14']),
  whole(['nodularGrowingDaysOver', '30', ['7', '180'], 'd', 'R15']),
  decimal(['squamousMmOver', '10', ['1', '50'], 'mm', 'R16']),
  decimal(['largeMm', '20', ['5', '100'], 'mm', 'R18']),
  decimal(['largeFaceMm', '10', ['2', '100'], 'mm', 'R18']),
  whole(['rapidDays', '56', ['7', '180'], 'd', 'R18']),
  whole(['merkelAgeYears', '65', ['40', '90'], 'a', 'R19']),
  decimal(['easiOver', '21', ['1', '72'], 'points', 'R22']),
  decimal(['pasiOver', '10', ['1', '72'], 'points', 'R22']),
  decimal(['dlqiOver', '10', ['1', '30'], 'points', 'R22']),
  decimal(['itch', '7', ['1', '10'], 'points', 'R22']),
  decimal(['uas7', '28', ['1', '42'], 'points', 'R22']),
  decimal(['salt', '50', ['1', '100'], 'points', 'R22']),
  decimal(['ihs4', '11', ['1', '100'], 'points', 'R22']),
  whole(['worseningReadings', '3', ['1', '10'], 'readings', 'R23']),
  whole(['bandsUp', '2', ['1', '5'], 'bands', 'R23']),
  whole(['crisisSystolic', '180', ['140', '250'], 'mm Hg', 'R23']),
  whole(['crisisDiastolic', '120', ['90', '160'], 'mm Hg', 'R23']),
  decimal(['altTimesOver', '3', ['1', '20'], '× upper limit', 'R24']),
  decimal(['whiteCellsBelow', '3', ['1', '5'], '10^9/L', 'R24']),
  decimal(['plateletsBelow', '100', ['20', '150'], '10^9/L', 'R24']),
  whole(['creatinineRiseOver', '25', ['5', '200'], '%', 'R24']),
  whole(['zosterHours', '72', ['24', '168'], 'h', 'R31']),
  whole(['youngestCancerAge', '15', ['0', '20'], 'a', 'S4']),
  whole(['lesionsForFullCheck', '3', ['1', '50'], 'lesions', 'S6']),
  whole(['targetP2', '14', ['1', '28'], 'd', 'clock']),
  whole(['targetP3', '28', ['1', '84'], 'd', 'clock']),
  whole(['targetP4', '84', ['1', '365'], 'd', 'clock']),
  whole(['targetP5', '3', ['1', '30'], 'working days', 'clock']),
  whole(['fasterDiagnosis', '28', ['1', '84'], 'd', 'clock']),
] as const
