const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** Breaks a text into lines no wider than `width`; `measure` gives a text's width in the same unit. A word wider than a line is cut. */
export const linesIn = (text: string, width: number, measure: (text: string) => number): string[] =>
  text.split('\n').flatMap(paragraph => paragraphIn(paragraph, width, measure))

function paragraphIn(paragraph: string, width: number, measure: (text: string) => number): string[] {
  const lines: string[] = []
  const space = measure(' ')
  let line = ''
  let used = 0
  for (const word of paragraph.split(' ')) {
    const wide = measure(word)
    if (line !== '' && used + space + wide <= width) {
      line += ` ${word}`
      used += space + wide
      continue
    }
    if (line !== '') lines.push(line)
    const pieces = wide <= width ? [word] : piecesOf(word, width, measure)
    lines.push(...pieces.slice(0, -1))
    line = pieces.at(-1) ?? ''
    used = measure(line)
  }
  lines.push(line)
  return lines
}

/** A word too wide for a line, cut between what a reader takes for characters. */
function piecesOf(word: string, width: number, measure: (text: string) => number): string[] {
  const pieces: string[] = []
  let piece = ''
  for (const { segment } of graphemes.segment(word)) {
    if (piece !== '' && measure(piece + segment) > width) {
      pieces.push(piece)
      piece = ''
    }
    piece += segment
  }
  return [...pieces, piece]
}
