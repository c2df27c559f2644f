import type { Reporter, TestCase, TestResult } from '@playwright/test/reporter'

/** Prints in full what stood on the page of a walk that failed; the list of walks cuts it off after a few lines. */
export default class ToldPages implements Reporter {
  onTestEnd({ title }: TestCase, { status, attachments }: TestResult): void {
    if (status === 'passed' || status === 'skipped') return
    for (const { name, contentType, body } of attachments)
      if (body && contentType === 'text/plain') process.stdout.write(`-- ${title}: ${name}\n${body.toString('utf8')}\n`)
  }
}
