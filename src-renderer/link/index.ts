/** The glass's way to the engine: calls, news, bytes, and words for what goes wrong. Holds no state of a screen. */
export { type Bytes, bytesOf, type Level, type Upload } from './bytes.ts'
export { type Trouble, troubleOf } from './faults.ts'
export { type Engine, openLink } from './open.ts'
export {
  type CutisQueries,
  LinkProvider,
  MeProvider,
  newCache,
  useAhead,
  useBytes,
  useClient,
  useCutis,
  useLinkState,
  useMe,
  useThumbs,
} from './queries.tsx'
export type { Thumbs } from './thumbs.ts'
export { trustLittle } from './trusted.ts'
export type { LinkState, Wire } from './wire.ts'
