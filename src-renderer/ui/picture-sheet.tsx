import { createContext, type ReactNode, useCallback, useContext, useEffect, useState } from 'react'
import { useThumbs } from '../link/index.ts'
import styles from './picture-sheet.module.css'
import { openSheet, type Sheet } from './sheet.ts'

const SheetContext = createContext<{ readonly sheet: Sheet | undefined } | undefined>(undefined)

interface PictureSheetProps {
  readonly className?: string | undefined
  readonly children: ReactNode
}

/**
 * Draws all small pictures inside it on one canvas, those in view only: a canvas for each costs as much again as decoding them.
 * Buttons, names and captions stay elements of the page; only the px are the canvas's.
 */
export function PictureSheet({ className, children }: PictureSheetProps) {
  const thumbs = useThumbs()
  const [held, setHeld] = useState<{ readonly sheet: Sheet | undefined }>({ sheet: undefined })
  const lay = useCallback(
    (canvas: HTMLCanvasElement) => {
      const sheet = openSheet(canvas, thumbs)
      setHeld({ sheet })
      return () => sheet.close()
    },
    [thumbs],
  )
  // Whatever made this render may have moved the places.
  useEffect(() => held.sheet?.moved())
  return (
    <div className={className === undefined ? styles.sheet : `${styles.sheet} ${className}`}>
      <canvas ref={lay} className={styles.canvas} aria-hidden />
      <SheetContext value={held}>{children}</SheetContext>
    </div>
  )
}

/** The sheet around; no `sheet` in the answer until its canvas is there, undefined where none is around. */
export const useSheet = () => useContext(SheetContext)
