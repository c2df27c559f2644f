import type { Page } from './page.ts'

/** What the press is asked: a page, and the bytes of its pictures by name. */
export interface PressOrder {
  readonly page: Page
  readonly pictures: Readonly<Record<string, Uint8Array>>
}

/** True for a well-formed order as it crosses to the press: structured clone, bytes as Uint8Array. */
export const isOrder = (message: unknown): message is PressOrder & { readonly id: number } =>
  typeof message === 'object' && message !== null && 'id' in message && 'page' in message && 'pictures' in message
