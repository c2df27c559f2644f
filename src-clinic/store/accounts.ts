import type { Connection } from './database.ts'

/** A person who may sign in. Times in ms since 1970; `totp_last_step` is the last 30-second step used, so no code works twice. */
export interface Account {
  readonly id: string
  readonly login: string
  readonly name: string
  readonly fhir_user: string | null
  readonly password_hash: string
  readonly totp_secret: string
  readonly totp_last_step: number
  readonly failures: number
  readonly locked_until: number
  readonly disabled: 0 | 1
}

type NewAccount = Pick<Account, 'id' | 'login' | 'name' | 'fhir_user' | 'password_hash' | 'totp_secret'>

/** The people of the clinic. */
export const openAccounts = (database: Connection) => {
  const insert = database.prepare<NewAccount>(
    `INSERT INTO account (id, login, name, fhir_user, password_hash, totp_secret)
     VALUES (@id, @login, @name, @fhir_user, @password_hash, @totp_secret) ON CONFLICT (login) DO NOTHING`,
  )
  const byId = database.prepare<[string], Account>('SELECT * FROM account WHERE id = ?')
  const byLogin = database.prepare<[string], Account>('SELECT * FROM account WHERE login = ?')
  const all = database.prepare<[], Account>('SELECT * FROM account ORDER BY login')
  const failed = database.prepare<[number, string]>(
    'UPDATE account SET failures = failures + 1, locked_until = ? WHERE id = ?',
  )
  // The comparison is in the statement, so that two requests with the same code cannot both pass.
  const passed = database.prepare<[number, string, number]>(
    'UPDATE account SET failures = 0, locked_until = 0, totp_last_step = ? WHERE id = ? AND totp_last_step < ?',
  )
  const disable = database.prepare<[string]>('UPDATE account SET disabled = 1 WHERE id = ?')
  return {
    /** False where the login is taken. */
    add: (account: NewAccount): boolean => insert.run(account).changes === 1,
    byId: (id: string): Account | undefined => byId.get(id),
    byLogin: (login: string): Account | undefined => byLogin.get(login),
    all: (): Account[] => all.all(),
    failed: (id: string, lockedUntil: number): void => void failed.run(lockedUntil, id),
    /** Marks a code's step as used; false where this step, or a later one, was used before. */
    passed: (id: string, step: number): boolean => passed.run(step, id, step).changes === 1,
    disable: (id: string): boolean => disable.run(id).changes === 1,
  }
}
export type Accounts = ReturnType<typeof openAccounts>
