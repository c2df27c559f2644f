import { serveVault } from '../serve.ts'
import { rigStore } from './store.ts'

serveVault({
  stores: [rigStore],
  witness: { store: 'rig', call: 'witness' },
  adopters: [{ store: 'rig', call: 'adoptShot' }],
})
