import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { openHeadFile } from './head-file.ts'
import { newFolder } from './rig/open.ts'

const key = randomBytes(32)
const open = (path: string, by = key) => openHeadFile(path, by, () => undefined)
const head = (counter: number) => ({ counter, chain: counter.toString(16).padStart(64, '0') })

it('finds the newest head, also with one slot damaged, and nothing with another key', () => {
  const path = join(newFolder(), 'head')
  const file = open(path)
  expect(file).toMatchObject({ found: undefined, unreadable: 2 })
  for (let counter = 1; counter <= 7; counter++) file.write(head(counter), new Date())
  file.close()
  const again = open(path)
  expect(again).toMatchObject({ found: head(7), unreadable: 0 })
  again.close()
  const stranger = open(path, randomBytes(32))
  expect(stranger).toMatchObject({ found: undefined, unreadable: 2 })
  stranger.close()
  const bytes = readFileSync(path)
  fc.assert(
    fc.property(fc.nat(87), fc.nat(7), (at, bit) => {
      const flipped = Buffer.from(bytes)
      flipped[4096 + at] = (flipped[4096 + at] ?? 0) ^ (1 << bit)
      writeFileSync(path, flipped)
      const torn = open(path)
      expect(torn).toMatchObject({ found: head(6), unreadable: 1 })
      torn.close()
    }),
  )
})
