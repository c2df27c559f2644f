import { createHash } from 'node:crypto'
import type { UserId } from '../../src-shared/ids.ts'

/** Crockford's base32: no I, L, O or U, so that what was read from paper can be typed. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const codeBytes = 16
const codeLetters = 26
const howMany = 10
const wellFormed = /^[0-9A-HJKMNP-TV-Z]{26}$/

export interface RecoveryCodes {
  /** Shown once, kept nowhere. */
  readonly codes: readonly string[]
  readonly hashes: readonly string[]
}

/** Ten codes of 128 random bits each. So long a secret needs no slow hash: nobody can try 2^128 of them. */
export function newRecoveryCodes(userId: UserId, random: (length: number) => Uint8Array): RecoveryCodes {
  const codes = Array.from({ length: howMany }, () => lettersOf(random(codeBytes)))
  return { codes, hashes: codes.map(code => hashOfLetters(userId, plain(code))) }
}

/** The hash under which a typed recovery code is known, or undefined when it cannot be one. */
export function recoveryHashOf(userId: UserId, typed: string): string | undefined {
  const letters = plain(typed)
  return wellFormed.test(letters) ? hashOfLetters(userId, letters) : undefined
}

const hashOfLetters = (userId: UserId, letters: string): string =>
  createHash('sha256').update(`cutis recovery code/1\n${userId}\n${letters}`).digest('hex')

/** As typed by a person: any case, any grouping, and the letters that look like digits. */
const plain = (typed: string): string =>
  typed.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1')

/** 128 bits as 26 letters in groups of four; the last letter carries the two bits left over. */
function lettersOf(bytes: Uint8Array): string {
  let number = bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n)
  let letters = ''
  for (let index = 0; index < codeLetters; index++) {
    letters = alphabet.charAt(Number(number & 31n)) + letters
    number >>= 5n
  }
  return letters.replaceAll(/(.{4})(?=.)/g, '$1-')
}
