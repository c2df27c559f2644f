const umFormat = new Intl.NumberFormat('en', { maximumSignificantDigits: 4 })

/** A pixel's size, µm, in four digits. */
export const umText = (umPerPx: number): string => umFormat.format(umPerPx)
