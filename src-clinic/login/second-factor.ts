import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'

/** What a patient's link asks for, as it is kept: a salted hash and how often it was answered wrong. */
export const secondFactorShape = {
  factor: z.enum(['birth-date', 'code']),
  salt: z.string(),
  secret: z.string(),
  tries: z.int(),
}
const SecondFactor = z.object(secondFactorShape)
export type SecondFactor = z.output<typeof SecondFactor>

/** So many wrong answers close a link. */
const mostTries = 5

/** The name under which a token is kept: who reads the database cannot enter with what is there. */
export const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64url')
/** A token of 192 random bits, 32 characters. */
export const freshToken = (): string => randomBytes(24).toString('base64url')

/** A second factor as it is kept. */
export const sealFactor = (factor: SecondFactor['factor'], secret: string): SecondFactor => {
  const salt = freshToken()
  return { factor, salt, secret: hashOf(salt + secret), tries: 0 }
}

/** Whether an answer is right, told in constant time. */
export const isAnswered = ({ salt, secret }: SecondFactor, answer: string): boolean =>
  timingSafeEqual(Buffer.from(hashOf(salt + answer)), Buffer.from(secret))

/** A wrong answer more: the tries to keep, and how many are left. */
export const wrongAnswer = ({ tries }: SecondFactor): { readonly tries: number; readonly left: number } => ({
  tries: tries + 1,
  left: Math.max(0, mostTries - tries - 1),
})
