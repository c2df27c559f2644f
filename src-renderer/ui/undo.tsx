import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import i18next from 'i18next'
import { create } from 'zustand'

/** Something just done that can be taken back. */
export interface Undoable {
  /** What was done, in the past tense. */
  readonly says: string
  readonly undoLabel: string
  readonly undo: () => void
}

interface Latest {
  readonly latest?: Undoable & { readonly id: string }
}

const shownMs = 8000

/** The cross of a notice has a name like every other button. */
const named = () => ({ closeButtonProps: { 'aria-label': i18next.t('state.close') } })

/** The last thing that can be taken back, while its notice is on screen. */
export const useLatestUndo = create<Latest>()(() => ({}))

/** Takes the last thing back, if its time is not over. */
export function undoLatest(): void {
  const { latest } = useLatestUndo.getState()
  if (!latest) return
  notifications.hide(latest.id)
  useLatestUndo.setState({}, true)
  latest.undo()
}

/** Takes every notice off the screen, with what it says of patients and what it could take back. */
export function forgetNotices(): void {
  notifications.clean()
  useLatestUndo.setState({}, true)
}

/** Tells what was done and offers to take it back, for eight seconds. */
export function offerUndo(done: Undoable): void {
  const id = notifications.show({
    message: (
      <span style={{ display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: 16 }}>
        {done.says}
        <Button variant="subtle" onClick={undoLatest}>
          {done.undoLabel}
        </Button>
      </span>
    ),
    autoClose: shownMs,
    withBorder: true,
    ...named(),
    onClose: gone => {
      if (useLatestUndo.getState().latest?.id === gone.id) useLatestUndo.setState({}, true)
    },
  })
  useLatestUndo.setState({ latest: { ...done, id } })
}

/** A short notice that something is done. */
export const tell = (says: string): void =>
  void notifications.show({ message: says, autoClose: 4000, withBorder: true, ...named() })
