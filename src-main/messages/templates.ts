import type { messages } from '../../src-shared/contract/messages.ts'
import { Fault } from '../../src-shared/faults.ts'
import type { Caller } from '../kernel/caller.ts'
import type { Service } from '../kernel/service.ts'
import type { Desk } from './desk.ts'
import { templateIn, templateRecordOf } from './template-record.ts'

type MessageService = Service<typeof messages>

/** Templates of the clinic: records that sync like any other, so that every workstation has them. */
export function templateCalls(desk: Desk): Pick<MessageService, 'templates' | 'saveTemplate' | 'removeTemplate'> {
  return {
    templates: async () => {
      const here = (await desk.store.templates()).flatMap(body => templateIn(body) ?? [])
      return here.toSorted((a, b) => a.title.localeCompare(b.title))
    },
    saveTemplate: async (template, { who }) => {
      const { templateId } = template
      await mustBeTemplate(desk, templateId)
      const act = { name: 'messages.saveTemplate', action: 'U', entity: `Basic/${templateId}` } as const
      const record = templateRecordOf(template, { by: who(), at: desk.at() })
      await desk.vault.commit(who(), act, [desk.records.put(record)])
      return template
    },
    removeTemplate: async ({ templateId }, { who }) => {
      const held = await mustBeTemplate(desk, templateId)
      const template = held === undefined ? undefined : templateIn(held)
      if (template === undefined) return { templateId }
      const act = { name: 'messages.removeTemplate', action: 'D', entity: `Basic/${templateId}` } as const
      const record = templateRecordOf(template, { by: who(), at: desk.at(), isRemoved: true })
      await desk.vault.commit(who(), act, [desk.records.put(record)])
      return { templateId }
    },
  }
}

/** The record of a template as held; undefined where nothing has this id. Fault records.unknown where something else has. */
async function mustBeTemplate(desk: Desk, templateId: string): Promise<string | undefined> {
  const held = await desk.records.read('Basic', templateId)
  const isTemplate = held?.code.coding?.some(({ code }) => code === 'message-template')
  if (held && !isTemplate) throw new Fault('records.unknown')
  return held && JSON.stringify(held)
}

/** Templates written before they were records become records, each in one step. */
export async function moveOldTemplates({ store, ops, vault, records, at }: Desk, by: Caller): Promise<void> {
  for (const template of await store.oldTemplates()) {
    const { templateId } = template
    const act = { name: 'messages.saveTemplate', action: 'U', entity: `Basic/${templateId}` } as const
    const record = templateRecordOf(template as Parameters<typeof templateRecordOf>[0], { by, at: at() })
    await vault.commit(by, act, [records.put(record), ops.dropOldTemplate(templateId)])
  }
}
