import type { Page } from 'playwright-core'

/** Long tasks as the browser itself counts them: it reports those over 50 ms. */
export const watchLongTasks = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const tasks: number[] = []
    Object.assign(globalThis, { longTasks: tasks })
    new PerformanceObserver(list => {
      for (const { duration } of list.getEntries()) tasks.push(duration)
    }).observe({ type: 'longtask' })
  })

/** Scrolls the list from its first line to its last as a wheel does, a step in each frame; ms between frames, and how far it came. */
export const scrolled = (page: Page, stepPx: number): Promise<{ gaps: number[]; tasks: number[]; lines: number }> =>
  page.evaluate(async step => {
    const grid = document.querySelector('[role="grid"]')
    const list = grid?.parentElement
    if (!grid || !list) throw new Error('no worklist')
    const tasks = (globalThis as unknown as { longTasks: number[] }).longTasks
    tasks.length = 0
    const frame = () => new Promise<number>(resolve => requestAnimationFrame(resolve))
    const gaps: number[] = []
    let before = await frame()
    while (list.scrollTop + list.clientHeight < list.scrollHeight - 1) {
      list.scrollTop += step
      const now = await frame()
      gaps.push(now - before)
      before = now
    }
    // The last long task is told after its frame.
    await new Promise(resolve => setTimeout(resolve, 300))
    const last = [...grid.querySelectorAll('tr[aria-rowindex]')].at(-1)
    return { gaps, tasks: [...tasks], lines: Number(last?.getAttribute('aria-rowindex')) - 1 }
  }, stepPx)
