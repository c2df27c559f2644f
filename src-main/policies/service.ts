import { randomUUID } from 'node:crypto'
import {
  inForceOn,
  prescribingPolicyOn,
  type RowInForce,
  triagePolicyOn,
} from '../../src-shared/clinical/policy/fold.ts'
import { type PolicyRow, type PolicySetting, policyRows, rowFaultsOf } from '../../src-shared/clinical/policy/rows.ts'
import { substanceLabelOf } from '../../src-shared/clinical/prescribing/catalogue.ts'
import type { PrescribingPolicy } from '../../src-shared/clinical/prescribing/policy.ts'
import type { TriagePolicy } from '../../src-shared/clinical/triage/policy.ts'
import type { PolicyDecided, PolicyEditionView, PolicyRowView, policies } from '../../src-shared/contract/policies.ts'
import { Fault } from '../../src-shared/faults.ts'
import type { RecordId } from '../../src-shared/ids.ts'
import type { Caller } from '../kernel/caller.ts'
import type { Service } from '../kernel/service.ts'
import { present, type Records } from '../records/index.ts'
import type { Vault } from '../vault/index.ts'
import { basicOf, type EditionBody, editionIn, type HeldPolicy } from './resource.ts'
import { policyStore } from './store.ts'

export interface PolicyNeeds {
  readonly vault: Pick<Vault, 'store' | 'commit'>
  readonly records: Pick<Records, 'put'>
  readonly now: () => Date
}

export interface Policies {
  readonly service: Service<typeof policies>
  /** What the rules of triage go by on a day or at a moment (ISO). */
  readonly triageOn: (at: string) => Promise<TriagePolicy>
  /** What the rules of prescribing go by. */
  readonly prescribingOn: (at: string) => Promise<PrescribingPolicy>
}

const dayBefore = (now: Date): string => new Date(now.getTime() - 86_400_000).toISOString().slice(0, 10)

const proposed: RowInForce = { standing: { state: 'open' }, values: {} }

const settingView = (setting: PolicySetting, values: RowInForce['values']) => {
  const now = values[setting.id] ?? setting.value
  return setting.kind === 'choice' ? { ...setting, now, options: [...setting.options] } : { ...setting, now }
}

/** A row's sentence without a patient: its medicines and its numbers stand where a patient's would. */
function wordsOf({ words, drugs, settings }: PolicyRow, values: RowInForce['values']): string | undefined {
  if (words === undefined) return undefined
  const named = drugs.map(drug => (drug.startsWith('@') ? drug.slice(1).replaceAll('-', ' ') : substanceLabelOf(drug)))
  const [first] = settings
  const limit = first && (values[first.id] ?? first.value)
  const known: Readonly<Record<string, string | undefined>> = { drug: named.join(', ') || 'The medicine', limit }
  return words.replace(/\{(\w+)\}/g, (_whole, name: string) => known[name] ?? '…')
}

function rowView(row: PolicyRow, held: RowInForce, editions: readonly HeldPolicy[]): PolicyRowView {
  const { id, table, source, edition, owner, settings } = row
  const coming = editions.find(({ decisions }) => decisions.some(decision => decision.row === id))
  return present({
    id,
    table,
    words: wordsOf(row, held.values) ?? (row.drugs.join(', ') || undefined),
    settings: settings.map(setting => settingView(setting, held.values)),
    source,
    edition,
    owner,
    standing: held.standing,
    coming: coming && { edition: coming.edition, from: coming.from },
  }) as PolicyRowView
}

const editionView = ({
  editionId,
  edition,
  from,
  at,
  owner,
  by,
  decisions,
  unsynced,
}: HeldPolicy): PolicyEditionView => ({
  editionId: editionId as RecordId,
  edition,
  from,
  at,
  owner,
  by,
  rows: decisions.map(({ row }) => row),
  unsynced,
})

interface ToDecide {
  readonly edition: number
  readonly from: string
  readonly owner: string
  readonly decisions: readonly PolicyDecided[]
}

/** Opens the room. */
export function openPolicies({ vault, records, now }: PolicyNeeds): Policies {
  const store = vault.store(policyStore)
  const editions = async () =>
    (await store.editions()).flatMap(row => editionIn(row) ?? []).toSorted((a, b) => b.edition - a.edition)
  const today = () => now().toISOString().slice(0, 10)
  let last: Promise<unknown> = Promise.resolve()

  async function decide(by: Caller, { edition, from, owner, decisions }: ToDecide): Promise<number> {
    const newest = (await editions())[0]?.edition ?? 0
    if (newest !== edition) throw new Fault('policies.notCurrent')
    // Yesterday by universal time is still today for a clinic west of it.
    if (from < dayBefore(now())) throw new Fault('policies.past')
    if (decisions.some(({ row, values }) => rowFaultsOf(row, values).length > 0))
      throw new Fault('policies.outOfLimits')
    const kept = decisions.map(({ row, open, values }) => ({ row, open, values: open ? {} : values }))
    const at = now().toISOString()
    const body: EditionBody = { version: 1, edition: newest + 1, from, at, owner, by: by.name, decisions: kept }
    const editionId = randomUUID()
    const act = { name: 'policies.decide', action: 'C', entity: `Basic/${editionId}` } as const
    await vault.commit(by, act, [records.put(basicOf(editionId, body, by))])
    return body.edition
  }

  return {
    triageOn: async at => triagePolicyOn(await editions(), at.slice(0, 10)),
    prescribingOn: async at => prescribingPolicyOn(await editions(), at.slice(0, 10)),
    service: {
      list: async () => {
        const [all, day] = [await editions(), today()]
        const rows = inForceOn(all, day)
        const later = all.filter(({ from }) => from > day)
        return {
          edition: all[0]?.edition ?? 0,
          rows: policyRows.map(row => rowView(row, rows.get(row.id) ?? proposed, later)),
          editions: all.map(editionView),
        }
      },
      decide: (told, asking) => {
        const next = last.then(async () => ({ edition: await decide(asking.who(), told) }))
        last = next.catch(() => undefined)
        return next
      },
    },
  }
}
