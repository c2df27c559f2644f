import { createRoot } from 'react-dom/client'
import { Visit } from './visit.tsx'
import { openVisitWords } from './words.ts'
import './page.css'

const root = document.getElementById('root')
if (root === null) throw new Error('the page has no root')
await openVisitWords()
createRoot(root).render(<Visit />)
