import { serveVault } from '../serve.ts'
import { rigStore } from './store.ts'

/** The rig as a later version of the program would have it: one migration more. */
serveVault({
  stores: [
    rigStore,
    {
      name: 'next',
      migrations: [{ id: 'next/1', sql: 'CREATE TABLE next_things (id TEXT) STRICT' }],
      open: () => ({}),
    },
  ],
  witness: { store: 'rig', call: 'witness' },
  adopters: [],
})
