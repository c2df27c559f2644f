/**
 * Demo: an invented clinic to look around in.
 * Owns nothing of its own: people, patients and pictures are made up here and go in by the same doors as real ones.
 * Needs every room it fills. Never runs in a house that is not a demo house.
 */
export { type Demo, type DemoNeeds, openDemo } from './demo.ts'
export { demoPeople } from './people.ts'
