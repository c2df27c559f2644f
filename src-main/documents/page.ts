import type { Numbered, PaperPicture } from '../../src-shared/documents/index.ts'

/** One line of a two-column block: what it is, and what it says. */
export type Field = readonly [label: string, value: string]

/** What stands on a paper, from top to bottom. Pure data: a template makes it, the press sets it. */
export type Block =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string; readonly size?: 'large' | 'small' }
  | { readonly kind: 'list'; readonly items: readonly string[]; readonly numbered?: boolean }
  | {
      readonly kind: 'fields'
      readonly rows: readonly Field[]
      /** Short ones stand two in a row; those that must not be misread, in bold. */
      readonly look?: 'pairs' | 'bold'
    }
  | {
      readonly kind: 'table'
      readonly head: readonly string[]
      readonly rows: readonly (readonly string[])[]
      /** Shares of the width, in sum 1. */
      readonly widths: readonly number[]
    }
  | { readonly kind: 'ticks'; readonly items: readonly { readonly label: string; readonly on: boolean }[] }
  | { readonly kind: 'notice'; readonly text: string }
  | { readonly kind: 'pictures'; readonly first: number; readonly pictures: readonly PaperPicture[] }
  | { readonly kind: 'signature'; readonly lines: readonly string[]; readonly signed: boolean }
  /** A QR code, and beside it who signed: the first line is the name. */
  | { readonly kind: 'code'; readonly payload: string; readonly alt: string; readonly lines: readonly string[] }

/** A whole paper before it is set in type. */
export interface Page {
  readonly id: string
  readonly title: string
  readonly language: string
  readonly paper: 'A4' | 'Letter'
  readonly created: string
  /** Of the content, not of the file: two sheet sizes of one letter have the same. */
  readonly contentHash: string
  readonly clinic: {
    readonly name: string
    readonly lines: readonly string[]
    readonly numbers: readonly Numbered[]
  }
  /** Whom it is about: the block of the first page, and the line at the head of every other. */
  readonly patient: { readonly fields: readonly Field[]; readonly line: string }
  /** Stands on every page of what is no valid paper: a draft, a withdrawn one. */
  readonly banner?: string
  /** What to do with a character that the font does not have: print nothing at all, or a box and a note. */
  readonly unprintable: 'refuse' | 'box'
  readonly blocks: readonly Block[]
}
