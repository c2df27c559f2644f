import { Fault } from '../../src-shared/faults.ts'
import type { UserId } from '../../src-shared/ids.ts'
import type { Db, StoreModule } from '../vault/index.ts'
import type { Account, ClinicSettings } from './account.ts'

interface Row {
  userId: UserId
  name: string
  role: Account['role']
  active: 0 | 1
  secret: string | null
  lastStep: number
  wrongCodes: number
  lastWrongCodeAt: string | null
  lastSignInAt: string | null
}

/** A second step that its owner has proved, ready to be kept. */
export interface SecondStep {
  readonly secret: string
  readonly step: number
  /** SHA-256 of each recovery code, hex. */
  readonly recoveryHashes: readonly string[]
}

export interface Users {
  all(): Account[]
  find(userId: UserId): Account | undefined
  clinic(): ClinicSettings | undefined
  add(account: Pick<Account, 'userId' | 'name' | 'role'>): void
  setClinic(settings: ClinicSettings): void
  setSecondStep(userId: UserId, secondStep: SecondStep): void
  /** A TOTP code of this step is spent. Fault access.refused when it was already. */
  spendStep(userId: UserId, step: number): void
  /** A recovery code is spent. Fault access.refused when it was already, or is not one. */
  spendRecovery(userId: UserId, hash: string): void
  replaceRecovery(userId: UserId, hashes: readonly string[]): void
  countWrongCode(userId: UserId, at: string): void
  signedIn(userId: UserId, at: string): void
  /** Fault access.lastAdministrator when nobody could manage users afterwards. */
  setRole(userId: UserId, role: Account['role']): void
  /** Takes the second step away too: who comes back sets it up anew. Fault access.lastAdministrator. */
  deactivate(userId: UserId): void
  activate(userId: UserId): void
  clearSecondStep(userId: UserId): void
}

const schema = `
  CREATE TABLE user (
    userId TEXT PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL, active INTEGER NOT NULL DEFAULT 1,
    secret TEXT, lastStep INTEGER NOT NULL DEFAULT 0,
    wrongCodes INTEGER NOT NULL DEFAULT 0, lastWrongCodeAt TEXT, lastSignInAt TEXT
  ) STRICT;
  CREATE TABLE recovery_code (
    userId TEXT NOT NULL REFERENCES user (userId), hash TEXT NOT NULL, PRIMARY KEY (userId, hash)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE clinic (only INTEGER PRIMARY KEY CHECK (only = 1), name TEXT NOT NULL, idleMinutes INTEGER NOT NULL) STRICT;`

/** The people of this workstation, their second steps, and what they are told about their clinic. */
export const userStore: StoreModule<Users> = {
  name: 'user',
  migrations: [{ id: 'user/1', sql: schema }],
  open: db => ({
    all: () => db.all<Row>('SELECT * FROM user ORDER BY name, userId').map(accountOf),
    find: userId => optional(db.get<Row>('SELECT * FROM user WHERE userId = ?', userId)),
    clinic: () => db.get<ClinicSettings>('SELECT name, idleMinutes FROM clinic'),
    ...writesOf(db),
    ...secondStepsOf(db),
  }),
}

const writesOf = (db: Db) => ({
  add: ({ userId, name, role }: Pick<Account, 'userId' | 'name' | 'role'>) =>
    db.run('INSERT INTO user (userId, name, role) VALUES (?, ?, ?)', userId, name, role),
  setClinic: ({ name, idleMinutes }: ClinicSettings) =>
    db.run('INSERT OR REPLACE INTO clinic (only, name, idleMinutes) VALUES (1, ?, ?)', name, idleMinutes),
  signedIn: (userId: UserId, at: string) =>
    db.run('UPDATE user SET lastSignInAt = ?, wrongCodes = 0, lastWrongCodeAt = NULL WHERE userId = ?', at, userId),
  setRole(userId: UserId, role: Account['role']) {
    db.run('UPDATE user SET role = ? WHERE userId = ?', role, userId)
    keepAnAdministrator(db)
  },
  deactivate(userId: UserId) {
    db.run('UPDATE user SET active = 0 WHERE userId = ?', userId)
    keepAnAdministrator(db)
    forgetSecondStep(db, userId)
  },
  activate: (userId: UserId) => db.run('UPDATE user SET active = 1 WHERE userId = ?', userId),
})

const secondStepsOf = (db: Db) => ({
  setSecondStep(userId: UserId, { secret, step, recoveryHashes }: SecondStep) {
    db.run('UPDATE user SET secret = ?, lastStep = ? WHERE userId = ?', secret, step, userId)
    replaceRecovery(db, userId, recoveryHashes)
  },
  spendStep(userId: UserId, step: number) {
    const spent = db.get(
      'UPDATE user SET lastStep = ? WHERE userId = ? AND lastStep < ? RETURNING userId',
      step,
      userId,
      step,
    )
    if (!spent) throw new Fault('access.refused')
  },
  spendRecovery(userId: UserId, hash: string) {
    const spent = db.get('DELETE FROM recovery_code WHERE userId = ? AND hash = ? RETURNING hash', userId, hash)
    if (!spent) throw new Fault('access.refused')
  },
  replaceRecovery: (userId: UserId, hashes: readonly string[]) => replaceRecovery(db, userId, hashes),
  countWrongCode: (userId: UserId, at: string) =>
    db.run('UPDATE user SET wrongCodes = wrongCodes + 1, lastWrongCodeAt = ? WHERE userId = ?', at, userId),
  clearSecondStep: (userId: UserId) => forgetSecondStep(db, userId),
})

function replaceRecovery(db: Db, userId: UserId, hashes: readonly string[]): void {
  db.run('DELETE FROM recovery_code WHERE userId = ?', userId)
  for (const hash of hashes) db.run('INSERT INTO recovery_code (userId, hash) VALUES (?, ?)', userId, hash)
}

function forgetSecondStep(db: Db, userId: UserId): void {
  db.run('UPDATE user SET secret = NULL, lastStep = 0, wrongCodes = 0, lastWrongCodeAt = NULL WHERE userId = ?', userId)
  db.run('DELETE FROM recovery_code WHERE userId = ?', userId)
}

/** Runs inside the commit, so that two changes together cannot leave nobody either. */
function keepAnAdministrator(db: Db): void {
  if (!db.get(`SELECT 1 FROM user WHERE role = 'administrator' AND active = 1`))
    throw new Fault('access.lastAdministrator')
}

const optional = (row: Row | undefined): Account | undefined => row && accountOf(row)

const accountOf = (row: Row): Account => ({
  userId: row.userId,
  name: row.name,
  role: row.role,
  active: row.active === 1,
  lastStep: row.lastStep,
  wrongCodes: row.wrongCodes,
  ...(row.secret !== null && { secret: row.secret }),
  ...(row.lastWrongCodeAt !== null && { lastWrongCodeAt: row.lastWrongCodeAt }),
  ...(row.lastSignInAt !== null && { lastSignInAt: row.lastSignInAt }),
})
