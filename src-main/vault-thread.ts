import { adopters, stores, witness } from './stores.ts'
import { serveVault } from './vault/serve.ts'

// The entry of the vault's thread: SQL of every room runs here and nowhere else.
serveVault({ stores, witness, adopters })
