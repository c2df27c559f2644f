import { expect, test } from 'vitest'
import { Fault, faults } from '../../src-shared/faults.ts'
import { lastWords } from './last-words.ts'

const number = () => 'C-1'
const failed = (code: string) => Object.assign(new Error(`${code}: mkdir /data/Jane Roe`), { code })

test.each([
  [new Fault('vault.inUse'), 'vault.inUse'],
  [new Fault('vault.damaged'), 'vault.damaged'],
  [failed('EROFS'), 'vault.readOnly'],
  [failed('EACCES'), 'vault.readOnly'],
  [failed('ENOSPC'), 'vault.full'],
  [failed('EIO'), 'vault.diskFailed'],
] as const)('%s has words and a next step', (error, code) => {
  const said = lastWords(error, '/data', number)
  expect(said).toBe(`${faults[code].says} ${faults[code].next} (${code}, /data)`)
})

test.each([[new TypeError('x of Jane Roe')], [failed('ENOTDIR')], ['thrown text'], [undefined]])(
  'a bug has a number and not its message: %s',
  error => {
    const said = lastWords(error, '/data', number)
    expect(said).toContain('C-1')
    expect(said).not.toContain('Jane')
  },
)

test('a taken port is no bug', () => {
  expect(lastWords(failed('EADDRINUSE'), '/data', number)).toMatch(/--port/)
})
