import type { Op, Reads, StoreModule, Writes } from './db.ts'

type Ask = (ask: { store: string; call: string; args: readonly unknown[] }) => Promise<unknown>

/** A property that a promise, a printer or a test looks for on anything is not a store's method. */
const isMethod = (name: string | symbol): name is string =>
  typeof name === 'string' && name !== 'then' && name !== 'toJSON'

/** Each property is a read of the store, asked of the thread. */
export const readsOf = <S>(module: StoreModule<S>, ask: Ask): Reads<S> =>
  new Proxy(
    {},
    {
      get: (_, call) =>
        isMethod(call) ? async (...args: readonly unknown[]) => ask({ store: module.name, call, args }) : undefined,
    },
  ) as Reads<S>

/** Each property prepares a write of the store. */
export const opsOf = <S>(module: StoreModule<S>): Writes<S> =>
  new Proxy(
    {},
    {
      get: (_, call) =>
        isMethod(call)
          ? (...args: readonly unknown[]): Op => ({ store: module.name, call, args, touches: [module.name] })
          : undefined,
    },
  ) as Writes<S>
