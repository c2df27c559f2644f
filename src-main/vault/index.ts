/**
 * Vault: the only room that writes patient data to disk.
 * Owns the encrypted database, the sealed files, the keys and the slots that open them.
 * Needs a folder, the entry of its thread, a clock. Never knows what the rooms keep in it.
 */
export type { Db, Migration, Op, Reads, StoreModule, Writes } from './db.ts'
export type {
  BlobMeta,
  BlobReader,
  Finding,
  FindingCode,
  Head,
  Health,
  KdfCost,
  NewBlob,
  SlotFace,
  Vault,
  VaultNeeds,
  VaultState,
  WriteName,
} from './types.ts'
