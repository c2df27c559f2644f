import { createRoot } from 'react-dom/client'
import { Portal } from './portal.tsx'
import { openPortalWords } from './words.ts'
import '../page.css'

const root = document.getElementById('root')
if (root === null) throw new Error('the page has no root')
await openPortalWords()
createRoot(root).render(<Portal />)
