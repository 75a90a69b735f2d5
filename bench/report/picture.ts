import { isOurs, medianOf, type Report, worstOf } from './tables.ts'

/** Horizontal bars, one panel a question; readable on white and on black. */
interface Panel {
  title: string
  unit: string
  bars: { label: string; value: number; ours: boolean }[]
}

const WIDTH = 900
const LABELS = 250
const BAR = 18
const GAP = 8
const HEAD = 44
const FOOT = 24
const OURS = '#0d9488'
const THEIRS = '#94a3b8'
const TEXT = '#64748b'

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

const told = (value: number): string =>
  Number.isInteger(value) || value >= 100
    ? Math.round(value).toLocaleString('en-US')
    : value.toFixed(value >= 10 ? 1 : 2)

function panelsOf({ measured }: Report): Panel[] {
  const panel = (title: string, unit: string, phase: string, name: string, over = medianOf): Panel => ({
    title,
    unit,
    bars: measured
      .map(each => ({
        label: each.candidate.title,
        value: over(each, phase, name),
        ours: isOurs(each.candidate),
      }))
      .filter(({ value }) => Number.isFinite(value)),
  })
  return [
    panel('Drain by a process that has warmed up, as a part of the raw limit', '', 'drain', 'ofRaw'),
    panel('Tickets out of order, two processes', ' of 500', 'two', 'disorderedTickets', worstOf),
    panel('One of four endpoints hangs: deliveries/s to the other three', '/s', 'hang', 'othersPerSecond'),
    panel('From the instant an event is due to its arrival at 500/s, p99', ' ms', '500', 'dueP99Ms'),
  ].filter(({ bars }) => bars.length > 0)
}

function drawBar(panel: Panel, at: number, top: number): string {
  const { label, value, ours } = panel.bars[at]!
  const most = Math.max(...panel.bars.map(bar => bar.value), Number.EPSILON)
  const y = top + HEAD + at * (BAR + GAP)
  const length = Math.max(2, (value / most) * (WIDTH - LABELS - 130))
  return [
    `<text x="${LABELS - 10}" y="${y + 13}" text-anchor="end"${ours ? ' font-weight="700"' : ''}>${escaped(label)}</text>`,
    `<rect x="${LABELS}" y="${y}" width="${length.toFixed(1)}" height="${BAR}" rx="3" fill="${ours ? OURS : THEIRS}"/>`,
    `<text x="${(LABELS + length + 8).toFixed(1)}" y="${y + 13}">${told(value)}${panel.unit}</text>`,
  ].join('\n')
}

const heightOf = (panel: Panel): number => HEAD + panel.bars.length * (BAR + GAP) + FOOT

export function drawPicture(report: Report): string {
  const panels = panelsOf(report)
  let top = 0
  const drawn = panels.map(panel => {
    const title = `<text x="0" y="${top + 28}" font-size="16" font-weight="700">${escaped(panel.title)}</text>`
    const bars = panel.bars.map((_, at) => drawBar(panel, at, top))
    top += heightOf(panel)
    return [title, ...bars].join('\n')
  })
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${top}" width="${WIDTH}" height="${top}" font-family="system-ui, sans-serif" font-size="13" fill="${TEXT}">`,
    `<title>Recado and its peers, ${report.machine.at}, ${report.machine.cores} cores</title>`,
    ...drawn,
    '</svg>\n',
  ].join('\n')
}
