/** Opens the vault folder named in the arguments and holds it until killed. */
import { openRig } from './open.ts'

openRig(process.argv[2] ?? '')
process.stdout.write('held\n')
setInterval(() => undefined, 1000)
