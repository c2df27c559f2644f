/** A preference holds at most so much; a note may be longer, so its draft is kept in pieces. */
export const pieceLength = 4000
/** The longest note the contract takes. */
export const longestNote = 20_000
const pieceCount = longestNote / pieceLength + 1

/** One preference to be set. */
export interface Piece {
  readonly key: string
  readonly value: string
}

const keyOf = (caseId: string, at: number): string => `draft.note.${caseId}.${at}`

/** True for the first half of a character that takes two places; a cut after it would spoil both pieces. */
const isHalf = (code: number): boolean => code >= 0xd800 && code <= 0xdbff

function cut(text: string): readonly string[] {
  const pieces: string[] = []
  for (let at = 0; at < text.length; ) {
    const end = Math.min(text.length, at + pieceLength)
    const whole = end < text.length && isHalf(text.charCodeAt(end - 1)) ? end - 1 : end
    pieces.push(text.slice(at, whole))
    at = whole
  }
  return pieces
}

/** A draft as preferences; pieces no longer needed are emptied. */
export function piecesOf(caseId: string, text: string): readonly Piece[] {
  const pieces = cut(text)
  return Array.from({ length: pieceCount }, (_, at) => ({ key: keyOf(caseId, at), value: pieces[at] ?? '' }))
}

/** The draft that lies in these preferences; empty where there is none. */
export const draftIn = (preferences: Readonly<Record<string, string>>, caseId: string): string =>
  Array.from({ length: pieceCount }, (_, at) => preferences[keyOf(caseId, at)] ?? '').join('')

/** What has to be written to get from one draft to the next: only the pieces that differ. */
export function changesBetween(caseId: string, before: string, after: string): readonly Piece[] {
  const known = piecesOf(caseId, before)
  return piecesOf(caseId, after).filter(({ value }, at) => value !== known[at]?.value)
}
