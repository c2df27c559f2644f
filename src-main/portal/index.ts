/**
 * Portal: a patient's way to this clinic with a browser alone, as the workstation sees it.
 * Owns making and taking back links, and what patients filled in there; no table of its own. Needs the records, the vault for its audit
 * rows, a way to the clinic. Never holds a token: the clinic keeps their hashes, and the link is shown once.
 */
export { openPortal } from './service.ts'
