import { createRoot } from 'react-dom/client'
import type { Engine } from '../link/index.ts'
import { UiProvider } from '../ui/provider.tsx'
import { App } from './app.tsx'
import { openWords } from './words/open.ts'

/** Draws the workstation into an element, over this engine. */
export function start(root: HTMLElement, engine: Engine): void {
  openWords()
  createRoot(root).render(
    <UiProvider>
      <App engine={engine} />
    </UiProvider>,
  )
}
