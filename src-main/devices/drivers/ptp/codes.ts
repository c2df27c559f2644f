/** Operations of ISO 15740 that are asked here. DeleteObject is not among them and stays out. */
export const operation = {
  getDeviceInfo: 0x1001,
  openSession: 0x1002,
  closeSession: 0x1003,
  getStorageIds: 0x1004,
  getObjectHandles: 0x1007,
  getObjectInfo: 0x1008,
  getObject: 0x1009,
  initiateCapture: 0x100e,
  getPartialObject: 0x101b,
} as const

export const response = {
  ok: 0x2001,
  operationUnsupported: 0x2005,
  badHandle: 0x2009,
  accessDenied: 0x200f,
  busy: 0x2019,
  alreadyOpen: 0x201e,
  cancelled: 0x201f,
} as const

export const event = { objectAdded: 0x4002, storeFull: 0x400a } as const

/** Class requests of the still-image class (PIMA 15740 annex D.5). */
export const classRequest = { cancel: 0x64, reset: 0x66, status: 0x67 } as const

export const folderFormat = 0x3001
