/** LifeScan OneTouch meters on a serial cable. The Verio is not among them: it is spoken to by writing to a disk, and a wrong disk would be damaged. */
export { easyDriver } from './easy.ts'
export { ultraDriver } from './ultra.ts'
