import { z } from 'zod'
import { SessionId, UserId } from '../ids.ts'
import { Role } from '../roles.ts'
import { command, query } from './call.ts'

export const Face = z.object({ userId: UserId, name: z.string(), role: Role })
export type Face = z.output<typeof Face>

/** Who sits at the workstation, and the capability under which their images are served until the next lock. */
export const Me = z.object({ ...Face.shape, sessionId: SessionId, bytes: z.string() })
export type Me = z.output<typeof Me>

/** What a person needs to set up their second step, shown once. */
export const Enrolment = z.object({
  secret: z.string(),
  uri: z.string(),
  qrSvg: z.string(),
  recoveryCodes: z.array(z.string()),
})
export type Enrolment = z.output<typeof Enrolment>

export const SignedIn = z.discriminatedUnion('state', [
  z.object({ state: z.literal('in'), me: Me }),
  z.object({ state: z.literal('enrol'), enrolment: Enrolment }),
])
export type SignedIn = z.output<typeof SignedIn>

export const DemoFace = z.object({ ...Face.shape, password: z.string(), secret: z.string() })

export const Door = z.object({
  /** `fresh`: no vault yet. `locked`: nobody signed in. `open`: somebody is. */
  house: z.enum(['fresh', 'locked', 'open']),
  demo: z.boolean(),
  clinicName: z.string().optional(),
  faces: z.array(Face),
  me: Me.optional(),
  idleMinutes: z.number(),
  /** The demo clinic only: sign-in details of its invented users. */
  demoFaces: z.array(DemoFace).optional(),
})
export type Door = z.output<typeof Door>

export const AuditRow = z.object({
  seq: z.int(),
  at: z.iso.datetime(),
  userId: z.string(),
  userName: z.string(),
  role: z.string(),
  name: z.string(),
  action: z.enum(['C', 'R', 'U', 'D', 'E']),
  outcome: z.string(),
  patientId: z.string().optional(),
  entity: z.string().optional(),
  hash: z.string(),
})
export type AuditRow = z.output<typeof AuditRow>

export const User = z.object({
  ...Face.shape,
  active: z.boolean(),
  secondStep: z.enum(['pending', 'set']),
  lastSignInAt: z.iso.datetime().optional(),
})
export type User = z.output<typeof User>

const Name = z.string().trim().min(1).max(120)
/** Twelve characters: the password alone guards the key slot on a machine without a keychain. */
const Password = z.string().min(12).max(256)
/** Six digits, or a recovery code: 26 letters and digits, grouped for reading. */
const Code = z.string().trim().min(6).max(40)

export const access = {
  door: query('anyone', { reads: ['user'] }).output(Door),
  setUp: command('anyone')
    .input(z.object({ clinicName: Name, name: Name, password: Password }))
    .output(Enrolment),
  openDemo: command('anyone').output(z.object({ started: z.boolean() })),
  signIn: command('anyone')
    .input(z.object({ userId: UserId, password: z.string().max(256), code: Code.optional() }))
    .output(SignedIn),
  confirmCode: command('anyone')
    .input(z.object({ code: Code }))
    .output(z.object({ me: Me })),
  /** Also leaves an enrolment that was not finished. */
  lock: command('anyone').output(z.void()),
  stirred: command('signed-in').output(z.void()),
  users: query('user.manage', { reads: ['user'] }).output(z.array(User)),
  addUser: command('user.manage')
    .input(z.object({ name: Name, role: Role, password: Password }))
    .output(Face),
  setRole: command('user.manage')
    .input(z.object({ userId: UserId, role: Role }))
    .output(z.void()),
  /** Letting somebody back in needs a new password: their key slot went when they were deactivated. */
  setActive: command('user.manage')
    .input(
      z.discriminatedUnion('active', [
        z.object({ userId: UserId, active: z.literal(false) }),
        z.object({ userId: UserId, active: z.literal(true), password: Password }),
      ]),
    )
    .output(z.void()),
  /** For a password that was forgotten. */
  setPassword: command('user.manage')
    .input(z.object({ userId: UserId, password: Password }))
    .output(z.void()),
  resetSecondStep: command('user.manage')
    .input(z.object({ userId: UserId }))
    .output(z.void()),
  changePassword: command('signed-in')
    .input(z.object({ current: z.string().max(256), next: Password }))
    .output(z.void()),
  newRecoveryCodes: command('signed-in')
    .input(z.object({ password: z.string().max(256) }))
    .output(z.object({ recoveryCodes: z.array(z.string()) })),
  configure: command('clinic.configure')
    .input(z.object({ clinicName: Name.optional(), idleMinutes: z.int().min(1).max(15).optional() }))
    .output(z.void()),
  /**
   * Everybody's rows for who may read the audit, else one's own whatever is asked.
   * Reading the audit writes a row of its own: were it stale by that, a screen would ask for ever.
   */
  audit: query('audit.read-own', { reads: [], audited: true })
    .input(
      z.object({
        beforeSeq: z.int().optional(),
        limit: z.int().min(1).max(500).default(100),
        userId: z.string().optional(),
        patientId: z.string().optional(),
      }),
    )
    .output(z.array(AuditRow)),
  verifyAudit: query('audit.verify', { reads: [], audited: true }).output(
    z.object({ rows: z.int(), intact: z.boolean(), firstBadSeq: z.int().optional(), head: z.string() }),
  ),
  preferences: query('signed-in', { reads: ['preference'] }).output(z.record(z.string(), z.string())),
  setPreference: command('signed-in')
    .input(z.object({ key: z.string().max(80), value: z.string().max(4000) }))
    .output(z.void()),
}
