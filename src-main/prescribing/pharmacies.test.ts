import { afterEach, beforeEach, expect, it } from 'vitest'
import { openRig, type Rig } from './rig/open.ts'

let rig: Rig
beforeEach(async () => {
  rig = await openRig()
})
afterEach(() => rig.close())

it("keeps the clinic's pharmacies whole, by name, each name once with the number written last", async () => {
  const asking = rig.as(rig.people.derm)
  const { pharmacies, setPharmacies } = rig.service
  expect(await pharmacies(undefined, asking)).toEqual([])
  const list = [{ name: 'River' }, { name: 'Hill', ncpdp: '1' }, { name: 'Hill', ncpdp: '0512345' }]
  await setPharmacies({ list }, asking)
  expect(await pharmacies(undefined, asking)).toEqual([{ name: 'Hill', ncpdp: '0512345' }, { name: 'River' }])
  await setPharmacies({ list: [] }, asking)
  expect(await pharmacies(undefined, asking)).toEqual([])
})
