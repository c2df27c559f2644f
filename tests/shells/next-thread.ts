import { adopters, stores, witness } from '../../src-main/stores.ts'
import type { StoreModule } from '../../src-main/vault/index.ts'
import { serveVault } from '../../src-main/vault/serve.ts'

/** The vault's thread as a later Cutis would have it: one migration more. */
const later: StoreModule<unknown> = {
  name: 'later',
  migrations: [{ id: 'later/1', sql: 'CREATE TABLE later_things (id TEXT) STRICT' }],
  open: () => ({}),
}
serveVault({ stores: [...stores, later], witness, adopters })
