/** `npm run faults -- kill|power-cut|bit-flip [--full]`: one JSON line for each campaign; exit code 1 when anything was lost or wrong. */
import { bitFlipCampaign } from './bit-flip.ts'
import { killCampaign } from './kill.ts'
import { powerCutCampaign, whyNoPowerCut } from './power-cut.ts'
import { isClean, type Report } from './report.ts'

const full = process.argv.includes('--full')
const tell = (line: string): void => void process.stderr.write(`${line}\n`)
const campaigns: Record<string, () => Promise<Report | string>> = {
  kill: () => killCampaign(full ? 1000 : 100, tell),
  'power-cut': async () => {
    const why = whyNoPowerCut()
    return why === undefined ? powerCutCampaign(full ? 200 : 20, tell) : `not run: ${why}`
  },
  'bit-flip': () => bitFlipCampaign(full ? 10_000 : 500, tell),
}

const asked = process.argv.slice(2).filter(word => !word.startsWith('--'))
const unknown = asked.filter(name => !Object.hasOwn(campaigns, name))
if (unknown.length > 0) {
  tell(`No campaign called ${unknown.join(', ')}. There are: ${Object.keys(campaigns).join(', ')}.`)
  process.exit(2)
}
for (const name of asked.length > 0 ? asked : Object.keys(campaigns)) {
  const result = await campaigns[name]?.()
  if (typeof result === 'string') process.stdout.write(`${result}\n`)
  else if (result !== undefined) {
    process.stdout.write(`${JSON.stringify(result)}\n`)
    if (!isClean(result)) process.exitCode = 1
  }
}
