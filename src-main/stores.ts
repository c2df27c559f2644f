import { auditStore } from './access/audit-store.ts'
import { folderStore } from './access/folder-store.ts'
import { preferenceStore } from './access/preference-store.ts'
import { userStore } from './access/user-store.ts'
import { shotStoreWith } from './capture/store.ts'
import { consultStore } from './consults/store.ts'
import { messageStoreWith } from './messages/store.ts'
import { readingStore } from './monitoring/store.ts'
import { orderStore } from './orders/store.ts'
import { policyStore } from './policies/store.ts'
import { portalStore } from './portal/store.ts'
import { pharmacyStore } from './prescribing/pharmacy-store.ts'
import { prescriptionStore } from './prescribing/store.ts'
import { reactionStore } from './reactions/store.ts'
import { recordStore } from './records/store.ts'
import { recordWriting } from './records/writing.ts'
import { markStore } from './review/store.ts'
import { scheduleStore } from './schedule/store.ts'
import { signingStore } from './signing/store.ts'
import { syncStore } from './sync/store.ts'
import type { StoreModule } from './vault/index.ts'
import { visitStore } from './visits/store.ts'

/** The capture room's drawer re-enters a sealed file together with its records, so it is given the way to write them. */
const shotStore = shotStoreWith(recordWriting)

/** So is the message room's, whose files carry their message. */
const messageStore = messageStoreWith(recordWriting)

/** Every room's drawer in the vault, foundations first: their migrations run in this order. */
export const stores: readonly StoreModule<unknown>[] = [
  auditStore,
  userStore,
  preferenceStore,
  folderStore,
  recordStore,
  shotStore,
  syncStore,
  readingStore,
  markStore,
  consultStore,
  messageStore,
  orderStore,
  pharmacyStore,
  policyStore,
  prescriptionStore,
  reactionStore,
  scheduleStore,
  visitStore,
  portalStore,
  signingStore,
]

/** The write that puts an audit row into every commit. */
export const witness = { store: auditStore.name, call: 'append' } as const

/** The writes that take a sealed file back in whose row a crash has swallowed. */
export const adopters = [
  { store: shotStore.name, call: 'adopt' },
  { store: readingStore.name, call: 'adopt' },
  { store: messageStore.name, call: 'adopt' },
] as const
