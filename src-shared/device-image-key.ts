/** What a picture brought from a device is known by: a name in `Device.settings`, so that it is found again at the next import. */
export const deviceImageKey = 'deviceImage'
