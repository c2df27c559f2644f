import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fresh, openRig, type Rig } from './rig/open.ts'

let rig: Rig
beforeAll(async () => {
  rig = await openRig()
})
afterAll(() => rig.close())

const refused = (code: string) => expect.objectContaining({ code })

describe('templates are records of the clinic', () => {
  const templates = () => rig.service.templates(undefined as never, rig.derm)
  it('one that came from another workstation is there; what cannot be read, or is about a patient, is not', async () => {
    const template = { templateId: fresh(), title: 'From far', text: 'Call us.' }
    await rig.service.saveTemplate(template, rig.nurse)
    const record = (await rig.records.read('Basic', template.templateId)) ?? expect.fail('no record')
    expect(record).toMatchObject({ code: { text: 'From far' }, author: { display: 'Nurse Hand' } })
    const [other, unreadable, about] = [fresh(), fresh(), fresh()]
    await rig.arrive({ ...record, id: other, code: { ...record.code, text: 'Another' } })
    await rig.arrive({ ...record, id: unreadable, code: { ...record.code, text: 'x'.repeat(121) } })
    const subject = { reference: `Patient/${await rig.patient('Templated')}` }
    await rig.arrive({ ...record, id: about, subject })
    expect((await templates()).map(({ templateId }) => templateId)).toEqual([other, template.templateId])
  })
  it('writes over nothing that is no template', async () => {
    const templateId = fresh()
    await rig.arrive({ resourceType: 'Basic', id: templateId, code: { coding: [{ code: 'clinic-policy' }] } })
    const template = { templateId, title: 'Mine', text: 'Mine' }
    await expect(rig.service.saveTemplate(template, rig.nurse)).rejects.toEqual(refused('records.unknown'))
    await expect(rig.service.removeTemplate({ templateId }, rig.nurse)).rejects.toEqual(refused('records.unknown'))
    expect(await rig.records.read('Basic', templateId)).toMatchObject({ code: { coding: [{ code: 'clinic-policy' }] } })
  })
  it('those of before become records at the next opening, once', async () => {
    const templateId = fresh()
    await rig.oldTemplate({ templateId, title: 'Old one', text: 'Still good.' })
    expect((await templates()).some(one => one.templateId === templateId)).toBe(false)
    for (let openings = 0; openings < 2; openings++) await rig.fetchAll()
    expect((await templates()).filter(one => one.templateId === templateId)).toHaveLength(1)
    await rig.service.removeTemplate({ templateId }, rig.nurse)
    await rig.fetchAll()
    expect((await templates()).some(one => one.templateId === templateId)).toBe(false)
  })
})
