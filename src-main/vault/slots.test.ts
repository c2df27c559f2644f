import { randomUUID } from 'node:crypto'
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { UserId } from '../../src-shared/ids.ts'
import { waitMs } from './attempts.ts'
import { cheapKdf, face, newFolder, openRig, password } from './rig/open.ts'
import { decodeSlots, encodeSlots, isGenuine, makeSlot, openSlot, type SlotBody } from './slot-file.ts'
import { openSlots } from './slots.ts'

const nurse = { userId: randomUUID() as UserId, name: 'Nurse', role: 'nurse' } as const
const vaultKey = Buffer.alloc(32, 5)
const vaultId = randomUUID()
const slot = await makeSlot({ vaultId, vaultKey, cost: cheapKdf }, face, password)
const body: SlotBody = { version: 1, vaultId, epoch: 1, slots: [slot] }

const open = async () => {
  const folder = newFolder()
  const vault = openRig(folder)
  await vault.create(face, password)
  return { folder, vault }
}
const paths = (folder: string) => [join(folder, 'slots.json'), join(folder, 'slots.copy.json')] as const

describe('one slot', () => {
  it('opens by its password, composed or not, and by no other', async () => {
    const accented = await makeSlot({ vaultId, vaultKey, cost: cheapKdf }, face, 'café')
    expect((await openSlot(vaultId, accented, 'cafe\u0301'))?.vaultKey.equals(vaultKey)).toBe(true)
    expect(await openSlot(vaultId, accented, 'cafe')).toBeUndefined()
  })
  it('does not open in another vault, for another user, or with another cost', async () => {
    expect(await openSlot(randomUUID(), slot, password)).toBeUndefined()
    expect(await openSlot(vaultId, { ...slot, userId: nurse.userId }, password)).toBeUndefined()
    expect(await openSlot(vaultId, { ...slot, kdf: { ...slot.kdf, passes: 2 } }, password)).toBeUndefined()
  })
  it.each([{ memoryKib: 1024 }, { memoryKib: 2 ** 21 }, { passes: 0 }, { passes: 11 }, { lanes: 0 }])(
    'refuses a cost of %j',
    async cost => {
      const changed = { ...body, slots: [{ ...slot, kdf: { ...slot.kdf, ...cost } }] }
      expect(decodeSlots(encodeSlots(changed, vaultKey))).toBeUndefined()
      await expect(makeSlot({ vaultId, vaultKey, cost: { ...cheapKdf, ...cost } }, face, password)).rejects.toThrow()
    },
  )
})

describe('what is a person’s own', () => {
  it('opens by the password alone, stays where it is kept, and is lost with the slot', async () => {
    const { vault } = await open()
    const first = vault.ownSecret(face.userId)
    expect(first).toHaveLength(32)
    await vault.addSlot(nurse, 'nurse password')
    expect(vault.ownSecret(nurse.userId)).toBeUndefined()
    await vault.unlock(nurse.userId, 'nurse password')
    const nurses = vault.ownSecret(nurse.userId)
    expect(nurses).not.toEqual(first)
    await vault.replaceSlot(nurse.userId, 'changed', 'kept')
    vault.keepOwnSecretOf(face.userId)
    expect(vault.ownSecret(nurse.userId)).toBeUndefined()
    await vault.unlock(nurse.userId, 'changed')
    expect(vault.ownSecret(nurse.userId)).toEqual(nurses)
    await vault.replaceSlot(nurse.userId, 'set by an administrator')
    expect(vault.ownSecret(nurse.userId)).toBeUndefined()
    await vault.unlock(nurse.userId, 'set by an administrator')
    expect(vault.ownSecret(nurse.userId)).not.toEqual(nurses)
    await vault.lock()
    expect(() => vault.ownSecret(face.userId)).toThrow()
    await vault.unlock(face.userId, password)
    expect(vault.ownSecret(face.userId)).toEqual(first)
    await vault.close()
  })
  it('comes to a slot of before at the next sign-in, and the file does not grow younger', async () => {
    const { folder, vault } = await open()
    const holds = decodeSlots(readFileSync(paths(folder)[0]))?.body
    await vault.close()
    const slots = openSlots(folder, cheapKdf, () => new Date())
    const { vaultKey: key } = await slots.unwrap(face.userId, password)
    if (!holds) throw new Error('no slots')
    const bare = { ...holds, slots: holds.slots.map(({ own: _own, ...rest }) => rest) }
    for (const path of paths(folder)) writeFileSync(path, encodeSlots(bare, key))
    const { own, epoch } = await slots.unwrap(face.userId, password)
    expect([own?.length, epoch]).toEqual([32, holds.epoch])
    expect((await slots.unwrap(face.userId, password)).own).toEqual(own)
    const reread = paths(folder).map(path => decodeSlots(readFileSync(path)))
    expect(reread.every(file => file !== undefined && isGenuine(file, key))).toBe(true)
  })
  it('taken from another slot opens nothing', async () => {
    const other = await makeSlot({ vaultId, vaultKey, cost: cheapKdf }, nurse, password)
    const opened = await openSlot(vaultId, { ...slot, own: other.own }, password)
    expect(opened?.vaultKey.equals(vaultKey)).toBe(true)
    expect(opened?.own).toBeUndefined()
  })
})

