/**
 * A call between two browsers: simple-peer behind a wrapper that recovers, adapts and says how it is.
 * Owns: peer connections, the tracks put into them, the line over WebSocket. Needs: a browser, a line, ICE servers.
 * Never: knows a screen, a patient or a clinic; never asks for a camera by itself.
 */
export { type Call, type CallState, openCall } from './call.ts'
export { type Line, openSocketLine } from './line.ts'
export { askForMedia, askForScreen, blackTrack, type Granted, type Sending, sendingOf, silentTrack } from './media.ts'
export { guestIdentity, lineBetween, openThirdCall } from './third.ts'
