import fc from 'fast-check'
import { expect, test } from 'vitest'
import { draftIn } from './draft.ts'
import { openDraftWriter } from './draft-writer.ts'

const caseId = '0f8fad5b-d9cb-469f-a165-70867728950e'

test('whatever is typed while writes are under way or fail, the last text is what lies in the engine at the end', async () => {
  const step = fc.record({ text: fc.string({ maxLength: 30 }), fails: fc.boolean(), waits: fc.boolean() })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async steps => {
      const engine: Record<string, string> = {}
      let fails = false
      const writer = openDraftWriter({
        caseId,
        start: '',
        write: async (key, value) => {
          await Promise.resolve()
          if (fails) throw new Error('gone')
          engine[key] = value
        },
      })
      for (const { text, fails: next, waits } of steps) {
        fails = next
        writer.want(text)
        const run = writer.run()
        if (waits) await run
      }
      fails = false
      while (!writer.isDone()) await writer.run()
      expect(draftIn(engine, caseId)).toBe(steps.at(-1)?.text ?? '')
    }),
  )
})

test('two runs at once are one, and both learn how it ended', async () => {
  let writes = 0
  const writer = openDraftWriter({ caseId, start: '', write: async () => void (writes += 1) })
  writer.want('itch for two weeks')
  expect(await Promise.all([writer.run(), writer.run()])).toEqual([true, true])
  expect(writes).toBe(1)
  expect(writer.isDone()).toBe(true)
})
