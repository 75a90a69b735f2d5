/**
 * A table as CSV (RFC 4180) for spreadsheets: UTF-8 with a byte order mark, by which they recognize it; a semicolon in languages
 * that use the comma in numbers. A text that a spreadsheet would take for a formula gets an apostrophe before it.
 */
import type { Language } from '../../base/language.ts'
import { WORDS, type Word } from './csv-words.ts'
import { COUNT_NAMES, DURATION_NAMES, type Duration, type Figures } from './figures.ts'
import type { BreakdownRow, LoadRow, ReasonRow, Trend } from './read-figures.ts'

export type Cell = string | number | null
export interface Table {
  head: readonly string[]
  rows: readonly (readonly Cell[])[]
}
export type Separator = 'comma' | 'semicolon'

export function toCsv({ head, rows }: Table, separator: Separator): string {
  const between = separator === 'comma' ? ',' : ';'
  const lines = [head, ...rows].map(cells => cells.map(cell => written(cell, between)).join(between))
  return `\ufeff${lines.join('\r\n')}\r\n`
}

/** `=`, `+`, `-`, `@`, tab and carriage return begin a formula (OWASP); so do their full-width forms in some programs. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/

function written(cell: Cell, between: string): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  const text = FORMULA.test(cell) ? `'${cell}` : cell
  return text.includes(between) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

const say = (language: Language) => (word: Word) => WORDS[word][language]

export function summaryTable(figures: Figures, language: Language): Table {
  const word = say(language)
  return {
    head: [word('figure'), word('n'), word('median'), word('p90')],
    rows: [
      ...COUNT_NAMES.map(name => [word(name), figures[name], null, null]),
      ...DURATION_NAMES.map(name => [word(name), ...durationCells(figures[name])]),
    ],
  }
}

const durationCells = ({ n, medianSeconds, p90Seconds }: Duration): Cell[] => [n, medianSeconds, p90Seconds]
const figureCells = (figures: Figures): Cell[] => [
  ...COUNT_NAMES.map(name => figures[name]),
  ...DURATION_NAMES.flatMap(name => durationCells(figures[name])),
]

function figureHead(language: Language): string[] {
  const word = say(language)
  return [
    ...COUNT_NAMES.map(word),
    ...DURATION_NAMES.flatMap(name => (['n', 'median', 'p90'] as const).map(of => `${word(name)}: ${word(of)}`)),
  ]
}

export const trendTable = ({ by, data }: Trend, language: Language): Table => ({
  head: [say(language)(by), ...figureHead(language)],
  rows: data.map(({ from, figures }) => [by === 'month' ? from.slice(0, 7) : from, ...figureCells(figures)]),
})

export const breakdownTable = (rows: readonly BreakdownRow[], language: Language): Table => ({
  head: ['id', say(language)('name'), ...figureHead(language)],
  rows: rows.map(({ id, name, figures }) => [id, name, ...figureCells(figures)]),
})

export function reasonsTable(rows: readonly ReasonRow[], language: Language): Table {
  const word = say(language)
  return {
    head: ['id', word('reason'), word('closedTickets')],
    rows: rows.map(({ id, name, count }) => [id, name ?? word('none'), count]),
  }
}

export function loadTable(rows: readonly LoadRow[], language: Language): Table {
  const word = say(language)
  return {
    head: [
      ...[word('weekday'), word('hour'), word('newTickets'), word('messagesIn')],
      ...(['n', 'median', 'p90'] as const).map(of => `${word('queueWait')}: ${word(of)}`),
    ],
    rows: rows.map(({ weekday, hour, newTickets, messagesIn, queueWait }) => [
      ...[weekday, hour, newTickets, messagesIn],
      ...durationCells(queueWait),
    ]),
  }
}
