/** The data of a meter's report: four bytes before it, the fourth its length, at most 60. */
export const contourData = (report: Uint8Array): Uint8Array =>
  report.subarray(4, 4 + Math.min(report[3] ?? 0, 60, Math.max(0, report.length - 4)))
