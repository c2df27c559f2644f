/** A visit begins late and takes longer than it was booked for. */
const graceMinutes = 30
const leastMinutes = 60
/** Without an appointment: as long as a seat. */
const unbookedMinutes = 240
/** The clinic makes no link for longer. */
const mostMinutes = 44_640

/** How long a guest's link is good: to the end of the appointment and a little longer. The end of the visit ends it in any case. Moments in ms. */
export function guestMinutes(now: number, end: number | undefined): number {
  const booked = end === undefined ? unbookedMinutes : Math.ceil((end - now) / 60_000) + graceMinutes
  return Math.min(mostMinutes, Math.max(leastMinutes, booked))
}

/** Until when (ms) an appointment of the patient's that was not made for this case is taken for this visit's. */
export const soon = (now: number): number => now + 24 * 3_600_000
