import { useEffect } from 'react'
import { type Action, onScreen, shortcutsOf } from './actions.ts'
import { isModifier, pressOf } from './shortcut.ts'

/** Two keys of a sequence may be this far apart. */
export const sequenceMs = 1200

type Found = { readonly run: Action } | { readonly wait: true } | undefined

/** What the presses so far mean: an action, the start of a sequence, or nothing. */
export function meaningOf(presses: string, actions: readonly Action[]): Found {
  const run = actions.find(action => shortcutsOf(action).includes(presses))
  if (run) return { run }
  const starts = actions.some(action => shortcutsOf(action).some(shortcut => shortcut.startsWith(`${presses} `)))
  return starts ? { wait: true } : undefined
}

const writes =
  'input:not([type=checkbox]):not([type=radio]):not([type=range]), textarea, select, [contenteditable=true]'
const owns =
  'button, a, input, textarea, select, summary, [role=button], [role=option], [role=tab], [role=radio], [role=checkbox], [role=menuitem], [role=slider]'

/** True where the focused element needs this key for itself. */
function belongsToTarget(target: EventTarget | null, press: string, action: Action | undefined): boolean {
  if (!(target instanceof Element)) return false
  if (target.closest(writes)) return !press.startsWith('mod+') && press !== 'escape' && !/^f\d+$/.test(press)
  const isActivation = press === 'space' || press === 'enter'
  return isActivation && action?.evenOnButtons !== true && target.closest(owns) !== null
}

const isDialogOpen = () => document.querySelector('[aria-modal="true"]') !== null

/** A dialog, a menu or an open list takes its keys itself. */
const isPopup = (node: EventTarget): boolean =>
  node instanceof Element &&
  (node.ariaModal === 'true' ||
    node.getAttribute('role') === 'menu' ||
    (node.ariaExpanded === 'true' && node.ariaHasPopup !== null))

const isForNobody = (event: KeyboardEvent) =>
  event.defaultPrevented || event.isComposing || isModifier(event.key) || isDialogOpen()

/** A key held down repeats; that moves a cursor on, but never releases a shutter twice. */
function performOnce(action: Action, repeated: boolean): void {
  if (action.disabledWhy === undefined && !(repeated && action.evenOnButtons)) action.perform()
}

/** Reads presses one after the other and performs what they mean. */
function keyReader() {
  let before = ''
  let timer = 0
  const forget = () => {
    before = ''
    window.clearTimeout(timer)
  }
  // Asked on the way down: what this very key closes is closed by the time the event comes up again.
  const taken = new WeakSet<Event>()
  const foresee = (event: KeyboardEvent) => {
    if (event.composedPath().some(isPopup)) taken.add(event)
  }
  const hear = (event: KeyboardEvent) => {
    if (isForNobody(event) || taken.has(event)) return
    const press = pressOf(event)
    const presses = before === '' ? press : `${before} ${press}`
    const actions = onScreen.all()
    const found = meaningOf(presses, actions) ?? meaningOf(press, actions)
    forget()
    const run = found && 'run' in found ? found.run : undefined
    if (!found || belongsToTarget(event.target, press, run)) return
    event.preventDefault()
    if (run) return performOnce(run, event.repeat)
    before = press
    timer = window.setTimeout(forget, sequenceMs)
  }
  return { foresee, hear, forget }
}

/** Listens for the shortcuts of all actions on screen. Used once, at the root. */
export function useKeyboard(): void {
  useEffect(() => {
    const { foresee, hear, forget } = keyReader()
    window.addEventListener('keydown', foresee, { capture: true })
    window.addEventListener('keydown', hear)
    return () => {
      forget()
      window.removeEventListener('keydown', foresee, { capture: true })
      window.removeEventListener('keydown', hear)
    }
  }, [])
}
