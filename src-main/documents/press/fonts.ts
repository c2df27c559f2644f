import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const family = '@expo-google-fonts/source-sans-3'
const files = {
  regular: `${family}/400Regular/SourceSans3_400Regular.ttf`,
  bold: `${family}/600SemiBold/SourceSans3_600SemiBold.ttf`,
} as const
export type Weight = keyof typeof files

let read: Readonly<Record<Weight, Buffer>> | undefined

/** The two weights of the paper's font (Source Sans 3, OFL-1.1), read from the program's own packages once. */
export const fontFiles = (): Readonly<Record<Weight, Buffer>> => {
  const { resolve } = createRequire(import.meta.url)
  read ??= { regular: readFileSync(resolve(files.regular)), bold: readFileSync(resolve(files.bold)) }
  return read
}
