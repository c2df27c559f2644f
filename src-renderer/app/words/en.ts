import { viewerWords } from '../../viewer/words.ts'
import { frame } from './en-frame.ts'
import { parts } from './en-parts.ts'

/**
 * English, by name space. Every key is typed, so a missing one does not compile.
 * A screen that brings its own words (`<screen>/words.ts`) gets a line here and calls `useTranslation('<screen>')`.
 */
export const en = { cutis: { ...parts, ...frame }, viewer: viewerWords } as const
