/** The slice of SQLite a store may use. Synchronous on purpose: a store runs inside the vault's thread. */
export interface Db {
  all<Row>(sql: string, ...params: readonly unknown[]): Row[]
  get<Row>(sql: string, ...params: readonly unknown[]): Row | undefined
  run(sql: string, ...params: readonly unknown[]): void
}

export type Migration = { readonly id: `${string}/${number}`; readonly sql: string }

/** A room's drawer in the vault: its tables, and the reads and writes they allow. */
export interface StoreModule<S> {
  readonly name: string
  readonly migrations: readonly Migration[]
  open(db: Db): S
}

/** One write, as data. A commit is a list of these, applied in a single transaction. */
export interface Op {
  readonly store: string
  readonly call: string
  readonly args: readonly unknown[]
  /** Which queries this makes stale; defaults to the store's name. */
  readonly touches: readonly string[]
}

/** Stores are written synchronously and called asynchronously; only the vault knows a thread lies between. */
export type Reads<S> = { [K in keyof S as IsWrite<S[K]> extends true ? never : K]: Later<S[K]> }

/** A method that returns nothing is a write. It cannot be called, only committed. */
export type Writes<S> = { [K in keyof S as IsWrite<S[K]> extends true ? K : never]: Prepared<S[K]> }

type IsWrite<F> = F extends (...args: never) => infer R ? ([R] extends [void] ? true : false) : never
type Later<F> = F extends (...args: infer A) => infer R ? (...args: A) => Promise<R> : never
type Prepared<F> = F extends (...args: infer A) => unknown ? (...args: A) => Op : never
