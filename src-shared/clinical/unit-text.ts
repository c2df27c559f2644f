/** UCUM units as they are printed on devices and charts. */
const printed: Readonly<Record<string, string>> = {
  'mm[Hg]': 'mmHg',
  Cel: '°C',
  '[degF]': '°F',
  '[lb_av]': 'lb',
  '[in_i]': 'in',
  'kg/m2': 'kg/m²',
  '10*3/uL': '10³/µL',
  '10*9/L': '10⁹/L',
  'umol/L': 'µmol/L',
  'ukat/L': 'µkat/L',
  'mL/min/{1.73_m2}': 'mL/min/1.73 m²',
  'U/g{Hb}': 'U/g Hb',
  'U/mL{RBC}': 'U/mL red cells',
  'nmol/h/mL{RBC}': 'nmol/h/mL red cells',
  'meq/L': 'mEq/L',
  '1': '',
}

/** A UCUM unit for people; a unit without another name stays as it is. */
export const unitText = (ucum: string): string => (Object.hasOwn(printed, ucum) ? (printed[ucum] ?? ucum) : ucum)
