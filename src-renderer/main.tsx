import '@fontsource-variable/inter/wght.css'
import '@mantine/core/styles.css'
import '@mantine/notifications/styles.css'
import '@mantine/spotlight/styles.css'
import './ui/tokens.css'
import './ui/base.css'
import { start } from './app/start.tsx'
import { openLink, trustLittle } from './link/index.ts'

trustLittle()
const root = document.getElementById('root')
if (root) start(root, await openLink())