describe('the file', () => {
  const bytes = encodeSlots(body, vaultKey)
  it('reads what it wrote', () => {
    const file = decodeSlots(bytes)
    expect(file?.body).toEqual(body)
    expect(file !== undefined && isGenuine(file, vaultKey)).toBe(true)
    expect(file !== undefined && isGenuine(file, Buffer.alloc(32, 6))).toBe(false)
  })
  it('never takes a flipped bit for something else', () => {
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(7), (at, bit) => {
        const flipped = Buffer.from(bytes)
        flipped[at] = (flipped[at] ?? 0) ^ (1 << bit)
        const file = decodeSlots(flipped)
        if (file !== undefined) expect(file.body).toEqual(body)
      }),
      { numRuns: 2000 },
    )
  })
  it('never throws, whatever it is given', () => {
    fc.assert(fc.property(fc.uint8Array(), given => decodeSlots(given) === undefined))
    fc.assert(fc.property(fc.json(), given => decodeSlots(Buffer.from(given)) === undefined))
  })
})

describe('slots of a vault', () => {
  it('are added, renamed, replaced and removed', async () => {
    const { vault } = await open()
    await vault.addSlot(nurse, 'nurse password')
    await expect(vault.addSlot(nurse, 'again')).rejects.toMatchObject({ code: 'vault.duplicate' })
    await vault.renameSlot({ ...nurse, name: 'Nurse Ann' })
    expect(vault.faces()).toEqual([face, { ...nurse, name: 'Nurse Ann' }])
    await vault.lock()
    await vault.unlock(nurse.userId, 'nurse password')
    await vault.replaceSlot(nurse.userId, 'changed')
    await vault.removeSlot(face.userId)
    await expect(vault.removeSlot(nurse.userId)).rejects.toMatchObject({ code: 'vault.lastSlot' })
    await vault.lock()
    await expect(vault.unlock(face.userId, password)).rejects.toMatchObject({ code: 'vault.refused' })
    await expect(vault.unlock(nurse.userId, 'nurse password')).rejects.toMatchObject({ code: 'vault.refused' })
    await vault.unlock(nurse.userId, 'changed')
    expect((await vault.health()).findings).toEqual([])
    await vault.close()
  })

  it('open from either copy, and mend the other', async () => {
    const { folder, vault } = await open()
    await vault.lock()
    for (const path of paths(folder)) {
      writeFileSync(path, 'damaged')
      await vault.unlock(face.userId, password)
      expect((await vault.health()).findings).toEqual([{ code: 'vault.slotsRepaired' }])
      await vault.lock()
      expect(decodeSlots(readFileSync(path))).toBeDefined()
    }
    for (const path of paths(folder)) writeFileSync(path, 'damaged')
    expect(() => vault.faces()).toThrow(expect.objectContaining({ code: 'vault.damaged' }))
    await vault.close()
  })

  it('tell of an older file put back, and of a changed name', async () => {
    const { folder, vault } = await open()
    for (const path of paths(folder)) cpSync(path, `${path}.old`)
    await vault.addSlot(nurse, 'nurse password')
    await vault.removeSlot(nurse.userId)
    await vault.lock()
    for (const path of paths(folder)) cpSync(`${path}.old`, path)
    await vault.unlock(face.userId, password)
    expect((await vault.health()).findings).toEqual([{ code: 'vault.slotsAltered' }])
    await vault.lock()
    const file = decodeSlots(readFileSync(paths(folder)[0]))
    const forged = { ...(file?.body ?? body), epoch: 9 }
    for (const path of paths(folder)) writeFileSync(path, encodeSlots(forged, Buffer.alloc(32)))
    await vault.unlock(face.userId, password)
    expect((await vault.health()).findings).toEqual([{ code: 'vault.slotsAltered' }])
    await vault.close()
  })
})

describe('wrong passwords', () => {
  it('wait longer each time, also in a new process, and not for ever when the clock was wrong', async () => {
    const folder = newFolder()
    let nowMs = Date.UTC(2026, 0, 1)
    const slots = () => openSlots(folder, cheapKdf, () => new Date(nowMs))
    await slots().create(vaultKey, face, password)
    const guess = (word: string) => slots().unwrap(face.userId, word)
    for (let n = 0; n < 4; n++) await expect(guess('no')).rejects.toMatchObject({ code: 'vault.refused' })
    await expect(guess(password)).rejects.toMatchObject({ code: 'vault.tooManyTries' })
    nowMs += 999
    await expect(guess(password)).rejects.toMatchObject({ code: 'vault.tooManyTries' })
    nowMs -= 365 * 86_400_000
    await expect(guess(password)).rejects.toMatchObject({ code: 'vault.tooManyTries' })
    nowMs += 1000
    expect((await guess(password)).vaultKey.equals(vaultKey)).toBe(true)
    await expect(guess('no')).rejects.toMatchObject({ code: 'vault.refused' })
  })
  it('never wait longer than a quarter of an hour', () => {
    fc.assert(fc.property(fc.nat(), wrong => waitMs(wrong) <= 900_000 && waitMs(wrong + 1) >= waitMs(wrong)))
  })
})
