/** What is said of the signature of a person's key, wherever something signed is shown. */
export const keyWords = {
  none: 'Bound by its hash; not signed by a person’s key',
  holds: 'The signature of the signer’s key holds',
  broken: 'The key’s signature does not hold',
  foreign: 'Signed by another person’s key',
  'out-of-time': 'Signed outside the time of the key',
  unknown: 'Signed by a key that is not known here',
} as const

/** Namespace `signing`: what is said of a signature beside what it signs. */
export const signingWords = {
  key: keyWords,
  unchanged: 'Unchanged since it was signed',
  changed: 'Changed after signing: not valid',
  nameAlone: 'Signed by name alone, before there were keys',
} as const
