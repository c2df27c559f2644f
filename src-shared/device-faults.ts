export type Retry = 'never' | 'later' | 'after-unlock' | 'after-replug' | 'corrected'

export interface Refusal {
  /** What happened, and what is safe. */
  readonly says: string
  /** What to do next. */
  readonly next: string
  readonly retry: Retry
}

/** What a device may do wrong, with its cure: the part of the table of faults that the devices room speaks in. */
export const deviceFaults = {
  'devices.asleep': {
    says: 'The device is connected but asleep or switched off.',
    next: 'Wake it or switch it on, then try again.',
    retry: 'later',
  },
  'devices.busy': {
    says: 'Another program holds the device.',
    next: 'Close the program that uses it (a photo manager, a vendor program, a second Cutis), then try again.',
    retry: 'later',
  },
  'devices.cancelled': {
    says: 'Reading the device was stopped. What had been read before is unchanged.',
    next: 'Start again when you are ready.',
    retry: 'later',
  },
  'devices.checksum': {
    says: 'The device keeps sending damaged data. None of it was taken.',
    next: 'Check the cable and the plug, move other equipment away, then try again.',
    retry: 'later',
  },
  'devices.clockNotSet': {
    says: 'The device did not take the new time. Its readings are unchanged.',
    next: 'Set the clock on the device by hand.',
    retry: 'never',
  },
  'devices.driverMissing': {
    says: 'This computer lacks the driver for the device.',
    next: 'Install the driver named on the Devices screen, then plug the device in again.',
    retry: 'after-replug',
  },
  'devices.fileChanged': {
    says: 'A file changed while it was read. It was not taken.',
    next: 'Wait until the device has finished writing, then try again.',
    retry: 'later',
  },
  'devices.folderMissing': {
    says: 'No such folder can be opened on this computer. Nothing was changed.',
    next: 'Give its whole path, as the file manager shows it. A folder on the network must be connected, and this account must be allowed to read it.',
    retry: 'corrected',
  },
  'devices.folderRefused': {
    says: 'That folder is not watched: it is a whole disk, or it holds the data of this program. Nothing was changed.',
    next: 'Name the one folder in which the other program leaves its pictures.',
    retry: 'corrected',
  },
  'devices.foldersFull': {
    says: 'As many folders are watched as there may be. Nothing was changed.',
    next: 'Stop watching one of them first.',
    retry: 'corrected',
  },
  'devices.gone': {
    says: 'The device was unplugged. Nothing that was half read was kept.',
    next: 'Plug it in again; reading starts where it stopped, and nothing is stored twice.',
    retry: 'after-replug',
  },
  'devices.noAnswer': {
    says: 'The device does not answer.',
    next: 'Switch it on, choose its transfer or PC mode, check the cable, then try again.',
    retry: 'later',
  },
  'devices.noNewRecords': {
    says: 'Everything on the device is here already. Nothing was added.',
    next: 'Take a new measurement first, if one is missing.',
    retry: 'never',
  },
  'devices.noRecords': {
    says: 'The device holds no readings.',
    next: 'Check that the right device and user are chosen.',
    retry: 'never',
  },
  'devices.notKnown': {
    says: 'This device is no longer connected.',
    next: 'Plug it in, or choose another from the list.',
    retry: 'after-replug',
  },
  'devices.permission': {
    says: 'This account may not open the device.',
    next: 'Install the device rules shown on the Devices screen, then plug the device in again.',
    retry: 'after-replug',
  },
  'devices.protocol': {
    says: 'The device said something that does not fit its protocol. None of it was taken.',
    next: 'Unplug the device, switch it off and on, plug it in again, and try once more.',
    retry: 'after-replug',
  },
  'devices.stalled': {
    says: 'The device refused a request.',
    next: 'Unplug the device, plug it in again, and try once more.',
    retry: 'after-replug',
  },
  'devices.transportMissing': {
    says: 'This way of connecting devices cannot be used on this computer.',
    next: 'The other ways still work. The Devices screen says what is missing.',
    retry: 'never',
  },
  'devices.unsupported': {
    says: 'The device does not offer this, or its model is not known.',
    next: 'Enter the readings by hand, or import a file from the vendor program.',
    retry: 'never',
  },
} as const satisfies Record<string, Refusal>
