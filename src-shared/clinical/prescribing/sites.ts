import { faceSites } from '../dermoscopy/site-class.ts'

/** Places where skin is thin (codes of `body-site-table.ts`): face with eyelids, folds, groin, genitals. */
export const thinSkinSites: ReadonlySet<string> = new Set([
  ...faceSites,
  '34926004',
  '76261009',
  '39687006',
  '60944009',
  '48014002',
  '63029009',
  '59112000',
])
