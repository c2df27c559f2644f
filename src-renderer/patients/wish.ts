/** What was asked of results that are still to come: to go to the first row, or to open it. */
export interface Wish {
  /** The query it was meant for; results of any other never fulfil it. */
  readonly text: string
  /** How often the row below was asked for. */
  readonly downs: number
  readonly opens: boolean
}

/** The wish after one more key; a wish for another query is forgotten. */
export function wishAfter(wish: Wish | undefined, key: 'down' | 'enter', text: string): Wish {
  const before = wish?.text === text ? wish : { text, downs: 0, opens: false }
  return key === 'down' ? { ...before, downs: before.downs + 1 } : { ...before, opens: true }
}

/**
 * What to do now that the results of `text` are there. A row beyond the first is never opened unseen: nobody chose that
 * person with open eyes.
 */
export function fulfilled(wish: Wish | undefined, text: string): 'open' | 'focus' | undefined {
  if (wish === undefined || wish.text !== text) return undefined
  return wish.opens && wish.downs <= 1 ? 'open' : 'focus'
}
