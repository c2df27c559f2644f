/** A number of a prescribing row that a clinic may set: decimal text in `unit`, between `min` and `max`. */
export interface PrescribingSetting {
  readonly id: `${string}.${string}`
  readonly value: string
  readonly min: string
  readonly max: string
  readonly unit: string
  readonly whole: boolean
}

type Row = readonly [id: PrescribingSetting['id'], value: string, range: readonly [string, string], unit: string]

/** A setting of whole numbers. */
export const whole = ([id, value, [min, max], unit]: Row): PrescribingSetting => ({
  id,
  value,
  min,
  max,
  unit,
  whole: true,
})

/** A setting of decimals. */
export const decimal = (row: Row): PrescribingSetting => ({ ...whole(row), whole: false })
