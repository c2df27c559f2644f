/** Which day or week is looked at, in whose time zone. */
export interface When {
  readonly zone: string
  readonly today: string
  readonly day: string
  readonly isWeek: boolean
  readonly setDay: (day: string) => void
  readonly setWeek: (isWeek: boolean) => void
}
