import { z } from 'zod'

/** What can be set of the light and exposure of a Dino-Lite microscope. */
export const LightCommand = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('led'), on: z.boolean() }),
  /** The flexible light: its quadrants and brightness count only while it is on. */
  z.object({ kind: z.literal('flexible'), on: z.boolean() }),
  z.object({
    kind: z.literal('quadrants'),
    on: z.tuple([z.boolean(), z.boolean(), z.boolean(), z.boolean()]).readonly(),
  }),
  z.object({ kind: z.literal('brightness'), level: z.int().min(0).max(6) }),
  z.object({ kind: z.literal('auto-exposure'), on: z.boolean() }),
  /** The luma that automatic exposure aims at. */
  z.object({ kind: z.literal('exposure-target'), luma: z.int().min(0).max(255) }),
])
export type LightCommand = z.output<typeof LightCommand>

/** Why a camera's light cannot be set here. */
export const LightWhy = z.enum([
  /** Only Linux lets another program reach a camera that the browser shows. */
  'platform',
  /** Its maker published no protocol for this model. */
  'model',
  /** This model has no such command, or not that value. */
  'command',
  /** No USB camera of these numbers has a picture node. */
  'not-there',
  /** Two cameras of the same numbers: which one is meant cannot be told. */
  'ambiguous',
  /** The helper program is not installed. */
  'helper',
  /** The driver knows the control by another length: models of 1.2 megapixels say so wrongly and need a change in the kernel. */
  'length',
])
export type LightWhy = z.output<typeof LightWhy>

/** The camera as the glass knows it: by the numbers in its name. */
export const LightCamera = z.object({
  vendorId: z.int().min(0).max(0xffff),
  productId: z.int().min(0).max(0xffff),
})

const unsupported = z.object({ state: z.literal('unsupported'), why: LightWhy })

/** Which commands a camera takes, or why none. */
export const LightOffer = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('ready'),
    commands: z.array(z.enum(['led', 'flexible', 'quadrants', 'brightness', 'auto-exposure', 'exposure-target'])),
  }),
  unsupported,
])
export type LightOffer = z.output<typeof LightOffer>

export const LightAnswer = z.discriminatedUnion('state', [z.object({ state: z.literal('set') }), unsupported])
export type LightAnswer = z.output<typeof LightAnswer>
