import { recordStore } from '../../records/index.ts'
import { serveVault } from '../../vault/serve.ts'
import { syncStore } from '../store.ts'
import { rigStore } from './store.ts'

serveVault({
  stores: [recordStore, syncStore, rigStore],
  witness: { store: 'rig', call: 'witness' },
  adopters: [],
})
